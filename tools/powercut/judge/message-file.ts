/** A message as docs/card-layout.md describes it, looked at on the card: its WAV, its header, where its sound lies. */

import { createHash } from "node:crypto"
import { clusterLba, view, type FatLayout, type Sectors } from "./fat-view.ts"
import type { CardFile } from "./volume-check.ts"

const SECTOR_BYTES = 512
const HEADER_AT = 50
/** Of the header's `abmg` chunk by its version: how long it is. */
const CHUNK_BYTES: Readonly<Record<number, number>> = { 1: 24, 2: 32 }
const DIGEST_AT = 74
const DIGEST_BYTES = 8
const LIST_AT = 90
const DATA_AT = 504

/** Who has called. */
export interface Caller {
    readonly number: string
    readonly name: string
}

/** A header sector of ours. */
export interface MessageHeader {
    readonly codec: number
    readonly serial: number
    readonly samples: number
    /** Which part of a message, from 0 on. */
    readonly part: number
}

/** Who has left a message, as its header says; "" where it does not. */
export function readCaller(sector: Uint8Array): Caller {
    const list = Buffer.from(sector.buffer, sector.byteOffset + LIST_AT, DATA_AT - LIST_AT)
    const end = Math.min(list.length, 8 + list.readUInt32LE(4))
    const found: Record<string, string> = {}
    for (let at = 12; at + 8 <= end;) {
        const size = list.readUInt32LE(at + 4)
        const value = list.subarray(at + 8, at + 8 + size).toString("utf8")
        found[text(list, at)] = value.replace(/\0.*$/, "")
        at += 8 + size + (size & 1)
    }
    return { number: found["INAM"] ?? "", name: found["IART"] ?? "" }
}

/** Where the sectors of a file lie. */
export class FileSectors {
    constructor(
        private readonly card: Sectors,
        private readonly layout: FatLayout,
        private readonly file: CardFile
    ) {}

    get firstCluster(): number {
        return this.file.firstCluster
    }

    /** @param index of the sector in the file */
    peek(index: number): Uint8Array {
        const perCluster = this.layout.sectorsPerCluster
        let rest = index
        for (const { cluster, count } of this.file.chain.runs) {
            if (rest < count * perCluster)
                return this.card.peek(clusterLba(this.layout, cluster) + rest)
            rest -= count * perCluster
        }
        return new Uint8Array(SECTOR_BYTES)
    }

    /** Bytes of the file from sector 1 on. */
    sound(byteCount: number): Uint8Array {
        const sound = new Uint8Array(byteCount)
        for (let at = 0; at < byteCount; at += SECTOR_BYTES)
            sound.set(
                this.peek(1 + at / SECTOR_BYTES).subarray(
                    0,
                    Math.min(SECTOR_BYTES, byteCount - at)
                ),
                at
            )
        return sound
    }
}

/** @returns undefined: this is no header of ours */
export function readHeader(sector: Uint8Array): MessageHeader | undefined {
    const fields = view(sector)
    if (text(sector, HEADER_AT) !== "abmg") return undefined
    const version = fields.getUint32(HEADER_AT + 8, true)
    if (fields.getUint32(HEADER_AT + 4, true) !== CHUNK_BYTES[version]) return undefined
    if (!hasDigest(sector, DIGEST_AT)) return undefined
    return {
        codec: fields.getUint16(20, true),
        serial: fields.getUint32(HEADER_AT + 12, true),
        samples: fields.getUint32(HEADER_AT + 16, true),
        part: version === 2 ? fields.getUint32(HEADER_AT + 36, true) >>> 28 : 0,
    }
}

/** The beginning of the SHA-256 of the sector with zeros in its place stands at `at`. */
export function hasDigest(sector: Uint8Array, at: number): boolean {
    const blank = sector.slice()
    blank.fill(0, at, at + DIGEST_BYTES)
    const wanted = createHash("sha256").update(blank).digest().subarray(0, DIGEST_BYTES)
    return wanted.equals(sector.subarray(at, at + DIGEST_BYTES))
}

/** Complaints about a message's RIFF structure: chunk by chunk it must end where its RIFF and its file end. */
export function checkRiff(file: FileSectors, sizeBytes: number): string[] {
    const head = file.peek(0)
    const fields = view(head)
    if (text(head, 0) !== "RIFF" || text(head, 8) !== "WAVE") return ["no RIFF, or no WAVE"]
    const end = fields.getUint32(4, true) + 8
    if (end !== sizeBytes) return [`RIFF of ${end} bytes in a file of ${sizeBytes}`]
    const found: string[] = []
    let at = 12
    while (at < end) {
        const { name, size } = chunkAt(file, at)
        if (!/^(fmt |fact|abmg|LIST|JUNK|data)$/.test(name))
            return [`at byte ${at} stands no chunk, but ${JSON.stringify(name)}`]
        if (name === "data" && at !== DATA_AT) return [`data at byte ${at}`]
        found.push(name)
        at += 8 + size + (size & 1)
    }
    if (at !== end) return [`its chunks end at byte ${at}, RIFF at ${end}`]
    return found.includes("data") ? [] : ["without data"]
}

function chunkAt(file: FileSectors, at: number): { name: string; size: number } {
    const bytes = Buffer.concat([
        file.peek(Math.floor(at / SECTOR_BYTES)),
        file.peek(Math.floor(at / SECTOR_BYTES) + 1),
    ])
    const from = at % SECTOR_BYTES
    return { name: text(bytes, from), size: bytes.readUInt32LE(from + 4) }
}

function text(bytes: Uint8Array, at: number): string {
    return Buffer.from(bytes.subarray(at, at + 4)).toString("latin1")
}
