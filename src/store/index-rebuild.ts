/** Finds the extents again in the folder, where the index is lost; what the slots are is found by the survey then. */
import { SECTOR_BYTES } from "../hal/block-device"
import { Chain } from "../fat/chain"
import { entryCluster } from "../fat/directory"
import { FIRST_CLUSTER } from "../fat/layout"
import { HALF_BYTES, SHORT_IN_HALF } from "./slot-entry"
import { isSlotEntry, SlotFolder } from "./slot-folder"
import { EXTENTS_MAX, PAGE_SLOTS, PAGES } from "./slot-index"
import { SlotState } from "./slot-state"

/** @throws Fault as the card does. Waits: for the folder's sectors. */
export async function rebuildIndex(folder: SlotFolder): Promise<void> {
    const { volume, index } = folder
    const { sector } = volume
    const clusters = folder.clustersPerSlot()
    const chain = new Chain(volume, folder.cluster)
    let from = await chain.sectorAt(0)
    let firstOfExtent = 0
    for (let i = 1; from !== undefined; i++) {
        await volume.loadSector(from)
        for (let at = SHORT_IN_HALF; at < SECTOR_BYTES; at += HALF_BYTES) {
            const slot = numberAt(sector, at) - 1
            const extent = index.extentCount() - 1
            const slotCount = extent < 0 ? 0 : firstOfExtent + index.extentSlots(extent)
            if (!(slot >= slotCount)) continue
            const cluster = entryCluster(sector, at)
            const place = slot - firstOfExtent
            const isNext =
                extent >= 0 &&
                cluster === index.extentCluster(extent) + place * clusters &&
                from === volume.sectorOf(index.folderCluster(extent)) + (place >> 1)
            if (isNext) index.setExtentSlots(extent, place + 1)
            else if (extent + 1 < EXTENTS_MAX && addExtent(folder, slot - slotCount, cluster, from))
                firstOfExtent = slotCount
        }
        from = await chain.sectorAt(i)
    }
    const extent = index.extentCount() - 1
    if (extent < 0) return
    console.warn("the index is lost, all messages are looked up")
    index.isRebuilt = true
    index.growTo(firstOfExtent + index.extentSlots(extent))
    for (let slot = 0; slot < index.slotCount(); slot++)
        await index.putState(slot, SlotState.Retired)
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
