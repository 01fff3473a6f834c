/** Finds the extents again in the folder, where the index is lost; what the slots are is found by the survey then. */
import { SECTOR_BYTES } from "../hal/block-device"
import { Chain } from "../fat/chain"
import { entryCluster } from "../fat/directory"
import { FIRST_CLUSTER } from "../fat/layout"
import { HALF_BYTES, SHORT_IN_HALF } from "./slot-entry"
import { isSlotEntry, SlotFolder } from "./slot-folder"
import { EXTENTS_MAX, PAGE_SLOTS, PAGES } from "./slot-index"
import { SlotState } from "./slot-state"

/**
 * Of each cluster of the folder with slots one sector is looked at, as long as the next one goes on with them.
 *
 * @throws Fault as the card does. Waits: for a sector of each such cluster, and all of the others.
 */
export async function rebuildIndex(folder: SlotFolder): Promise<void> {
    const { volume, index } = folder
    const { sectorsPerCluster } = volume
    const chain = new Chain(volume, folder.cluster)
    let from = await chain.sectorAt(0)
    /** Looked at in the cluster before, whose last slot is not known; 0: there is none. */
    let open = 0
    let openEnd = 0
    for (let i = 0; from !== undefined;) {
        await volume.loadSector(from)
        let isOurs = takeNext(folder, from)
        if (!isOurs && open !== 0) {
            await seekEnd(folder, open, openEnd)
            open = 0
            await volume.loadSector(from)
        }
        if (!isOurs) isOurs = takeNew(folder, from)
        const left = sectorsPerCluster - (i & (sectorsPerCluster - 1))
        if (isOurs) {
            open = from
            openEnd = from + left
        }
        i += isOurs ? left : 1
        from = await chain.sectorAt(i)
    }
    if (open !== 0) await seekEnd(folder, open, openEnd)
    if (index.extentCount() === 0) return
    console.warn("the index is lost, all messages are looked up")
    index.isRebuilt = true
    index.growTo(index.plannedCount())
    for (let slot = 0; slot < index.slotCount(); slot++)
        await index.putState(slot, SlotState.Retired)
}

/** Take over slots of the volume's `sector`, one of the folder, with which the last extent goes on. @returns whether there are any */
function takeNext(folder: SlotFolder, from: number): boolean {
    const { volume, index } = folder
    const extent = index.extentCount() - 1
    if (extent < 0) return false
    const before = index.plannedCount() - index.extentSlots(extent)
    const home = volume.sectorOf(index.folderCluster(extent))
    let isNext = false
    for (let at = SHORT_IN_HALF; at < SECTOR_BYTES; at += HALF_BYTES) {
        const place = numberAt(volume.sector, at) - 1 - before
        if (!(place >= index.extentSlots(extent)) || from !== home + (place >> 1)) continue
        const cluster = index.extentCluster(extent) + place * folder.clustersPerSlot()
        if (entryCluster(volume.sector, at) !== cluster) continue
        index.setExtentSlots(extent, place + 1)
        isNext = true
    }
    return isNext
}

/** The same for slots with which another extent begins. */
function takeNew(folder: SlotFolder, from: number): boolean {
    const { volume, index } = folder
    const { sector } = volume
    for (let at = SHORT_IN_HALF; at < SECTOR_BYTES; at += HALF_BYTES) {
        const before = numberAt(sector, at) - 1 - index.plannedCount()
        if (!(before >= 0) || index.extentCount() === EXTENTS_MAX) continue
        if (!addExtent(folder, before, entryCluster(sector, at), from)) continue
        takeNext(folder, from)
        return true
    }
    return false
}

/** Find the last slots of an extent in the sectors behind one, from their end on. */
async function seekEnd(folder: SlotFolder, after: number, end: number): Promise<void> {
    const { volume } = folder
    for (let from = end - 1; from > after; from--) {
        await volume.loadSector(from)
        if (takeNext(folder, from)) return
    }
}

/**
 * Begin an extent with a slot found in a sector of the folder, and so many before it that were not.
 *
 * @returns false: there can be none; the folder's run comes directly before its slots, a PC's copy of one is elsewhere
 */
function addExtent(folder: SlotFolder, before: number, cluster: number, from: number): boolean {
    const { volume, index } = folder
    const { sectorsPerCluster } = volume
    const start = from - (before >> 1) - volume.sectorOf(FIRST_CLUSTER)
    const folderCluster = Math.idiv(start, sectorsPerCluster) + FIRST_CLUSTER
    const firstCluster = cluster - before * folder.clustersPerSlot()
    const inFolder = firstCluster - folderCluster
    const inFolderMax = Math.idiv(PAGES * PAGE_SLOTS, 2 * sectorsPerCluster) + 1
    if (start < 0 || inFolder <= 0 || inFolder > inFolderMax) return false
    index.addExtent(firstCluster, folderCluster, before + 1)
    return true
}

/** The number in the short name of a slot; NaN: it is none. */
function numberAt(sector: Buffer, at: number): number {
    const isSlot = isSlotEntry(sector, at) && sector.slice(at, at + 2).toString() === "AB"
    return isSlot ? parseInt(sector.slice(at + 2, at + 8).toString()) : NaN
}
