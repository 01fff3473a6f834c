/**
 * Caller ID messages (Telcordia GR-30, GR-31, GR-1188; the same layer in ETSI EN 300 659-3).
 *
 * Single format:   04, length, MMDDHHMM, number or absence letter, checksum
 * Multiple format: 80, length, parameters of tag, length, content …, checksum
 * The checksum makes the sum of all bytes 0 modulo 256. There is no year.
 */

import { type WallTime } from "./local-time.ts"

/** Who calls: digits, or why there are none; the same for the name. Both absent is allowed for the name only. */
export interface CallerIdentity {
    readonly number: string | "private" | "out-of-area"
    readonly name: string | undefined
}

const SINGLE_CALL = 0x04
const MULTIPLE_CALL = 0x80

const TIME = 0x01
const NUMBER = 0x02
const NUMBER_ABSENT = 0x04
const NAME = 0x07
const NAME_ABSENT = 0x08
const CALL_TYPE = 0x11
const VOICE_CALL = 0x01

export const CALLER_NUMBER_MAX = 20
/** GR-1188: 15 characters. */
export const CALLER_NAME_MAX = 15

/**
 * Multiple format: the call type where the network sends it, time, name, number, each absent one as its letter.
 *
 * A caller who withholds the number withholds the name too, unless a name is given.
 * @throws RangeError for a number or name that is too long or holds characters that the network can't send
 */
export function multipleFormat(
    caller: CallerIdentity,
    time: WallTime,
    isCallTypeSent = false
): Uint8Array {
    const letter = absenceLetter(caller.number)
    const parameters = isCallTypeSent ? [CALL_TYPE, 1, VOICE_CALL] : []
    parameters.push(...parameter(TIME, timeText(time)))
    if (caller.name !== undefined) parameters.push(...parameter(NAME, nameText(caller.name)))
    if (letter === undefined) parameters.push(...parameter(NUMBER, checkedNumber(caller.number)))
    else parameters.push(...parameter(NUMBER_ABSENT, letter))
    if (letter !== undefined && caller.name === undefined)
        parameters.push(...parameter(NAME_ABSENT, letter))
    return withChecksum([MULTIPLE_CALL, parameters.length, ...parameters])
}

/**
 * Single format: time and number only.
 *
 * @throws RangeError as multipleFormat
 */
export function singleFormat(number: CallerIdentity["number"], time: WallTime): Uint8Array {
    const text = timeText(time) + (absenceLetter(number) ?? checkedNumber(number))
    return withChecksum([SINGLE_CALL, text.length, ...characters(text)])
}

/** P: withheld by the caller. O: out of the area that knows. */
function absenceLetter(number: CallerIdentity["number"]): string | undefined {
    if (number === "private") return "P"
    if (number === "out-of-area") return "O"
    return undefined
}

/** @throws RangeError for a number that is too long or holds characters that the network can't send */
export function checkedNumber(number: string): string {
    if (!/^\+?[0-9*#]+$/.test(number) || number.length > CALLER_NUMBER_MAX)
        throw new RangeError(
            `caller number "${number}": at most ${CALLER_NUMBER_MAX} of 0-9 * #, + first, "private" or "out-of-area"`
        )
    return number
}

function nameText(name: string): string {
    // Printable Latin-1: what networks send and modems pass on.
    if (!/^[\x20-\x7e\xa0-\xff]+$/.test(name) || name.length > CALLER_NAME_MAX)
        throw new RangeError(
            `caller name "${name}": 1 to ${CALLER_NAME_MAX} characters of ISO 8859-1`
        )
    return name
}

function timeText(time: WallTime): string {
    const parts = [time.month, time.day, time.hour, time.minute]
    return parts.map(part => String(part).padStart(2, "0")).join("")
}

function parameter(tag: number, text: string): number[] {
    return [tag, text.length, ...characters(text)]
}

function characters(text: string): number[] {
    return Array.from(text, char => char.charCodeAt(0))
}

function withChecksum(bytes: readonly number[]): Uint8Array {
    const sum = bytes.reduce((total, byte) => total + byte, 0)
    return Uint8Array.from([...bytes, -sum & 0xff])
}
