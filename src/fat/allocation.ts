/** Taking clusters: only while a card is prepared, never in service (docs/decisions/010). */
import { SECTOR_BYTES } from "../hal/block-device"
import { Fault, FaultCode } from "../util/fault"
import { Chain } from "./chain"
import { closeNote, openNote, storeTable } from "./in-flight"
import { END_OF_CHAIN, END_OF_CHAIN_MIN, FIRST_CLUSTER } from "./layout"
import { freeHint, noteTaking } from "./fs-info"
import { Volume } from "./volume"

/** Sectors of the table that are searched in one go: some 50 ms. */
const SEARCH_SECTORS = 8
/** Sectors that are filled in one go: some 100 ms. */
const FILL_SECTORS = 16

/** Clusters next to each other. */
export class Run {
    firstCluster = 0
    clusterCount = 0
}

/**
 * A search for free clusters next to each other, from FSInfo's hint on and then from the start, a part of the table each time;
 * or from where the sector of the table begins that has the entry of `near`.
 */
export class FreeSearch {
    private readonly best = new Run()
    private cluster!: number
    private end!: number
    /** Free ones before `cluster`. */
    private length = 0
    private hint = 0

    constructor(
        private readonly volume: Volume,
        private readonly wanted: number,
        private readonly near = 0
    ) {}

    /**
     * Look on.
     *
     * @returns `wanted` clusters, or the longest run there is; undefined: not known yet, come again. Waits: for 8 sectors of
     * the table.
     */
    async step(): Promise<Run | undefined> {
        const { best, volume, near } = this
        if (this.hint === 0) {
            this.hint = await freeHint(volume)
            const perSector = Math.idiv(SECTOR_BYTES, volume.entryBytes)
            if (near !== 0) this.hint = Math.max(FIRST_CLUSTER, near & ~(perSector - 1))
            this.cluster = this.hint
            this.end = volume.endCluster()
        }
        for (let i = 0; i < SEARCH_SECTORS && best.clusterCount < this.wanted; i++) {
            if (this.cluster >= this.end) {
                if (this.hint === FIRST_CLUSTER) return best
                // What was too short at the hint may begin before it.
                this.end = Math.min(this.hint + this.wanted, this.end)
                this.hint = this.cluster = FIRST_CLUSTER
                this.length = 0
            }
            await this.lookAtSector()
        }
        return best.clusterCount < this.wanted ? undefined : best
    }

    private async lookAtSector(): Promise<void> {
        const { best, volume, wanted, end } = this
        let { cluster, length } = this
        let at = await volume.loadTable(cluster)
        while (at < SECTOR_BYTES && cluster < end && best.clusterCount < wanted) {
            length = volume.entryAt(at) === 0 ? length + 1 : 0
            cluster++
            at += volume.entryBytes
            if (length > best.clusterCount) {
                best.clusterCount = length
                best.firstCluster = cluster - length
            }
        }
        this.cluster = cluster
        this.length = length
    }
}

/**
 * Find free clusters next to each other in one go.
 *
 * @returns as `FreeSearch`. @throws as `giveWay` of the volume. Waits: for as many sectors of the table as it takes: all of
 * them where the card is nearly full
 */
export async function findFreeRun(volume: Volume, wanted: number, near = 0): Promise<Run> {
    const search = new FreeSearch(volume, wanted, near)
    let run = await search.step()
    while (run === undefined) {
        await volume.giveWay()
        run = await search.step()
    }
    return run
}

/** How many clusters are free from one on, up to `wanted`. Waits: for the sectors of the table that they are in. */
export async function freeClustersAt(
    volume: Volume,
    cluster: number,
    wanted: number
): Promise<number> {
    const end = Math.min(cluster + wanted, volume.endCluster())
    let count = 0
    while (cluster + count < end) {
        if (volume.entryAt(await volume.loadTable(cluster + count)) !== 0) break
        count++
    }
    return count
}

/**
 * Compare the table with chains of clusters next to each other.
 *
 * @param chainLength clusters of each chain; divides `clusterCount`
 * @returns how many of its links are still free entries, 0: it is whole; undefined: these clusters are something else
 */
export async function missingLinks(
    volume: Volume,
    firstCluster: number,
    clusterCount: number,
    chainLength = clusterCount
): Promise<number | undefined> {
    const end = firstCluster + clusterCount
    if (firstCluster < FIRST_CLUSTER || end > volume.endCluster()) return undefined
    return await followRun(volume, firstCluster, clusterCount, chainLength, undefined)
}

/**
 * The same for one chain. Where `volume.ahead` was lent, the sectors of the table that it is in are read with one command, if
 * there are more than two.
 */
export async function missingInChain(
    volume: Volume,
    cluster: number,
    clusterCount: number
): Promise<number | undefined> {
    const { ahead, tableStart } = volume
    const perSector = Math.idiv(SECTOR_BYTES, volume.entryBytes)
    const first = Math.idiv(cluster, perSector)
    const count = Math.idiv(cluster + clusterCount - 1, perSector) - first + 1
    const isOnCard = cluster + clusterCount <= volume.endCluster()
    if (!ahead || !isOnCard || count < 3 || count * SECTOR_BYTES > ahead.length)
        return await missingLinks(volume, cluster, clusterCount)
    await volume.card.read(tableStart + first, ahead, 0, count)
    let missing = 0
    let left = clusterCount
    for (let i = 0; i < count; i++) {
        volume.borrowTable().blitAt(0, ahead, i * SECTOR_BYTES, SECTOR_BYTES)
        volume.tableSector = tableStart + first + i
        const here = Math.min(left, (first + i + 1) * perSector - cluster)
        // Only the last of them ends there.
        const links = await missingLinks(volume, cluster, here, left)
        if (links === undefined) return undefined
        missing += links
        cluster += here
        left -= here
    }
    return missing
}

/**
 * Make chains of equal length out of clusters next to each other.
 *
 * Each sector of the table is written once, to all copies.
 * @param chainLength clusters of each chain; divides `clusterCount`
 */
export async function linkRun(
    volume: Volume,
    firstCluster: number,
    clusterCount: number,
    chainLength: number
): Promise<void> {
    const note = await openNote(volume, firstCluster, clusterCount)
    await followRun(volume, firstCluster, clusterCount, chainLength, note)
    await closeNote(volume, note)
}

/** Go along the table's entries of such chains, and write them, or compare them where there is no `note`. @returns as `missingLinks` */
async function followRun(
    volume: Volume,
    firstCluster: number,
    clusterCount: number,
    chainLength: number,
    note: Buffer | undefined
): Promise<number | undefined> {
    const end = firstCluster + clusterCount
    let cluster = firstCluster
    let left = chainLength
    let missing = 0
    while (cluster < end) {
        let at = await volume.loadTable(cluster)
        while (at < SECTOR_BYTES && cluster < end) {
            left--
            cluster++
            const entry = volume.entryAt(at)
            const isRight = left === 0 ? entry >= END_OF_CHAIN_MIN : entry === cluster
            if (note) volume.putEntry(at, left === 0 ? END_OF_CHAIN : cluster)
            else if (entry === 0) missing++
            else if (!isRight) return undefined
            if (left === 0) left = chainLength
            at += volume.entryBytes
        }
        if (note) await storeTable(volume, note)
    }
    return missing
}

/** Take clusters for a chain whose entry is in its folder already: a cut in between is seen, and made good, by that. */
export async function takeRun(
    volume: Volume,
    firstCluster: number,
    clusterCount: number,
    chainLength: number
): Promise<void> {
    await noteTaking(volume, firstCluster, clusterCount, firstCluster + clusterCount)
    await linkRun(volume, firstCluster, clusterCount, chainLength)
}

/** Fill clusters with zeros, which in a folder are free entries; `volume.sector` is zeros then, too. @throws as `fillSectors` */
export async function clearClusters(volume: Volume, first: number, count: number): Promise<void> {
    volume.sector.fillAt(0, SECTOR_BYTES, 0)
    await fillSectors(volume, volume.sectorOf(first), count * volume.sectorsPerCluster)
}

/** Write `volume.sector` to so many sectors, which are nobody's. @throws as `giveWay` of the volume; and as the card does */
export async function fillSectors(volume: Volume, from: number, count: number): Promise<void> {
    // In a call it is sooner done in one go.
    const portion = volume.mayGiveWay() ? FILL_SECTORS : count
    for (let i = 0; i < count; i += portion) {
        await volume.giveWay()
        // The card takes one sector as a ring: again and again.
        await volume.card.write(from + i, volume.sector, 0, Math.min(portion, count - i))
    }
}

/**
 * Make a folder longer by an empty cluster.
 *
 * The link to it is written together with its end wherever both are in one sector, as they are where that has a free one.
 * @param chain of the folder, at its end
 * @returns the new cluster
 * @throws Fault Full: no such room, or the root directory of FAT16, which cannot grow
 */
export async function appendCluster(volume: Volume, chain: Chain): Promise<number> {
    const last = chain.cluster
    const hint = await freeHint(volume)
    const run = await findFreeRun(volume, 1, last)
    if (last === 0 || run.clusterCount === 0) throw new Fault(FaultCode.Full, "folder full")
    const first = run.firstCluster
    await clearClusters(volume, first, 1)
    await noteTaking(volume, first, 1, Math.max(first + 1, hint))
    const note = await openNote(volume, first, 1)
    volume.putEntry(await volume.loadTable(first), END_OF_CHAIN)
    if (!volume.hasTable(last)) await storeTable(volume, note)
    volume.putEntry(await volume.loadTable(last), first)
    await storeTable(volume, note)
    await closeNote(volume, note)
    return first
}
