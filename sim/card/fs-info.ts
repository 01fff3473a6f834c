/**
 * FSInfo: how many clusters of a FAT32 volume are free, and where to look for them.
 *
 * fatgen103, "FAT32 FSInfo Sector Structure". Both numbers are hints; the FAT alone decides.
 */
import { SECTOR_BYTES } from "./image-file.ts"

const LEAD_SIGNATURE = 0x41615252
const STRUCTURE_SIGNATURE = 0x61417272
const STRUCTURE_SIGNATURE_AT = 0x1e4
const FREE_COUNT_AT = 0x1e8
const NEXT_FREE_AT = 0x1ec
const TRAIL_SIGNATURE = 0xaa550000
const TRAIL_SIGNATURE_AT = 0x1fc

/** FSInfo of a new volume. */
export function encodeFsInfo(freeCount: number, nextFree: number): Buffer {
    const sector = Buffer.alloc(SECTOR_BYTES)
    sector.writeUInt32LE(LEAD_SIGNATURE, 0)
    sector.writeUInt32LE(STRUCTURE_SIGNATURE, STRUCTURE_SIGNATURE_AT)
    sector.writeUInt32LE(TRAIL_SIGNATURE, TRAIL_SIGNATURE_AT)
    updateFsInfo(sector, freeCount, nextFree)
    return sector
}

/** Set the two counts of an FSInfo sector; a sector that is none stays as it is. */
export function updateFsInfo(sector: Buffer, freeCount: number, nextFree: number): void {
    if (!isFsInfo(sector)) return
    sector.writeUInt32LE(freeCount, FREE_COUNT_AT)
    sector.writeUInt32LE(nextFree, NEXT_FREE_AT)
}

/** Where FSInfo says that free clusters begin; undefined if it is none. May be any number. */
export function decodeNextFree(sector: Buffer): number | undefined {
    return isFsInfo(sector) ? sector.readUInt32LE(NEXT_FREE_AT) : undefined
}

function isFsInfo(sector: Buffer): boolean {
    return (
        sector.readUInt32LE(0) === LEAD_SIGNATURE &&
        sector.readUInt32LE(STRUCTURE_SIGNATURE_AT) === STRUCTURE_SIGNATURE
    )
}
