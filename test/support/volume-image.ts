/** Card images as the systems make them that people put cards into: partition tables by this script, volumes by mkfs.fat. */

import { closeSync, ftruncateSync, openSync, readSync, writeSync } from "node:fs"
import { runJudge } from "./judges.ts"

export const SECTOR_BYTES = 512
const SECTORS_PER_MB = 2048
/** Of Windows and macOS since 2007, and of fdisk: 1 MiB. */
export const USUAL_START = 2048

/** A partition as a table has it; sectors from the start of the card. */
export interface Partition {
    /** Of an MBR: the type; of a GPT: the first four bytes of its GUID as a number, see GPT_TYPES. */
    readonly type: number
    readonly start: number
    readonly count: number
}

export const MBR_TYPES = { fat16: 0x06, fat32: 0x0b, fat32Lba: 0x0c, linux: 0x83, efi: 0xef }
const GPT_TYPES: Readonly<Record<number, string>> = {
    0xc12a7328: "28732ac11ff8d211ba4b00a0c93ec93b",
    0xebd0a0a2: "a2a0d0ebe5b9334487c068b6b72699c7",
}
export const GPT_EFI = 0xc12a7328
export const GPT_DATA = 0xebd0a0a2

/** An empty card: a sparse file of zeros. */
export function makeBlank(path: string, sizeMB: number): void {
    const file = openSync(path, "wx")
    ftruncateSync(file, sizeMB * SECTORS_PER_MB * SECTOR_BYTES)
    closeSync(file)
}

/** Put bytes at a place of the image. */
export function patch(path: string, atByte: number, bytes: Uint8Array): void {
    const file = openSync(path, "r+")
    writeSync(file, bytes, 0, bytes.length, atByte)
    closeSync(file)
}

/** The bytes of sectors, from the start of the card. */
export function sectors(path: string, from: number, count = 1): Buffer {
    const bytes = Buffer.alloc(count * SECTOR_BYTES)
    const file = openSync(path, "r")
    readSync(file, bytes, 0, bytes.length, from * SECTOR_BYTES)
    closeSync(file)
    return bytes
}

/** A table of up to four partitions in sector 0, as in the layout of the IBM PC. */
export function writeMbr(path: string, partitions: readonly Partition[]): void {
    const sector = Buffer.alloc(SECTOR_BYTES)
    partitions.forEach(({ type, start, count }, i) => {
        const at = 446 + 16 * i
        sector.set([0x00, 0xfe, 0xff, 0xff, type, 0xfe, 0xff, 0xff], at)
        sector.writeUInt32LE(start, at + 8)
        sector.writeUInt32LE(count, at + 12)
    })
    sector.writeUInt16LE(0xaa55, 510)
    patch(path, 0, sector)
}

/** A GPT (UEFI specification, "GUID Partition Table") behind its protective MBR; without the copy at the card's end. */
export function writeGpt(path: string, sizeMB: number, partitions: readonly Partition[]): void {
    const lastSector = sizeMB * SECTORS_PER_MB - 1
    writeMbr(path, [{ type: 0xee, start: 1, count: lastSector }])
    const entries = Buffer.alloc(128 * 128)
    partitions.forEach(({ type, start, count }, i) => {
        entries.write(GPT_TYPES[type]!, 128 * i, "hex")
        entries.fill(0x40 + i, 128 * i + 16, 128 * i + 32)
        entries.writeBigUInt64LE(BigInt(start), 128 * i + 32)
        entries.writeBigUInt64LE(BigInt(start + count - 1), 128 * i + 40)
    })
    const header = Buffer.alloc(92)
    header.write("EFI PART", 0, "latin1")
    header.writeUInt32LE(0x00010000, 8)
    header.writeUInt32LE(92, 12)
    header.writeBigUInt64LE(1n, 24)
    header.writeBigUInt64LE(BigInt(lastSector), 32)
    header.writeBigUInt64LE(34n, 40)
    header.writeBigUInt64LE(BigInt(lastSector - 33), 48)
    header.writeBigUInt64LE(2n, 72)
    header.writeUInt32LE(128, 80)
    header.writeUInt32LE(128, 84)
    header.writeUInt32LE(crc32(entries), 88)
    header.writeUInt32LE(crc32(header), 16)
    patch(path, SECTOR_BYTES, header)
    patch(path, 2 * SECTOR_BYTES, entries)
}

/** Format a part of the card. @param options of mkfs.fat, as a person gives them */
export function mkfs(path: string, start: number, count: number, ...options: string[]): void {
    const place = [`--offset=${start}`, "-h", String(start), "--invariant"]
    runJudge("mkfs.fat", [...place, ...options, path, String(count >> 1)])
}

function crc32(bytes: Uint8Array): number {
    let crc = 0xffffffff
    for (const byte of bytes) {
        crc ^= byte
        for (let i = 0; i < 8; i++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
    }
    return ~crc >>> 0
}
