/** File names of messages, as a person reads them on a PC. docs/card-layout.md. */
import { nameText } from "../hal/wall-clock"
import { padded } from "../util/digits"
import { allowed } from "../util/file-text"
import { Envelope } from "./envelope"

const EXTENSION = ".wav"

/**
 * The name without its extension: `2026-11-22 14.05 2125550123 J SMITH`; `14.05~` where the time is in doubt.
 *
 * @param serial in the name where the time is not known, so that such names keep the order of the calls
 */
export function messageTitle(envelope: Envelope, serial: number): string {
    const when = envelope.at ? nameText(envelope.at) : `no-time #${padded(serial, 6)}`
    return allowed(`${when} ${envelope.number} ${envelope.name}`).trim()
}

/**
 * The whole name, cut where it would be too long.
 *
 * @param copy 1: the first message of this title; from 2 on the number is part of the name; below 0: so many parts of a
 * long message are before this one
 */
export function messageName(title: string, copy: number, lengthMax: number): string {
    let ending = EXTENSION
    if (copy > 1) ending = ` (${copy})` + ending
    else if (copy < 0) ending = ` part ${1 - copy}` + ending
    return title.slice(0, lengthMax - ending.length).trim() + ending
}
