/** How many slots a card gets, and where. docs/card-layout.md, "Slots". */
import { type AllocationTable, type ClusterRun } from "../../sim/card/allocation-table.ts"
import { type VolumeLayout } from "../../sim/card/volume-layout.ts"
import { type Extent } from "../layout/index-page.ts"
import {
    clustersPerSlot,
    EXTENTS_MAX,
    SLOTS_MAX,
    SLOTS_MIN,
    SLOTS_USUAL_MAX,
} from "../layout/slot.ts"

/** fatgen103: 65,536 entries. */
const FOLDER_SECTORS_MAX = 4096

/** As many as fill half of what is free, in the usual limits; never more than there is room for. */
export function usualSlotCount(layout: VolumeLayout, freeClusters: number): number {
    const perSlot = clustersPerSlot(layout.sectorsPerCluster)
    const half = Math.floor(freeClusters / 2 / perSlot)
    return Math.min(Math.max(half, SLOTS_MIN), SLOTS_USUAL_MAX, Math.floor(freeClusters / perSlot))
}

/**
 * Take clusters for slots, and right before them for their part of the folder: the chains of both are in the table then,
 * and those of the folder follow its last cluster.
 *
 * @param folder the clusters that the folder of messages has so far
 * @returns where the slots are; fewer than wanted where the card has no room for them in so few runs
 */
export function takeExtents(
    table: AllocationTable,
    layout: VolumeLayout,
    folder: readonly number[],
    wanted: number
): Extent[] {
    const { sectorsPerCluster } = layout
    const perSlot = clustersPerSlot(sectorsPerCluster)
    const perFolderCluster = 2 * sectorsPerCluster
    const folderMax = FOLDER_SECTORS_MAX / sectorsPerCluster
    const extents: Extent[] = []
    let left = Math.min(wanted, SLOTS_MAX)
    let lastCluster = folder.at(-1)!
    let folderClusters = folder.length
    while (left > 0 && extents.length < EXTENTS_MAX) {
        const most = Math.min(left, Math.floor(folderMax - folderClusters) * perFolderCluster)
        const inFolder = (slots: number) => Math.ceil(slots / perFolderCluster)
        const needed = (slots: number) => inFolder(slots) + slots * perSlot
        const run = bestRun(table, needed(Math.max(most, 0)))
        let slotCount = Math.min(most, Math.floor((run?.count ?? 0) / perSlot))
        while (run && slotCount > 0 && needed(slotCount) > run.count) slotCount--
        if (!run || slotCount <= 0) break
        const folderCluster = run.first
        const firstCluster = run.first + inFolder(slotCount)
        table.takeRun({ first: folderCluster, count: inFolder(slotCount) })
        table.takeRun({ first: firstCluster, count: slotCount * perSlot }, perSlot)
        table.link(lastCluster, folderCluster)
        lastCluster = firstCluster - 1
        folderClusters += inFolder(slotCount)
        left -= slotCount
        extents.push({ firstCluster, folderCluster, slotCount })
    }
    return extents
}

/** The first run that is long enough, cut to that length. */
export function firstRun(table: AllocationTable, count: number): ClusterRun | undefined {
    const run = table.freeRuns().find(each => each.count >= count)
    return run && { first: run.first, count }
}

/** The first run that is long enough, or else the longest. */
function bestRun(table: AllocationTable, count: number): ClusterRun | undefined {
    const runs = table.freeRuns()
    const longest = runs.reduce<ClusterRun | undefined>(longer, undefined)
    return runs.find(run => run.count >= count) ?? longest
}

function longer(one: ClusterRun | undefined, other: ClusterRun): ClusterRun {
    return one && one.count >= other.count ? one : other
}
