/**
 * The master boot record of a card with one partition, and finding the volume on any card.
 *
 * Partition entries at 0x1BE, 16 bytes each: status, CHS of the first sector, type, CHS of the last, first sector,
 * count. Only the sector numbers count for the types used here; CHS says "out of reach".
 */
import { CardError } from "./card-error.ts"
import { type Geometry } from "./geometry.ts"
import { type ImageFile, SECTOR_BYTES } from "./image-file.ts"
import { looksLikeFat } from "./volume-layout.ts"

const DISK_SIGNATURE_AT = 0x1b8
const TABLE_AT = 0x1be
const ENTRY_BYTES = 16
const BOOT_SIGNATURE = 0xaa55
const BOOT_SIGNATURE_AT = 0x1fe
const DISK_SIGNATURE = 0xaf7eb339

const TYPE_FAT16_LBA = 0x0e
const TYPE_FAT32_LBA = 0x0c
/** FAT12, FAT16 below 32 MB, FAT16, FAT32 and FAT16 with sector numbers: which FAT it is, the volume itself says. */
const FAT_TYPES = [0x01, 0x04, 0x06, 0x0b, TYPE_FAT32_LBA, TYPE_FAT16_LBA]

/** A run of sectors on the card. */
export interface SectorRange {
    readonly startSector: number
    readonly sectorCount: number
}

/** Sector 0 of a card whose only partition holds the volume. */
export function encodeMbr(volume: Geometry): Uint8Array {
    const sector = Buffer.alloc(SECTOR_BYTES)
    sector.writeUInt32LE(DISK_SIGNATURE, DISK_SIGNATURE_AT)
    const entry = sector.subarray(TABLE_AT, TABLE_AT + ENTRY_BYTES)
    entry.set([0x00, 0xfe, 0xff, 0xff], 0)
    entry[4] = volume.format === "fat32" ? TYPE_FAT32_LBA : TYPE_FAT16_LBA
    entry.set([0xfe, 0xff, 0xff], 5)
    entry.writeUInt32LE(volume.startSector, 8)
    entry.writeUInt32LE(volume.sectorCount, 12)
    sector.writeUInt16LE(BOOT_SIGNATURE, BOOT_SIGNATURE_AT)
    return sector
}

/**
 * The card's first FAT volume: the whole card, or the first FAT partition of the table.
 *
 * @throws CardError: neither is there, or the partition does not lie on the card
 */
export function findVolume(image: ImageFile): SectorRange {
    const sector = image.read(0, 1)
    if (looksLikeFat(sector)) return { startSector: 0, sectorCount: image.sectorCount }
    if (sector.toString("latin1", 3, 11) === "EXFAT   ")
        throw new CardError(`${image.path}: not FAT: the card is formatted as exFAT`)
    const types: string[] = []
    for (let at = TABLE_AT; at < BOOT_SIGNATURE_AT; at += ENTRY_BYTES) {
        const type = sector[at + 4]!
        if (sector.readUInt16LE(BOOT_SIGNATURE_AT) !== BOOT_SIGNATURE || type === 0) continue
        if (FAT_TYPES.includes(type)) return decodeEntry(image, sector.subarray(at))
        types.push(`0x${type.toString(16).padStart(2, "0")}`)
    }
    const found = types.length > 0 ? `partitions of type ${types.join(", ")}` : "no partition table"
    throw new CardError(`${image.path}: not FAT: ${found}`)
}

function decodeEntry(image: ImageFile, entry: Buffer): SectorRange {
    const range = { startSector: entry.readUInt32LE(8), sectorCount: entry.readUInt32LE(12) }
    if (range.startSector > 0 && range.startSector + range.sectorCount <= image.sectorCount)
        return range
    throw new CardError(`${image.path}: the partition does not lie on the card`)
}
