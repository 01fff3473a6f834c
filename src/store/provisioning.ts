/**
 * Makes the slots, once in the life of a card.
 *
 * Their entries are written first, from the last sector to the first, so that none is seen before all are there; then
 * their chains. A cut in between leaves entries that say what is still to be done, see `SlotFolder.isWhole`.
 */
import { appendCluster, findFreeRun, takeRun } from "../fat/allocation"
import { Chain } from "../fat/chain"
import { ENTRY_BYTES, ENTRY_DELETED, ENTRY_END } from "../fat/layout"
import { HALF_BYTES, putNewSlot, SHORT_IN_HALF } from "./slot-entry"
import { SlotFolder } from "./slot-folder"
import { SLOTS_MAX } from "./slot-map"

/**
 * Make as many slots as there is room for, at most SLOTS_MAX.
 *
 * @param endHalf the half in which the folder ends
 * @throws Fault Full: no room for the folder to grow; and as the card does. Waits: for the folder's sectors and the
 * slots' part of the table.
 */
export async function provision(folder: SlotFolder, endHalf: number): Promise<void> {
    const { volume } = folder
    const clusters = folder.clustersPerSlot()
    if (await volume.hasLessThan(clusters)) return
    const chain = new Chain(volume, folder.cluster)
    // Not in the sector with "." and "..", which so is never written again.
    const firstHalf = endHalf + 2
    const sectorCount = (firstHalf + SLOTS_MAX + 1) >> 1
    while ((await chain.sectorAt(sectorCount - 1)) === undefined) await appendCluster(volume, chain)
    const run = await findFreeRun(volume, SLOTS_MAX * clusters)
    const slotCount = Math.min(SLOTS_MAX, Math.idiv(run.clusterCount, clusters))
    if (slotCount === 0) return
    for (let i = sectorCount - 1; i >= endHalf >> 1; i--) {
        const from = await chain.sectorAt(i)
        if (from === undefined) return
        await volume.load(from)
        for (let half = 2 * i; half < 2 * i + 2; half++) {
            const slot = half - firstHalf
            const start = (half & 1) * HALF_BYTES
            if (slot >= slotCount) volume.sector.fillAt(start, HALF_BYTES, 0)
            else if (slot >= 0) {
                const cluster = run.firstCluster + slot * clusters
                putNewSlot(volume.sector, start + SHORT_IN_HALF, slot + 1, cluster)
            } else if (half >= endHalf) closeHalf(volume.sector, start)
        }
        await volume.store(from)
    }
    await takeRun(volume, run.firstCluster, slotCount * clusters, clusters)
}

/** Let a folder go on after a half in which it ended. */
function closeHalf(sector: Buffer, start: number): void {
    for (let at = start; at < start + HALF_BYTES; at += ENTRY_BYTES) {
        if (sector[at] === ENTRY_END) sector.fillAt(at, ENTRY_BYTES, ENTRY_DELETED)
    }
}
