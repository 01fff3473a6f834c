/**
 * The first sector of a message. docs/card-layout.md, "A message": version 2, and version 1 for reading.
 *
 *     0 RIFF, 12 fmt, 38 fact, 50 abmg, 90 (version 1: 82) LIST INFO, JUNK, 504 data
 */
import { digestOf, hasGoodDigest } from "./digest.ts"
import {
    type CallTime,
    packDate,
    packTime,
    timeText,
    unpackTime,
    parseTimeText,
} from "./fat-time.ts"
import { SECTOR_BYTES, SLOT_BYTES, SOUND_BYTES_MAX } from "./slot.ts"

/** The WAV format tag. */
export type Codec = 1 | 6 | 7
export const CODEC_NAMES: Readonly<Record<Codec, string>> = { 1: "u8", 6: "alaw", 7: "ulaw" }

export interface MessageHeader {
    readonly version: 1 | 2
    readonly codec: Codec
    readonly serial: number
    /** Samples, of one byte each. */
    readonly sampleCount: number
    /** undefined: the clock was not set */
    readonly at: CallTime | undefined
    /** First cluster of the slot in which it goes on; 0: it does not. */
    readonly nextCluster: number
    /** 0: the first */
    readonly part: number
    /** First cluster of the first part; 0: this is it. */
    readonly headCluster: number
    readonly number: string
    readonly name: string
}

const TAG_AT = 20
const FACT_AT = 46
const ABMG_AT = 50
const VERSION_AT = 58
const SERIAL_AT = 62
const SAMPLES_AT = 66
const TIME_AT = 70
const DIGEST_AT = 74
const NEXT_AT = 82
/** Cluster of the first part; in the upper four bits, the part. */
const HEAD_AT = 86
const CLUSTER_MASK = 0x0fffffff
const PART_SHIFT = 28
const LIST_AT: Readonly<Record<1 | 2, number>> = { 1: 82, 2: 90 }
const DATA_AT = 504
const TEXT_BYTES_MAX = 80
const CHUNK_BYTES = 8

/** The sector of a version 2 header. Texts beyond 80 bytes are cut at a whole character. */
export function encodeHeader(header: MessageHeader): Buffer {
    const sector = Buffer.alloc(SECTOR_BYTES)
    putChunk(sector, 0, "RIFF", SLOT_BYTES - CHUNK_BYTES)
    sector.write("WAVE", 8, "latin1")
    putFormat(sector, header.codec, header.sampleCount)
    putChunk(sector, ABMG_AT, "abmg", 32)
    sector.writeUInt32LE(2, VERSION_AT)
    sector.writeUInt32LE(header.serial, SERIAL_AT)
    sector.writeUInt32LE(header.sampleCount, SAMPLES_AT)
    sector.writeUInt16LE(packTime(header.at), TIME_AT)
    sector.writeUInt16LE(packDate(header.at), TIME_AT + 2)
    sector.writeUInt32LE(header.nextCluster, NEXT_AT)
    sector.writeUInt32LE(((header.part << PART_SHIFT) | header.headCluster) >>> 0, HEAD_AT)
    const list = LIST_AT[2]
    sector.write("INFO", list + CHUNK_BYTES, "latin1")
    let at = putText(sector, list + CHUNK_BYTES + 4, "INAM", header.number)
    at = putText(sector, at, "IART", header.name)
    if (header.at) at = putText(sector, at, "ICRD", timeText(header.at))
    putChunk(sector, list, "LIST", at - list - CHUNK_BYTES)
    putChunk(sector, at, "JUNK", DATA_AT - at - CHUNK_BYTES)
    putChunk(sector, DATA_AT, "data", header.sampleCount)
    digestOf(sector, DIGEST_AT).copy(sector, DIGEST_AT)
    return sector
}

/** What a sector says as a header; undefined: it is none of ours, or damaged. */
export function decodeHeader(sector: Buffer): MessageHeader | undefined {
    const isOurs = isChunk(sector, 0, "RIFF") && isChunk(sector, ABMG_AT, "abmg")
    if (!isOurs || !hasGoodDigest(sector, DIGEST_AT)) return undefined
    const version = sector.readUInt32LE(VERSION_AT)
    const codec = sector.readUInt16LE(TAG_AT)
    if ((version !== 1 && version !== 2) || !isCodec(codec)) return undefined
    const texts = readTexts(sector, LIST_AT[version])
    const text = (id: string) => texts.get(id) ?? ""
    const isLatest = version === 2
    return {
        version,
        codec,
        serial: sector.readUInt32LE(SERIAL_AT),
        sampleCount: Math.min(sector.readUInt32LE(SAMPLES_AT), SOUND_BYTES_MAX),
        // The text has odd seconds, too.
        at: parseTimeText(text("ICRD")) ?? startOf(sector),
        nextCluster: isLatest ? sector.readUInt32LE(NEXT_AT) : 0,
        part: isLatest ? sector.readUInt32LE(HEAD_AT) >>> PART_SHIFT : 0,
        headCluster: isLatest ? sector.readUInt32LE(HEAD_AT) & CLUSTER_MASK : 0,
        number: text("INAM"),
        name: text("IART"),
    }
}

function startOf(sector: Buffer): CallTime | undefined {
    return unpackTime(sector.readUInt16LE(TIME_AT + 2), sector.readUInt16LE(TIME_AT))
}

function isChunk(sector: Buffer, at: number, id: string): boolean {
    return sector.toString("latin1", at, at + 4) === id
}

function isCodec(tag: number): tag is Codec {
    return tag in CODEC_NAMES
}

/** What players see, where it differs from what our own chunk says; undefined: all of it agrees. */
export function faultOfHeader(sector: Buffer, header: MessageHeader): string | undefined {
    const expected = encodeHeader({ ...header, sampleCount: sector.readUInt32LE(SAMPLES_AT) })
    const same = (from: number, to: number) =>
        sector.subarray(from, to).equals(expected.subarray(from, to))
    if (!same(0, 12)) return "the RIFF chunk does not have the slot's size"
    if (!same(12, 38)) return "the fmt chunk is not 8000 Hz, mono, 8 bits"
    if (!same(38, ABMG_AT)) return "the fact chunk has another length than ours"
    if (!same(DATA_AT, SECTOR_BYTES)) return "the data chunk has another length than ours"
    if (sector.readUInt32LE(SAMPLES_AT) > SOUND_BYTES_MAX) return "it is longer than its slot"
    return chunksEndAtData(sector, header.version)
        ? undefined
        : "its chunks do not end where the sound begins"
}

function chunksEndAtData(sector: Buffer, version: 1 | 2): boolean {
    let at = LIST_AT[version]
    while (at < DATA_AT) {
        const size = sector.readUInt32LE(at + 4)
        at += CHUNK_BYTES + size + (size & 1)
    }
    return at === DATA_AT
}

/** The JUNK chunk from the end of the sound to the end of the slot: where it stands in the file, and its size. */
export function junkAfter(sampleCount: number): { at: number; sizeBytes: number } {
    const at = SECTOR_BYTES + sampleCount + (sampleCount & 1)
    return { at, sizeBytes: SLOT_BYTES - at - CHUNK_BYTES }
}

export function putChunk(into: Buffer, at: number, id: string, sizeBytes: number): void {
    into.write(id, at, "latin1")
    into.writeUInt32LE(sizeBytes, at + 4)
}

function putFormat(sector: Buffer, codec: Codec, sampleCount: number): void {
    putChunk(sector, 12, "fmt ", 18)
    sector.writeUInt16LE(codec, TAG_AT)
    sector.writeUInt16LE(1, 22)
    sector.writeUInt32LE(8000, 24)
    sector.writeUInt32LE(8000, 28)
    sector.writeUInt16LE(1, 32)
    sector.writeUInt16LE(8, 34)
    putChunk(sector, 38, "fact", 4)
    sector.writeUInt32LE(sampleCount, FACT_AT)
}

/** @returns where the next chunk begins */
function putText(sector: Buffer, at: number, id: string, text: string): number {
    const bytes = cutText(text)
    putChunk(sector, at, id, bytes.length + 1)
    bytes.copy(sector, at + CHUNK_BYTES)
    return at + CHUNK_BYTES + ((bytes.length + 2) & ~1)
}

function cutText(text: string): Buffer {
    const bytes = Buffer.from(text)
    let end = Math.min(bytes.length, TEXT_BYTES_MAX)
    // Not within a character of UTF-8.
    while (end < bytes.length && end > 0 && (bytes[end]! & 0xc0) === 0x80) end--
    return bytes.subarray(0, end)
}

function readTexts(sector: Buffer, listAt: number): Map<string, string> {
    const texts = new Map<string, string>()
    const end = Math.min(listAt + CHUNK_BYTES + sector.readUInt32LE(listAt + 4), DATA_AT)
    for (let at = listAt + CHUNK_BYTES + 4; at + CHUNK_BYTES < end;) {
        const size = sector.readUInt32LE(at + 4)
        const text = sector.toString(
            "utf8",
            at + CHUNK_BYTES,
            Math.min(at + CHUNK_BYTES + size, end)
        )
        texts.set(sector.toString("latin1", at, at + 4), text.replace(/\0.*$/s, ""))
        at += CHUNK_BYTES + size + (size & 1)
    }
    return texts
}
