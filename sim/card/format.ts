/** Making a new card image: a sparse file, a partition table if asked for, and an empty volume. */
import { closeSync, ftruncateSync, openSync } from "node:fs"
import {
    BACKUP_BOOT_SECTOR,
    encodeBootSector,
    encodeFat32Head,
    MEDIA,
    ROOT_CLUSTER,
    VOLUME_LABEL,
} from "./boot-sector.ts"
import { CardError } from "./card-error.ts"
import { Attribute, encodeEntry } from "./directory-entry.ts"
import { type CardTime, FAT_EPOCH } from "./fat-time.ts"
import {
    type CardLayout,
    FAT_COUNT,
    type FatFormat,
    type Geometry,
    planGeometry,
    possibleSizesMB,
} from "./geometry.ts"
import { type ImageFile, SECTOR_BYTES, withImage } from "./image-file.ts"
import { encodeMbr } from "./mbr.ts"
import { whyNotMade } from "./system-words.ts"

export type CardType = "SDSC" | "SDHC" | "SDXC"

export interface CardOptions {
    /** Size in units of 1,048,576 bytes; 4096 unless given. */
    readonly sizeMB?: number | undefined
    /** The kind of card, which limits the size; SDHC unless given, and then smaller ones than are sold are taken. */
    readonly type?: CardType | undefined
    /** "mbr" (unless given): one partition from sector 8192 on; "superfloppy": the volume is the whole card. */
    readonly layout?: CardLayout | undefined
    /** "fat32" unless given; "none": every sector is zeros. */
    readonly format?: FatFormat | "none" | undefined
    /** The date of the volume label; 1980-01-01 unless given. */
    readonly at?: CardTime | undefined
}

/** SD Physical Layer Specification: capacities of the three kinds. The last sector number has 32 bits. */
const SIZE_MAX_MB: Record<CardType, number> = { SDSC: 2048, SDHC: 32768, SDXC: 2097151 }

const BYTES_PER_MB = 1048576

/**
 * Make a card image; equal options make equal bytes.
 *
 * The file is sparse: it takes room for the sectors that are written only.
 *
 * @param path must not exist yet
 * @throws CardError: no such card is possible (the message says which are), or the file exists or can't be made
 */
export function makeCardImage(path: string, options: CardOptions = {}): void {
    const { sizeMB = 4096, type = "SDHC", layout = "mbr", format = "fat32" } = options
    if (!Number.isInteger(sizeMB) || sizeMB < 1 || sizeMB > SIZE_MAX_MB[type])
        throw new CardError(
            `no ${type} card of ${sizeMB} MB: possible are 1 to ${SIZE_MAX_MB[type]}`
        )
    if (format === "none") return createSparse(path, sizeMB)
    const volume = planGeometry(format, layout, sizeMB)
    if (!volume) {
        const { min, max } = possibleSizesMB(format, layout)
        const sizes = `${min} to ${Math.min(max, SIZE_MAX_MB[type])}`
        const name = format.toUpperCase()
        throw new CardError(`no ${name} card (${layout}) of ${sizeMB} MB: possible are ${sizes}`)
    }
    const label = encodeLabel(options.at ?? FAT_EPOCH)
    createSparse(path, sizeMB)
    withImage(path, "r+", image => {
        if (volume.startSector > 0) image.write(0, encodeMbr(volume))
        writeVolume(image, volume, label)
        image.commit()
    })
}

/**
 * Format a card that exists: all that is on it is lost. The image takes it at its `commit`.
 *
 * @throws CardError: the format can't have that size
 */
export function formatCard(
    image: ImageFile,
    options: { readonly format: FatFormat; readonly layout: CardLayout; readonly at: CardTime }
): void {
    const { format, layout } = options
    const sizeMB = Math.floor((image.sectorCount * SECTOR_BYTES) / BYTES_PER_MB)
    const volume = planGeometry(format, layout, sizeMB)
    if (!volume) {
        const { min, max } = possibleSizesMB(format, layout)
        throw new CardError(
            `no ${format.toUpperCase()} card (${layout}) of ${sizeMB} MB: possible are ${min} to ${max}`
        )
    }
    const { startSector, reservedSectors, fatSectors, rootEntryCount, sectorsPerCluster } = volume
    const rootSectors =
        rootEntryCount > 0 ? (rootEntryCount * 32) / SECTOR_BYTES : sectorsPerCluster
    const sectorCount = reservedSectors + FAT_COUNT * fatSectors + rootSectors
    if (startSector > 0) image.write(0, encodeMbr(volume))
    image.write(startSector, new Uint8Array(sectorCount * SECTOR_BYTES))
    writeVolume(image, volume, encodeLabel(options.at))
}

function createSparse(path: string, sizeMB: number): void {
    let file: number
    try {
        file = openSync(path, "wx")
    } catch (error) {
        throw new CardError(`${path}: can't be made: ${whyNotMade(error)}`)
    }
    try {
        ftruncateSync(file, sizeMB * BYTES_PER_MB)
    } finally {
        closeSync(file)
    }
}

function encodeLabel(at: CardTime): Uint8Array {
    return encodeEntry({
        nameBytes: Buffer.from(VOLUME_LABEL, "latin1"),
        attributes: Attribute.VolumeLabel,
        firstCluster: 0,
        sizeBytes: 0,
        at,
    })
}

/** Everything that is not zeros on an empty volume. */
function writeVolume(image: ImageFile, volume: Geometry, label: Uint8Array): void {
    const start = volume.startSector
    const fatStart = start + volume.reservedSectors
    for (let i = 0; i < FAT_COUNT; i++)
        image.write(fatStart + i * volume.fatSectors, fatHead(volume))
    const rootStart = fatStart + FAT_COUNT * volume.fatSectors
    image.write(rootStart, label)
    if (volume.format === "fat16") return image.write(start, encodeBootSector(volume))
    image.write(start, encodeFat32Head(volume))
    image.write(start + BACKUP_BOOT_SECTOR, encodeFat32Head(volume))
}

/** The two reserved entries: media byte, and "cleanly unmounted, no errors"; then on FAT32 the end of the root's chain. */
function fatHead(volume: Geometry): Uint8Array {
    if (volume.format === "fat16") return Uint8Array.of(MEDIA, 0xff, 0xff, 0xff)
    const head = Buffer.alloc((ROOT_CLUSTER + 1) * 4)
    head.writeUInt32LE(0x0fffff00 | MEDIA, 0)
    head.writeUInt32LE(0x0fffffff, 4)
    head.writeUInt32LE(0x0fffffff, ROOT_CLUSTER * 4)
    return head
}
