/** Taking clusters: only while a card is prepared, never in service (docs/decisions/010). */
import { SECTOR_BYTES } from "../hal/block-device"
import { Fault, FaultCode } from "../util/fault"
import { Chain } from "./chain"
import { END_OF_CHAIN, END_OF_CHAIN_MIN, FIRST_CLUSTER } from "./layout"
import { Volume } from "./volume"

/** Clusters next to each other. */
export class Run {
    firstCluster = 0
    clusterCount = 0
}

/**
 * Find free clusters next to each other, from one cluster on (0: from FSInfo's hint) and then from the start.
 *
 * @returns `wanted` clusters; or the longest run there is
 * Waits: for as many sectors of the table as it takes.
 */
export async function findFreeRun(volume: Volume, wanted: number, from = 0): Promise<Run> {
    const run = new Run()
    const hint = from > 0 ? from : await volume.freeHint()
    await scanTable(volume, hint, wanted, run)
    if (run.clusterCount < wanted && hint !== FIRST_CLUSTER) {
        await scanTable(volume, FIRST_CLUSTER, wanted, run)
    }
    return run
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
    return await followRun(volume, firstCluster, clusterCount, chainLength, false)
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
    await followRun(volume, firstCluster, clusterCount, chainLength, true)
}

/** Go along the table's entries of such chains, and write or compare them. @returns as `missingLinks` */
async function followRun(
    volume: Volume,
    firstCluster: number,
    clusterCount: number,
    chainLength: number,
    isWriting: boolean
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
            if (isWriting) volume.putEntry(at, left === 0 ? END_OF_CHAIN : cluster)
            else if (entry === 0) missing++
            else if (!isRight) return undefined
            if (left === 0) left = chainLength
            at += volume.entryBytes
        }
        if (isWriting) await volume.storeTable()
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
    await volume.noteTaking(firstCluster, clusterCount, firstCluster + clusterCount)
    await linkRun(volume, firstCluster, clusterCount, chainLength)
}

/** Fill clusters with zeros, which in a folder are free entries; `volume.sector` is zeros then, too. */
export async function clearClusters(volume: Volume, first: number, count: number): Promise<void> {
    volume.sector.fillAt(0, SECTOR_BYTES, 0)
    // The card takes one sector as a ring: again and again.
    const sectorCount = count * volume.sectorsPerCluster
    await volume.card.write(volume.sectorOf(first), volume.sector, 0, sectorCount)
}

/**
 * Make a folder longer by an empty cluster.
 *
 * The link to it is written together with its end wherever both are in one sector, as they are as a rule.
 * @param chain of the folder, at its end
 * @returns the new cluster
 * @throws Fault Full: no such room, or the root directory of FAT16, which cannot grow
 */
export async function appendCluster(volume: Volume, chain: Chain): Promise<number> {
    const last = chain.cluster
    const run = await findFreeRun(volume, 1)
    if (last === 0 || run.clusterCount === 0) throw new Fault(FaultCode.Full, "folder full")
    const first = run.firstCluster
    await clearClusters(volume, first, 1)
    await volume.noteTaking(first, 1, first + 1)
    volume.putEntry(await volume.loadTable(first), END_OF_CHAIN)
    if (!volume.hasTable(last)) {
        await volume.storeTable()
        await volume.noteTaking(last, 0, first + 1)
    }
    volume.putEntry(await volume.loadTable(last), first)
    await volume.storeTable()
    return first
}

/** Look for the longest run up to `wanted` from a cluster on; a longer one than in `best` goes there. */
async function scanTable(
    volume: Volume,
    firstCluster: number,
    wanted: number,
    best: Run
): Promise<void> {
    const end = volume.endCluster()
    let cluster = firstCluster
    let length = 0
    while (cluster < end && best.clusterCount < wanted) {
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
    }
}
