/** Finding files, and making folders. */
import { SECTOR_BYTES } from "../hal/block-device"
import { Fault, FaultCode } from "../util/fault"
import { appendClusters, clearClusters, findFreeRun, linkRun } from "./allocation"
import { Chain } from "./chain"
import {
    ATTRIBUTE_DIRECTORY,
    ATTRIBUTE_LONG_NAME,
    ATTRIBUTE_MASK,
    ATTRIBUTE_VOLUME,
    DIRECTORY_SECTORS_MAX,
    ENTRY_ACCESSED_DATE_AT,
    ENTRY_ATTRIBUTES_AT,
    ENTRY_BYTES,
    ENTRY_CLUSTER_HIGH_AT,
    ENTRY_CLUSTER_LOW_AT,
    ENTRY_CREATED_DATE_AT,
    ENTRY_DELETED,
    ENTRY_END,
    ENTRY_MODIFIED_DATE_AT,
    ENTRY_SIZE_AT,
    NO_DATE,
} from "./layout"
import { NameSearch, putLongName, shortForm } from "./names"
import { Volume } from "./volume"

/** What a directory says about a file or folder. */
export class Entry {
    constructor(
        /** 0: an empty file. */
        readonly firstCluster: number,
        readonly sizeBytes: number,
        readonly attributes: number
    ) {}
}

/** Where two free entries stand next to each other, and what must be done before they are seen. */
class Gap {
    sector = 0
    atByte = 0
    /** A sector whose last entry alone is free and ends the directory: it has to be made a deleted one. */
    endSector: number | undefined = undefined
}

/** First cluster of the file whose short entry is at a byte of a sector. */
export function entryCluster(sector: Buffer, at: number): number {
    const high = sector.getAt(at + ENTRY_CLUSTER_HIGH_AT, "u16")
    return high * 0x10000 + sector.getAt(at + ENTRY_CLUSTER_LOW_AT, "u16")
}

export function putEntryCluster(sector: Buffer, at: number, cluster: number): void {
    sector.setAt(at + ENTRY_CLUSTER_HIGH_AT, "u16", cluster >>> 16)
    sector.setAt(at + ENTRY_CLUSTER_LOW_AT, "u16", cluster & 0xffff)
}

/**
 * Find a file or folder by its long or short name.
 *
 * @param folderCluster first cluster of the folder
 * @returns undefined: the folder has none of this name. @throws as the card does. Waits: for the folder's sectors.
 */
export async function findEntry(
    volume: Volume,
    folderCluster: number,
    name: string
): Promise<Entry | undefined> {
    const chain = new Chain(volume, folderCluster)
    const search = new NameSearch(name)
    const sector = volume.sector
    for (let i = 0; i < DIRECTORY_SECTORS_MAX; i++) {
        const from = await chain.sectorAt(i)
        if (from === undefined) return undefined
        await volume.load(from)
        for (let at = 0; at < SECTOR_BYTES; at += ENTRY_BYTES) {
            const attributes = sector[at + ENTRY_ATTRIBUTES_AT] & ATTRIBUTE_MASK
            if (sector[at] === ENTRY_END) return undefined
            if (sector[at] === ENTRY_DELETED) search.seeOther()
            else if (attributes === ATTRIBUTE_LONG_NAME) search.seeLong(sector, at)
            else if ((attributes & ATTRIBUTE_VOLUME) !== 0) search.seeOther()
            else if (search.isFoundAt(sector, at)) {
                const sizeBytes = sector.getAt(at + ENTRY_SIZE_AT, "u32")
                return new Entry(entryCluster(sector, at), sizeBytes, attributes)
            }
        }
    }
    return undefined
}

/**
 * Find a file or folder by its path from the root.
 *
 * @param path names with "/" between them
 * @returns undefined: there is none. @throws as the card does. Waits: for the folders' sectors.
 */
export async function findPath(volume: Volume, path: string): Promise<Entry | undefined> {
    const names = path.split("/")
    let entry: Entry | undefined = new Entry(volume.rootCluster, 0, ATTRIBUTE_DIRECTORY)
    for (let i = 0; i < names.length && entry !== undefined; i++) {
        if ((entry.attributes & ATTRIBUTE_DIRECTORY) === 0) return undefined
        entry = await findEntry(volume, entry.firstCluster, names[i])
    }
    return entry
}

/**
 * Find a folder, or make it where there is none: its cluster first, the entry in its parent last.
 *
 * @param parentCluster of the folder it is in
 * @param name ASCII
 * @returns its first cluster
 * @throws Fault Full: no room; Corrupt: a file has the name; and as the card does. Waits: for a cluster to be written.
 */
export async function ensureFolder(
    volume: Volume,
    parentCluster: number,
    name: string
): Promise<number> {
    const found = await findEntry(volume, parentCluster, name)
    if (found !== undefined) {
        if ((found.attributes & ATTRIBUTE_DIRECTORY) !== 0) return found.firstCluster
        throw new Fault(FaultCode.Corrupt, `${name} is not a folder`)
    }
    const short = shortForm(name) ?? (await freeShortForm(volume, parentCluster, name))
    const gap = await findGap(volume, parentCluster)
    const run = await findFreeRun(volume, 1)
    if (run.clusterCount === 0) throw new Fault(FaultCode.Full, `no cluster for ${name}`)
    const cluster = run.firstCluster
    await writeEmptyFolder(volume, cluster, parentCluster)
    await linkRun(volume, cluster, 1, 1)
    await volume.noteTaken(1, cluster + 1)
    await writeFolderEntry(volume, gap, name, short, cluster)
    return cluster
}

/** A short name for a long one: its first letters, and the first number that nobody has. */
async function freeShortForm(volume: Volume, folder: number, name: string): Promise<string> {
    const letters = name.slice(0, 6).toUpperCase()
    for (let number = 1; number <= 9; number++) {
        const short = `${letters}~${number}`
        if ((await findEntry(volume, folder, short)) === undefined) return short + "   "
    }
    throw new Fault(FaultCode.Full, `no short name for ${name}`)
}

async function writeEmptyFolder(volume: Volume, cluster: number, parent: number): Promise<void> {
    await clearClusters(volume, cluster, 1)
    const sector = volume.sector
    putFolder(sector, 0, ".          ", cluster)
    putFolder(sector, ENTRY_BYTES, "..         ", parent === volume.rootCluster ? 0 : parent)
    await volume.store(volume.sectorOf(cluster))
}

function putFolder(sector: Buffer, at: number, short: string, cluster: number): void {
    sector.fillAt(at, ENTRY_BYTES, 0)
    sector.blitAt(at, short, 0, short.length)
    sector[at + ENTRY_ATTRIBUTES_AT] = ATTRIBUTE_DIRECTORY
    sector.setAt(at + ENTRY_CREATED_DATE_AT, "u16", NO_DATE)
    sector.setAt(at + ENTRY_ACCESSED_DATE_AT, "u16", NO_DATE)
    sector.setAt(at + ENTRY_MODIFIED_DATE_AT, "u16", NO_DATE)
    putEntryCluster(sector, at, cluster)
}

/** Find two free entries in one sector of a folder; the folder grows by a cluster where it has none. */
async function findGap(volume: Volume, folderCluster: number): Promise<Gap> {
    const chain = new Chain(volume, folderCluster)
    const gap = new Gap()
    for (let i = 0; i < DIRECTORY_SECTORS_MAX; i++) {
        let from = await chain.sectorAt(i)
        if (from === undefined) from = volume.sectorOf(await appendClusters(volume, chain, 1))
        await volume.load(from)
        if (seekGap(volume.sector, from, gap)) return gap
    }
    throw new Fault(FaultCode.Full, "folder full")
}

/** Look for a gap in one sector of a folder. @returns whether there is one, in `gap` */
function seekGap(sector: Buffer, from: number, gap: Gap): boolean {
    let freeCount = 0
    for (let at = 0; at < SECTOR_BYTES; at += ENTRY_BYTES) {
        const first = sector[at]
        const isEnd = first === ENTRY_END
        freeCount = isEnd || first === ENTRY_DELETED ? freeCount + 1 : 0
        if (freeCount === 2) {
            gap.sector = from
            gap.atByte = at - ENTRY_BYTES
            return true
        }
        if (isEnd && at === SECTOR_BYTES - ENTRY_BYTES) gap.endSector = from
    }
    return false
}

async function writeFolderEntry(
    volume: Volume,
    gap: Gap,
    name: string,
    short: string,
    cluster: number
): Promise<void> {
    const sector = volume.sector
    await volume.load(gap.sector)
    const shortAt = gap.atByte + ENTRY_BYTES
    putFolder(sector, shortAt, short, cluster)
    putLongName(sector, shortAt, name)
    await volume.store(gap.sector)
    if (gap.endSector === undefined) return
    await volume.load(gap.endSector)
    sector[SECTOR_BYTES - ENTRY_BYTES] = ENTRY_DELETED
    await volume.store(gap.endSector)
}
