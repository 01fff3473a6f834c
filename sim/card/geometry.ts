/**
 * Where the parts of a new volume lie, and how large its clusters are.
 *
 * Follows the layout of the SD Association's File System Specification, as cards are sold: the partition begins at
 * 4 MiB, the data area is aligned, and the reserved sectors fill what is left before the first FAT:
 *
 *     reserved (padding) | FAT 1 | FAT 2 | root folder (FAT16 only) | clusters
 *     ^ start of volume                                             ^ multiple of the alignment
 *
 * Whether a volume is FAT16 or FAT32 is decided by its number of clusters alone (fatgen103, "FAT Type
 * Determination"); that document also asks to stay 16 clusters away from the borders.
 */
import { SECTOR_BYTES } from "./image-file.ts"

export type FatFormat = "fat16" | "fat32"
export type CardLayout = "mbr" | "superfloppy"

export const FAT_COUNT = 2
export const ROOT_ENTRY_BYTES = 32
const SECTORS_PER_MB = 2048
const PARTITION_START_SECTOR = 8192

interface FormatLimits {
    readonly clusterCountMin: number
    readonly clusterCountMax: number
    readonly entryBytes: number
    readonly reservedSectorsMin: number
    readonly rootEntryCount: number
    readonly alignmentSectors: number
    /** FAT16: 65,524 clusters of 32 KiB. FAT32: sectors of a volume are counted in 32 bits. */
    readonly sizeMaxMB: number
}

const LIMITS: Record<FatFormat, FormatLimits> = {
    fat16: {
        clusterCountMin: 4085 + 16,
        clusterCountMax: 65524 - 16,
        entryBytes: 2,
        reservedSectorsMin: 1,
        rootEntryCount: 512,
        alignmentSectors: 128,
        sizeMaxMB: 2048,
    },
    fat32: {
        clusterCountMin: 65525 + 16,
        clusterCountMax: 0x0ffffff5 - 16,
        entryBytes: 4,
        reservedSectorsMin: 32,
        rootEntryCount: 0,
        alignmentSectors: 8192,
        sizeMaxMB: 2097151,
    },
}

/** A volume to be made; sectors are counted from its first one, `startSector` from that of the card. */
export interface Geometry {
    readonly format: FatFormat
    readonly startSector: number
    readonly sectorCount: number
    readonly sectorsPerCluster: number
    readonly reservedSectors: number
    /** Sectors of one FAT. */
    readonly fatSectors: number
    /** Entries of the root folder; 0 on FAT32, where it is a chain of clusters. */
    readonly rootEntryCount: number
    readonly clusterCount: number
}

/** The volume for a card of `sizeMB` × 1,048,576 bytes; undefined if the format can't have that size. */
export function planGeometry(
    format: FatFormat,
    layout: CardLayout,
    sizeMB: number
): Geometry | undefined {
    const limits = LIMITS[format]
    if (sizeMB > limits.sizeMaxMB) return undefined
    const startSector = layout === "mbr" ? PARTITION_START_SECTOR : 0
    const sectorCount = sizeMB * SECTORS_PER_MB - startSector
    for (
        let perCluster = usualSectorsPerCluster(format, sizeMB);
        perCluster >= 1;
        perCluster /= 2
    ) {
        const parts = fitParts(limits, sectorCount, perCluster)
        if (parts && parts.clusterCount >= limits.clusterCountMin)
            return { format, startSector, sectorCount, sectorsPerCluster: perCluster, ...parts }
    }
    return undefined
}

/** The sizes for which `planGeometry` has an answer, both ends included. */
export function possibleSizesMB(
    format: FatFormat,
    layout: CardLayout
): { min: number; max: number } {
    let min = 1
    while (!planGeometry(format, layout, min)) min++
    return { min, max: LIMITS[format].sizeMaxMB }
}

/**
 * Cluster size of cards as sold; smaller volumes halve it until there are enough clusters for the format.
 *
 * 64 KiB over 32 GB is not the Association's, whose cards are exFAT there, but what FAT32 tools take.
 */
function usualSectorsPerCluster(format: FatFormat, sizeMB: number): number {
    if (format === "fat32") return sizeMB > 32768 ? 128 : 64
    if (sizeMB <= 16) return 2
    if (sizeMB <= 32) return 4
    if (sizeMB <= 64) return 8
    if (sizeMB <= 128) return 16
    return sizeMB <= 1024 ? 32 : 64
}

type Parts = Pick<Geometry, "reservedSectors" | "fatSectors" | "rootEntryCount" | "clusterCount">

function fitParts(
    limits: FormatLimits,
    sectorCount: number,
    perCluster: number
): Parts | undefined {
    const { alignmentSectors, rootEntryCount } = limits
    const rootSectors = (rootEntryCount * ROOT_ENTRY_BYTES) / SECTOR_BYTES
    for (let dataStart = alignmentSectors; dataStart < sectorCount; dataStart += alignmentSectors) {
        const clusterCount = Math.floor((sectorCount - dataStart) / perCluster)
        const fatSectors = Math.ceil(((clusterCount + 2) * limits.entryBytes) / SECTOR_BYTES)
        const reservedSectors = dataStart - FAT_COUNT * fatSectors - rootSectors
        if (reservedSectors >= limits.reservedSectorsMin && clusterCount <= limits.clusterCountMax)
            return { reservedSectors, fatSectors, rootEntryCount, clusterCount }
    }
    return undefined
}
