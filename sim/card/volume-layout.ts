/**
 * Recognising an existing volume, and where its parts lie.
 *
 * fatgen103, "Boot Sector and BPB", "FAT Data Structure" and "FAT Type Determination": the number of clusters alone
 * decides whether a volume is FAT12, FAT16 or FAT32.
 */
import { CardError } from "./card-error.ts"
import { type FatFormat, ROOT_ENTRY_BYTES } from "./geometry.ts"
import { SECTOR_BYTES } from "./image-file.ts"

const BOOT_SIGNATURE = 0xaa55
const BOOT_SIGNATURE_AT = 0x1fe

/** Where the parts of an existing volume lie; all sectors counted from the start of the card. */
export interface VolumeLayout {
    readonly format: FatFormat
    readonly sectorsPerCluster: number
    /** First sectors of the FATs in use, the one to be read first. */
    readonly fatStartSectors: readonly number[]
    readonly fatSectors: number
    /** The fixed root folder of FAT16. */
    readonly rootStartSector: number
    readonly rootSectors: number
    /** The root folder's first cluster on FAT32, else 0. */
    readonly rootCluster: number
    /** First sector of cluster 2. */
    readonly dataStartSector: number
    readonly clusterCount: number
    /** undefined on FAT16, and on volumes without one. */
    readonly fsInfoSector: number | undefined
}

/**
 * Read the first sector of a volume.
 *
 * @param startSector where it stands on the card
 * @throws CardError: not FAT, FAT12, or the parts do not fit the volume
 */
export function decodeBootSector(sector: Buffer, startSector: number): VolumeLayout {
    if (!looksLikeFat(sector))
        throw new CardError(`not FAT: sector ${startSector} is no boot sector`)
    const sectorsPerCluster = sector[0x0d]!
    const fatSectors = sector.readUInt16LE(0x16) || sector.readUInt32LE(0x24)
    const fatStart = startSector + sector.readUInt16LE(0x0e)
    const rootStartSector = fatStart + sector[0x10]! * fatSectors
    const rootSectors = Math.ceil((sector.readUInt16LE(0x11) * ROOT_ENTRY_BYTES) / SECTOR_BYTES)
    const dataStartSector = rootStartSector + rootSectors
    const sectorCount = sector.readUInt16LE(0x13) || sector.readUInt32LE(0x20)
    const dataSectors = startSector + sectorCount - dataStartSector
    const clusterCount = Math.floor(dataSectors / sectorsPerCluster)
    if (clusterCount < 1) throw new CardError("not FAT: the boot sector leaves no room for files")
    if (clusterCount < 4085) throw new CardError("FAT12, which cards of this kind do not have")
    const isFat32 = clusterCount >= 65525
    const entryBytes = isFat32 ? 4 : 2
    const isConsistent =
        isFat32 === (sector.readUInt16LE(0x16) === 0) &&
        fatSectors * SECTOR_BYTES >= (clusterCount + 2) * entryBytes
    if (!isConsistent)
        throw new CardError(`not FAT: the boot sector contradicts its ${clusterCount} clusters`)
    return {
        format: isFat32 ? "fat32" : "fat16",
        sectorsPerCluster,
        fatStartSectors: decodeFatStarts(sector, isFat32, fatStart, fatSectors),
        fatSectors,
        rootStartSector,
        rootSectors,
        rootCluster: isFat32 ? sector.readUInt32LE(0x2c) : 0,
        dataStartSector,
        clusterCount,
        fsInfoSector: isFat32 ? decodeFsInfoSector(sector, startSector) : undefined,
    }
}

/** 0 and 0xFFFF say that there is none. */
function decodeFsInfoSector(sector: Buffer, startSector: number): number | undefined {
    const fsInfo = sector.readUInt16LE(0x30)
    return fsInfo > 0 && fsInfo < 0xffff ? startSector + fsInfo : undefined
}

/** All FATs, or the single active one where FAT32's flags (offset 0x28) say that they are not mirrored. */
function decodeFatStarts(
    sector: Buffer,
    isFat32: boolean,
    fatStart: number,
    fatSectors: number
): number[] {
    const flags = isFat32 ? sector.readUInt16LE(0x28) : 0
    if (flags & 0x80) return [fatStart + (flags & 15) * fatSectors]
    return Array.from({ length: sector[0x10]! }, (_, i) => fatStart + i * fatSectors)
}

/** Whether a sector is the first of a FAT volume, and not that of a partition table. */
export function looksLikeFat(sector: Buffer): boolean {
    const perCluster = sector[0x0d]!
    return (
        sector.readUInt16LE(BOOT_SIGNATURE_AT) === BOOT_SIGNATURE &&
        (sector[0] === 0xeb || sector[0] === 0xe9) &&
        sector.readUInt16LE(0x0b) === SECTOR_BYTES &&
        perCluster > 0 &&
        (perCluster & (perCluster - 1)) === 0 &&
        sector.readUInt16LE(0x0e) > 0 &&
        sector[0x10]! > 0
    )
}
