/** Taking clusters: only while a card is prepared, never in service (DESIGN section 6). */
import { SECTOR_BYTES } from "../hal/block-device"
import { Fault, FaultCode } from "../util/fault"
import { Chain } from "./chain"
import { END_OF_CHAIN, FIRST_CLUSTER } from "./layout"
import { Volume } from "./volume"

/** Clusters next to each other. */
export class Run {
    firstCluster = 0
    clusterCount = 0
}

/**
 * Find free clusters next to each other, from FSInfo's hint on and then from the start.
 *
 * @returns `wanted` clusters; or the longest run there is
 * Waits: for as many sectors of the table as it takes.
 */
export async function findFreeRun(volume: Volume, wanted: number): Promise<Run> {
    const run = new Run()
    const hint = await volume.freeHint()
    await scanTable(volume, hint, wanted, run)
    if (run.clusterCount < wanted && hint !== FIRST_CLUSTER) {
        await scanTable(volume, FIRST_CLUSTER, wanted, run)
    }
    return run
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
    const end = firstCluster + clusterCount
    let cluster = firstCluster
    let left = chainLength
    while (cluster < end) {
        let at = await volume.loadTable(cluster)
        while (at < SECTOR_BYTES && cluster < end) {
            left--
            volume.putEntry(at, left === 0 ? END_OF_CHAIN : cluster + 1)
            if (left === 0) left = chainLength
            cluster++
            at += volume.entryBytes
        }
        await volume.storeTable()
    }
}

/** Whether a chain is `clusterCount` clusters next to each other, and not longer. */
export async function isRun(
    volume: Volume,
    firstCluster: number,
    clusterCount: number
): Promise<boolean> {
    const last = firstCluster + clusterCount - 1
    let cluster = firstCluster
    while (cluster < last) {
        let at = await volume.loadTable(cluster)
        while (at < SECTOR_BYTES && cluster < last) {
            cluster++
            if (volume.entryAt(at) !== cluster) return false
            at += volume.entryBytes
        }
    }
    return (await volume.nextCluster(last)) === undefined
}

/** Fill clusters with zeros, which in a folder are free entries; `volume.sector` is zeros then, too. */
export async function clearClusters(volume: Volume, first: number, count: number): Promise<void> {
    volume.sector.fillAt(0, SECTOR_BYTES, 0)
    // The card takes one sector as a ring: again and again.
    const sectorCount = count * volume.sectorsPerCluster
    await volume.card.write(volume.sectorOf(first), volume.sector, 0, sectorCount)
}

/**
 * Make a folder longer by empty clusters; the link that makes them part of it is written last.
 *
 * @param chain of the folder, at its end
 * @returns the first of the new clusters, which are next to each other
 * @throws Fault Full: no such room, or the root directory of FAT16, which cannot grow
 */
export async function appendClusters(volume: Volume, chain: Chain, count: number): Promise<number> {
    const last = chain.cluster
    const run = await findFreeRun(volume, count)
    if (last === 0 || run.clusterCount < count) throw new Fault(FaultCode.Full, "folder full")
    const first = run.firstCluster
    await clearClusters(volume, first, count)
    await linkRun(volume, first, count, count)
    await volume.noteTaken(count, first + count)
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
    const end = volume.clusterCount + FIRST_CLUSTER
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
