/** A FAT volume as it lies on a card, read without any trust in it. Independent of the firmware and of the simulator's own. */

const SECTOR_BYTES = 512
const PARTITION_TYPES = [0x01, 0x04, 0x06, 0x0b, 0x0c, 0x0e]
const FIRST_CLUSTER = 2

/** Sectors of a card. */
export interface Sectors {
    /** Not to be changed. */
    peek(lba: number): Uint8Array
}

export interface FatLayout {
    readonly isFat32: boolean
    readonly startLba: number
    readonly volumeSectors: number
    readonly sectorsPerCluster: number
    readonly fatLba: number
    readonly fatSectors: number
    readonly fatCount: number
    readonly rootLba: number
    /** Sectors of the root folder of FAT16; 0 on FAT32. */
    readonly rootSectors: number
    readonly rootCluster: number
    readonly dataLba: number
    readonly clusterCount: number
    /** 0: there is none. */
    readonly fsInfoLba: number
}

export function view(bytes: Uint8Array): DataView {
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** @returns undefined: there is no volume */
export function readLayout(card: Sectors): FatLayout | undefined {
    const startLba = findStart(card)
    const boot = view(card.peek(startLba))
    if (boot.getUint16(11, true) !== SECTOR_BYTES || boot.getUint16(510, true) !== 0xaa55)
        return undefined
    const sectorsPerCluster = boot.getUint8(13)
    const reserved = boot.getUint16(14, true)
    const fatCount = boot.getUint8(16)
    const rootSectors = (boot.getUint16(17, true) * 32) / SECTOR_BYTES
    const volumeSectors = boot.getUint16(19, true) || boot.getUint32(32, true)
    const fatSectors = boot.getUint16(22, true) || boot.getUint32(36, true)
    const fatLba = startLba + reserved
    const rootLba = fatLba + fatCount * fatSectors
    const dataLba = rootLba + rootSectors
    const clusterCount = Math.floor((startLba + volumeSectors - dataLba) / sectorsPerCluster)
    const isFat32 = clusterCount >= 65525
    return {
        ...{ isFat32, startLba, volumeSectors, sectorsPerCluster, fatLba, fatSectors, fatCount },
        ...{ rootLba, rootSectors, dataLba, clusterCount },
        rootCluster: isFat32 ? boot.getUint32(44, true) : 0,
        fsInfoLba: isFat32 ? startLba + boot.getUint16(48, true) : 0,
    }
}

function findStart(card: Sectors): number {
    const first = view(card.peek(0))
    const isTable =
        first.getUint16(510, true) === 0xaa55 && PARTITION_TYPES.includes(first.getUint8(450))
    return isTable ? first.getUint32(454, true) : 0
}

/** One copy of the table. */
export type Table = Uint32Array

/** @param copy from 0 on */
export function readTable(card: Sectors, layout: FatLayout, copy: number): Table {
    const table = new Uint32Array(layout.clusterCount + FIRST_CLUSTER)
    for (let i = 0; i < layout.fatSectors; i++)
        readTableSector(card, layout, { copy, index: i, table })
    return table
}

/** The entries that one sector of the table holds. */
export function readTableSector(
    card: Sectors,
    layout: FatLayout,
    { copy, index, table }: { copy: number; index: number; table: Table }
): void {
    const bytes = view(card.peek(layout.fatLba + copy * layout.fatSectors + index))
    const perSector = SECTOR_BYTES / (layout.isFat32 ? 4 : 2)
    const first = index * perSector
    const end = Math.min(first + perSector, table.length)
    for (let cluster = first; cluster < end; cluster++)
        table[cluster] = layout.isFat32
            ? bytes.getUint32((cluster - first) * 4, true) & 0x0fffffff
            : bytes.getUint16((cluster - first) * 2, true)
}

/** A run of clusters next to each other. */
export interface Run {
    readonly cluster: number
    readonly count: number
}

export interface Chain {
    readonly runs: readonly Run[]
    readonly length: number
    /** It leaves the volume, runs into a free cluster, or in a circle. */
    readonly isBroken: boolean
}

export function followChain(table: Table, layout: FatLayout, firstCluster: number): Chain {
    const runs: { cluster: number; count: number }[] = []
    const endMin = layout.isFat32 ? 0x0ffffff8 : 0xfff8
    let length = 0
    let last: { cluster: number; count: number } | undefined
    for (let at = firstCluster; at < endMin; at = table[at]!) {
        if (at < FIRST_CLUSTER || at >= table.length || length > table.length)
            return { runs, length, isBroken: true }
        if (last && last.cluster + last.count === at) last.count++
        else runs.push((last = { cluster: at, count: 1 }))
        length++
    }
    return { runs, length, isBroken: false }
}

export function clusterLba(layout: FatLayout, cluster: number): number {
    return layout.dataLba + (cluster - FIRST_CLUSTER) * layout.sectorsPerCluster
}
