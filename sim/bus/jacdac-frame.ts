/**
 * Jacdac frames with one packet: the envelope in which the simulated SPI bus answers the firmware.
 *
 * Layout (Jacdac frame format): CRC16 of all that follows (u16), size of packets (u8), flags (u8), device identifier
 * (8 bytes); then per packet: size (u8), service index (u8), command (u16), payload, padded to 4 bytes.
 */
const HEADER_BYTES = 16
/** What fits into one frame: 252 bytes with the frame's and the packet's header, payload whole words. */
export const PAYLOAD_BYTES_MAX = 232

/** Byte 2 of a frame that is no Jacdac frame but a twin message: topic, a zero byte, payload, from byte 16 on. */
const LARGE_FRAME_MARK = 0xff

export function encodeFrame(
    deviceId: Uint8Array,
    serviceIndex: number,
    command: number,
    payload: Uint8Array
): Uint8Array {
    const packetBytes = (payload.length + 4 + 3) & ~3
    const frame = new Uint8Array(12 + packetBytes)
    frame[2] = packetBytes
    frame.set(deviceId, 4)
    frame[12] = payload.length
    frame[13] = serviceIndex
    frame[14] = command & 0xff
    frame[15] = command >> 8
    frame.set(payload, HEADER_BYTES)
    const crc = crc16(frame)
    frame[0] = crc & 0xff
    frame[1] = crc >> 8
    return frame
}

/** Topic and payload of a twin message, or undefined for an ordinary frame. The payload is a part of the frame. */
export function decodeTwinMessage(
    frame: Uint8Array
): { topic: string; payload: Uint8Array } | undefined {
    if (frame[2] !== LARGE_FRAME_MARK) return undefined
    const end = frame.indexOf(0, HEADER_BYTES)
    let topic = ""
    for (let at = HEADER_BYTES; at < end; at++) topic += String.fromCharCode(frame[at]!)
    return { topic, payload: frame.subarray(end + 1) }
}

/** CRC16 CCITT, polynomial 0x1021, initial value 0xffff, over everything behind the CRC field. */
function crc16(frame: Uint8Array): number {
    let crc = 0xffff
    for (let i = 2; i < frame.length; i++) {
        let x = ((crc >> 8) ^ frame[i]!) & 0xff
        x ^= x >> 4
        crc = ((crc << 8) ^ (x << 12) ^ (x << 5) ^ x) & 0xffff
    }
    return crc
}
