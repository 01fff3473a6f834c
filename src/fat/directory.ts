/** Finding files, and making folders. */
import { SECTOR_BYTES } from "../hal/block-device"
import { Fault, FaultCode } from "../util/fault"
import { appendCluster, clearClusters, findFreeRun, missingLinks, Run, takeRun } from "./allocation"
import { Chain } from "./chain"
import { storeInFolder } from "./in-flight"
import {
    ATTRIBUTE_DIRECTORY,
    ATTRIBUTE_MASK,
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
    ENTRY_MODIFIED_TIME_AT,
    ENTRY_SIZE_AT,
    NO_DATE,
} from "./layout"
import { NameSearch, putLongName, shortForm } from "./names"
import { Volume } from "./volume"

/** What each folder but the root begins with. */
const DOT = 0x2e

/** The folder in the root that has all that is ours. */
export const TOP = "AFTERBEEP"

/** What a directory says about a file or folder. */
export class Entry {
    constructor(
        /** 0: an empty file. */
        readonly firstCluster: number,
        readonly sizeBytes: number,
        readonly attributes: number,
        /** When it was changed last: time and date as FAT has them, one after the other. */
        readonly modified = NO_DATE << 16
    ) {}

    /** Its clusters are its own, and follow each other: known of what was made or looked for to be made. */
    isWhole = true
}

/** Where two free entries stand next to each other, in one half of a sector: all of a half is as old, or as new. */
class Gap {
    sector = 0
    atByte = 0
    /** A sector with a half whose last entry alone is free, and ends the directory: before, it is made a deleted one. 0: none. */
    endSector = 0
    endAt = 0
}

const HALF_BYTES = 256

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
 * Find files or folders by their long or short names.
 *
 * @param folderCluster first cluster of the folder
 * @returns one for each name; undefined: the folder has none of it. @throws as the card does. Waits: for the folder's
 * sectors, up to the last one found.
 */
export async function findEntries(
    volume: Volume,
    folderCluster: number,
    names: string[]
): Promise<(Entry | undefined)[]> {
    const chain = new Chain(volume, folderCluster)
    const searches = names.map(name => new NameSearch(name))
    const found: (Entry | undefined)[] = names.map(() => undefined)
    let missingCount = names.length
    const sector = volume.sector
    for (let i = 0; i < DIRECTORY_SECTORS_MAX && missingCount > 0; i++) {
        if ((await chain.load(i)) === undefined) break
        for (let at = 0; at < SECTOR_BYTES; at += ENTRY_BYTES) {
            if (sector[at] === ENTRY_END) return found
            const name = firstThatSees(searches, sector, at)
            if (name < 0) continue
            if (found[name] === undefined) missingCount--
            found[name] = entryOf(sector, at)
        }
    }
    return found
}

/** @returns which search has found its name with this entry; -1: none */
function firstThatSees(searches: NameSearch[], sector: Buffer, at: number): number {
    for (let i = searches.length - 1; i >= 0; i--) if (searches[i].seeEntry(sector, at)) return i
    return -1
}

/** What the short entry at a byte of a sector says. */
export function entryOf(sector: Buffer, at: number): Entry {
    const sizeBytes = sector.getAt(at + ENTRY_SIZE_AT, "u32")
    const attributes = sector[at + ENTRY_ATTRIBUTES_AT] & ATTRIBUTE_MASK
    const modified = sector.getAt(at + ENTRY_MODIFIED_TIME_AT, "u32")
    return new Entry(entryCluster(sector, at), sizeBytes, attributes, modified)
}

/** The same for one name. */
export async function findEntry(
    volume: Volume,
    folderCluster: number,
    name: string
): Promise<Entry | undefined> {
    return (await findEntries(volume, folderCluster, [name]))[0]
}

/**
 * Find a file or folder by its path from the root.
 *
 * @param path names with "/" between them, the first one TOP
 * @returns undefined: there is none. @throws as the card does. Waits: for the folders' sectors, without the root's where
 * `volume.topCluster` is known.
 */
export async function findPath(volume: Volume, path: string): Promise<Entry | undefined> {
    const { topCluster, rootCluster } = volume
    const slash = path.lastIndexOf("/")
    if (slash < 0 && topCluster !== 0) return new Entry(topCluster, 0, ATTRIBUTE_DIRECTORY)
    const folder = slash < 0 ? rootCluster : await findFolder(volume, path.slice(0, slash))
    if (folder === undefined) return undefined
    return (await findEntries(volume, folder, [path.slice(slash + 1)]))[0]
}

/**
 * Find a folder by its path from the root. The last one is remembered: words of one sentence are in one folder, and between two of
 * them there is no time to look for it again.
 *
 * @returns its first cluster; undefined: there is none. @throws as `findPath`
 */
export async function findFolder(volume: Volume, path: string): Promise<number | undefined> {
    if (path === volume.knownFolder) return volume.knownCluster
    const names = path.split("/")
    const { topCluster, rootCluster } = volume
    let cluster: number | undefined = topCluster || rootCluster
    for (let i = topCluster ? 1 : 0; i < names.length && cluster !== undefined; i++)
        cluster = folderIn((await findEntries(volume, cluster, [names[i]]))[0])
    // The way to the first one is known.
    if (names.length === 1) return cluster
    volume.knownFolder = path
    volume.knownCluster = cluster
    return cluster
}

/** First cluster of what was found, if it is a folder. */
export function folderIn(entry: Entry | undefined): number | undefined {
    const isFolder = entry !== undefined && (entry.attributes & ATTRIBUTE_DIRECTORY) !== 0
    return isFolder ? entry.firstCluster : undefined
}

/**
 * Find a folder, or make it where there is none.
 *
 * @param parent first cluster of the folder it is in
 * @param name ASCII
 * @returns its first cluster
 * @throws Fault Full: no room; Corrupt: a file has the name; and as the card does. Waits: for a cluster to be written.
 */
export async function ensureFolder(volume: Volume, parent: number, name: string): Promise<number> {
    const fill = async (sector: number, cluster: number) => {
        await clearClusters(volume, cluster, 1)
        putDots(volume, volume.sector, cluster, parent)
        // Its end is behind its first sector, which so is not written again for that: in it stands the way to all else.
        volume.sector.fillAt(2 * ENTRY_BYTES, SECTOR_BYTES - 2 * ENTRY_BYTES, ENTRY_DELETED)
        await volume.storeSector(sector)
    }
    const file = { sizeBytes: 0, attributes: ATTRIBUTE_DIRECTORY, fill }
    volume.knownFolder = ""
    const entry = await ensureFile(volume, parent, name, file)
    if (entry === undefined || (entry.attributes & ATTRIBUTE_DIRECTORY) === 0)
        throw new Fault(FaultCode.Corrupt, `${name} is not a folder`)
    const { firstCluster } = entry
    await volume.loadSector(volume.sectorOf(firstCluster))
    if (volume.sector[0] !== DOT || entryCluster(volume.sector, 0) !== firstCluster)
        throw new Fault(FaultCode.Corrupt, `${name} is damaged: have a PC check the card`)
    return firstCluster
}

/** A file that is made where there is none. */
export interface NewFile {
    readonly sizeBytes: number
    readonly attributes: number
    /** Writes what is in it, from a sector on, which is in that cluster; undefined: it holds what was there. */
    readonly fill?: (sector: number, cluster: number) => Promise<void>
}

/**
 * Find a file, or make it where there is none: clusters next to each other, and one of them at least.
 *
 * @param name ASCII, at most 8 and 3 letters
 * @returns undefined: there is such a file, and it has another size
 * @throws as `ensureFolder`
 */
export async function ensureFile(
    volume: Volume,
    folderCluster: number,
    name: string,
    file: NewFile
): Promise<Entry | undefined> {
    const { sizeBytes } = file
    const perCluster = volume.sectorsPerCluster * SECTOR_BYTES
    const count = Math.max(1, Math.idiv(sizeBytes + perCluster - 1, perCluster))
    const found = await findEntry(volume, folderCluster, name)
    if (found !== undefined) {
        if (found.sizeBytes !== sizeBytes) return undefined
        found.isWhole = await mendChain(volume, found.firstCluster, count)
        return found
    }
    const gap = await findGap(volume, folderCluster)
    const run = await findFreeRun(volume, count)
    if (run.clusterCount < count) throw new Fault(FaultCode.Full, `no room for ${name}`)
    const cluster = run.firstCluster
    if (file.fill) await file.fill(volume.sectorOf(cluster), cluster)
    const entry = new Entry(cluster, sizeBytes, file.attributes)
    await deleteEnd(volume, folderCluster, gap, run)
    await putNewName(volume, folderCluster, gap, name, entry)
    await storeInFolder(volume, gap.sector, folderCluster, cluster, count)
    await takeRun(volume, cluster, count, count)
    return entry
}

/**
 * Finish what a cut has left: an entry is written before its clusters are taken.
 *
 * Where they are something else by now, or the chain is of another form, nothing is done.
 */
export async function mendChain(
    volume: Volume,
    firstCluster: number,
    count: number
): Promise<boolean> {
    const missing = await missingLinks(volume, firstCluster, count)
    if (missing === undefined) return false
    if (missing > 0) await takeRun(volume, firstCluster, count, count)
    return true
}

/** Put the two entries with which a folder begins. */
export function putDots(volume: Volume, sector: Buffer, cluster: number, parent: number): void {
    putEntry(sector, 0, ".          ", new Entry(cluster, 0, ATTRIBUTE_DIRECTORY))
    const above = parent === volume.rootCluster ? 0 : parent
    putEntry(sector, ENTRY_BYTES, "..         ", new Entry(above, 0, ATTRIBUTE_DIRECTORY))
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

/**
 * Whether a sector of a folder, one that others follow, is not what anybody would write: it ends the folder, or has attributes
 * that are none.
 *
 * @param shortAt where an entry must be
 */
export function isDamaged(sector: Buffer, shortAt: number): boolean {
    if (sector[0] === ENTRY_END || sector[shortAt] === ENTRY_END) return true
    for (let at = 0; at < SECTOR_BYTES; at += ENTRY_BYTES) {
        const isUsed = sector[at] !== ENTRY_DELETED && sector[at] !== ENTRY_END
        if (isUsed && (sector[at + ENTRY_ATTRIBUTES_AT] & ~ATTRIBUTE_MASK) !== 0) return true
    }
    return false
}

/** Put a short entry. @param short its 11 bytes */
export function putEntry(sector: Buffer, at: number, short: string, entry: Entry): void {
    sector.fillAt(at, ENTRY_BYTES, 0)
    sector.blitAt(at, short, 0, short.length)
    sector[at + ENTRY_ATTRIBUTES_AT] = entry.attributes
    sector.setAt(at + ENTRY_CREATED_DATE_AT, "u16", NO_DATE)
    sector.setAt(at + ENTRY_ACCESSED_DATE_AT, "u16", NO_DATE)
    sector.setAt(at + ENTRY_MODIFIED_DATE_AT, "u16", NO_DATE)
    sector.setAt(at + ENTRY_SIZE_AT, "u32", entry.sizeBytes)
    putEntryCluster(sector, at, entry.firstCluster)
}

/** Find two free entries in one sector of a folder; the folder grows by a cluster where it has none. */
async function findGap(volume: Volume, folderCluster: number): Promise<Gap> {
    const chain = new Chain(volume, folderCluster)
    const gap = new Gap()
    for (let i = 0; i < DIRECTORY_SECTORS_MAX; i++) {
        let from = await chain.sectorAt(i)
        if (from === undefined) from = volume.sectorOf(await appendCluster(volume, chain))
        await volume.loadSector(from)
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
        if (at === HALF_BYTES) freeCount = 0
        freeCount = isEnd || first === ENTRY_DELETED ? freeCount + 1 : 0
        if (freeCount === 2) {
            gap.sector = from
            gap.atByte = at - ENTRY_BYTES
            return true
        }
        if (isEnd && ((at + ENTRY_BYTES) & (HALF_BYTES - 1)) === 0) {
            gap.endSector = from
            gap.endAt = at
        }
    }
    return false
}

/** Let what is put into a gap be seen. @param run is about to be taken */
async function deleteEnd(volume: Volume, folder: number, gap: Gap, run: Run): Promise<void> {
    const { endSector, endAt } = gap
    if (endSector === 0) return
    await volume.loadSector(endSector)
    volume.sector[endAt] = ENTRY_DELETED
    await storeInFolder(volume, endSector, folder, run.firstCluster, run.clusterCount)
}

/** Put both entries into the gap's sector, which is in memory then. */
async function putNewName(
    volume: Volume,
    folderCluster: number,
    gap: Gap,
    name: string,
    entry: Entry
): Promise<void> {
    const short = shortForm(name) ?? (await freeShortForm(volume, folderCluster, name))
    const { sector } = volume
    await volume.loadSector(gap.sector)
    const shortAt = gap.atByte + ENTRY_BYTES
    putEntry(sector, shortAt, short, entry)
    putLongName(sector, shortAt, name)
}
