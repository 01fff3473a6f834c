/**
 * The first sector of a message file: a RIFF WAVE header of exactly 512 bytes, so that sound begins at a sector.
 *
 *     0    RIFF, size of the slot, WAVE
 *     12   fmt, 18 bytes: tag of the codec, mono, 8000 Hz, 8 bits, no extension
 *     38   fact: samples (demanded for all but PCM)
 *     50   abmg, 32 bytes: ours, see below
 *     90   LIST INFO: INAM number, IART name, ICRD date and time, with a ~ where it is in doubt; each ends
 *          with a zero
 *     …    JUNK: zeros
 *     504  data: samples
 *
 *     abmg  0 u32 version, 4 u32 serial, 8 u32 samples, 12 u16 FAT time and u16 date of the start, 16 digest: the first
 *           8 bytes of the SHA-256 of the sector with zeros in their place, 24 u32 first cluster of the next part, 28 u32
 *           first cluster of the first part, its upper 4 bits the part
 *
 * The sound is followed by a JUNK chunk over the rest of the slot: the file is a whole RIFF file up to its last byte.
 */
import { SECTOR_BYTES } from "../hal/block-device"
import { Codec } from "../hal/sound"
import { clockText, dateText } from "../hal/wall-clock"
import { hasGoodDigest, putDigest } from "./digest"
import { Envelope } from "./envelope"
import { fatDate, fatTime, wallTime } from "./fat-time"
import { SLOT_BYTES, SOUND_BYTES_MAX } from "./slot-geometry"

const RIFF_SIZE_AT = 4
const TAG_AT = 20
const FACT_AT = 46
const VERSION_AT = 58
const SERIAL_AT = 62
const LENGTH_AT = 66
const START_AT = 70
const DIGEST_AT = 74
const NEXT_AT = 82
const PLACE_AT = 86
const LIST_AT = 90
const DATA_AT = 504
export const CHUNK_HEADER_BYTES = 8
const VERSION = 2
/** Of each text: a name or number beyond that is cut. */
const TEXT_BYTES_MAX = 80

/** "RIFF" … "abmg" with its size, "LIST" with "INFO"; what depends on the message is 0. */
const BEGINNING = hex`
    52494646 00000000 57415645
    666d7420 12000000 0000 0100 401f0000 401f0000 0100 0800 0000
    66616374 04000000 00000000
    61626d67 20000000
    00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000
    4c495354 00000000 494e464f
`
const BEGINNING_BYTES = 102
const SIZE_OF_LIST_AT = 94
/** With the size of the list: where its last text, a time, has the sign of doubt. Two zeros come after it. */
const DOUBT_AT = LIST_AT + 8 - 3
const DOUBT = 0x7e

/** Fill a sector with the header of a message. */
export function encodeHeader(
    sector: Buffer,
    codec: Codec,
    lengthBytes: number,
    serial: number,
    envelope: Envelope
): void {
    sector.fillAt(0, SECTOR_BYTES, 0)
    sector.blitAt(0, BEGINNING, 0, BEGINNING_BYTES)
    sector.setAt(RIFF_SIZE_AT, "u32", SLOT_BYTES - CHUNK_HEADER_BYTES)
    sector.setAt(TAG_AT, "u16", codec)
    sector.setAt(FACT_AT, "u32", lengthBytes)
    sector.setAt(VERSION_AT, "u32", VERSION)
    sector.setAt(SERIAL_AT, "u32", serial)
    sector.setAt(LENGTH_AT, "u32", lengthBytes)
    sector.setAt(START_AT, "u16", fatTime(envelope.at))
    sector.setAt(START_AT + 2, "u16", fatDate(envelope.at))
    sector.setAt(NEXT_AT, "u32", envelope.nextCluster ?? 0)
    sector.setAt(PLACE_AT, "u32", envelope.place ?? 0)
    let at = putText(sector, BEGINNING_BYTES, "INAM", envelope.number)
    at = putText(sector, at, "IART", envelope.name)
    if (envelope.at)
        at = putText(sector, at, "ICRD", dateText(envelope.at) + " " + clockText(envelope.at))
    sector.setAt(SIZE_OF_LIST_AT, "u32", at - LIST_AT - CHUNK_HEADER_BYTES)
    putChunk(sector, at, "JUNK", DATA_AT - at - CHUNK_HEADER_BYTES)
    putChunk(sector, DATA_AT, "data", lengthBytes)
    putDigest(sector, DIGEST_AT)
}

/**
 * Check a header sector; a bad one is changed by that.
 *
 * @returns the message's serial; undefined: the sector is none of our headers, or damaged
 */
export function decodeSerial(sector: Buffer): number | undefined {
    if (!hasGoodDigest(sector, DIGEST_AT) || sector.getAt(VERSION_AT, "u32") !== VERSION)
        return undefined
    return sector.getAt(SERIAL_AT, "u32")
}

/** Bytes of sound that a good header speaks of. */
export function soundLength(sector: Buffer): number {
    return Math.min(sector.getAt(LENGTH_AT, "u32"), SOUND_BYTES_MAX)
}

/** Who called and when, from a good header; the time to 2 seconds. */
export function decodeEnvelope(sector: Buffer): Envelope {
    const number = textAt(sector, BEGINNING_BYTES)
    // The zero that ends a text, and one more where that makes its length even.
    const next = BEGINNING_BYTES + CHUNK_HEADER_BYTES + ((number.byteLength + 2) & ~1)
    const at = wallTime(sector.getAt(START_AT + 2, "u16"), sector.getAt(START_AT, "u16"))
    if (at) at.isDoubtful = sector[sector.getAt(SIZE_OF_LIST_AT, "u32") + DOUBT_AT] === DOUBT
    return {
        number,
        name: textAt(sector, next),
        at,
        nextCluster: sector.getAt(NEXT_AT, "u32"),
        place: sector.getAt(PLACE_AT, "u32"),
    }
}

function textAt(sector: Buffer, at: number): string {
    const start = at + CHUNK_HEADER_BYTES
    return sector.slice(start, start + sector.getAt(at + 4, "u32") - 1).toString()
}

/** Put the header of a chunk. */
export function putChunk(into: Buffer, at: number, id: string, sizeBytes: number): void {
    into.blitAt(at, id, 0, id.length)
    into.setAt(at + 4, "u32", sizeBytes)
}

/** Put a chunk of text with the zero that ends it. @returns where the next chunk begins */
function putText(sector: Buffer, at: number, id: string, text: string): number {
    const sizeBytes = Math.min(text.byteLength, TEXT_BYTES_MAX)
    putChunk(sector, at, id, sizeBytes + 1)
    sector.blitAt(at + CHUNK_HEADER_BYTES, text, 0, sizeBytes)
    // The ending zero, and one more where that makes the length even.
    return at + CHUNK_HEADER_BYTES + ((sizeBytes + 2) & ~1)
}
