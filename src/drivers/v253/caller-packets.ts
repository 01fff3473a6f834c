import { CallerField, CallerRecord, putField } from "./caller-fields"

/** Message types: Telcordia GR-30 (SDMF), GR-31 and ETSI EN 300 659-3 (MDMF). */
const SINGLE_DATA = 0x04
const MULTIPLE_DATA = 0x80
/** Alone, as Rockwell modems print it, it is the caller's number; within MDMF it is the number called. */
const DIALLED_NUMBER = 0x03
/** ETSI: call types from here on are no calls but messages that wait. */
const CALL_TYPE = 0x11
const CALL_TYPE_MESSAGE = 0x81
/** SDMF: MMDDHHMM, then the number, or the letter why there is none: with a short text it is MDMF's parameter for that. */
const DATE_TIME_CHARS = 8

/**
 * Put what a packet tells into `caller`. Modems print packets in hexadecimal digits behind `MESG =`.
 *
 *     | type | length n | n bytes | checksum |     all bytes together are 0 modulo 256
 *
 * The whole packet (AT+VCID=2), in one line or two; or one parameter of it, made like a packet: what a modem that prints
 * the rest in words does not know, and on Rockwell modems `0307…`, the number.
 */
export function addPacket(digits: string, caller: CallerRecord): void {
    let packet = Buffer.from(digits, "hex")
    // One that is whole by itself does not end the one that had begun: that one was cut off.
    if (sumOf(packet) !== 0) packet = Buffer.from(caller.begunPacket + digits, "hex")
    const lengthBytes = packet.length
    const end = 2 + (lengthBytes > 1 ? packet[1] : 0)
    // Rockwell's number comes without checksum.
    const isWhole = lengthBytes > end || (lengthBytes === end && packet[0] === DIALLED_NUMBER)
    caller.begunPacket = isWhole ? "" : packet.toString("hex")
    if (!isWhole || (lengthBytes > end && sumOf(packet) !== 0)) return
    // A parameter by itself, and SDMF, are read as one that begins at 0.
    let at = packet[0] === MULTIPLE_DATA ? 2 : 0
    while (at >= 0 && at < end) at = addParameter(packet, at, end, caller)
}

/** @returns where the next one begins; −1 if this is no call */
function addParameter(
    packet: Buffer,
    atByte: number,
    endByte: number,
    caller: CallerRecord
): number {
    const tag = packet[atByte]
    const next = atByte + 2 + packet[atByte + 1]
    let text = textOf(packet, atByte + 2, Math.min(next, endByte))
    if (tag === CALL_TYPE && packet[atByte + 2] >= CALL_TYPE_MESSAGE) return -1
    if (atByte === 0 && tag === SINGLE_DATA && text.length > DATE_TIME_CHARS) {
        putField(CallerField.DateTime, text, caller)
        text = text.slice(DATE_TIME_CHARS)
    }
    const isNumber = atByte === 0 && tag === DIALLED_NUMBER
    putField(isNumber ? CallerField.Number : tag, text, caller)
    return next
}

/** Latin-1. */
function textOf(packet: Buffer, atByte: number, endByte: number): string {
    let text = ""
    for (let i = atByte; i < endByte; i++) text += String.fromCharCode(packet[i])
    return text.trim()
}

function sumOf(packet: Buffer): number {
    let sum = 0
    for (let i = 0; i < packet.length; i++) sum += packet[i]
    return sum & 0xff
}
