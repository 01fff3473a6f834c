/**
 * A pair of files (file-pair.ts) is written so that a cut does no harm; and what a cut may leave of it is mended: its sector, of which there is a copy, its clusters, or a name that waits for
 * another file to make way.
 */
import { SECTOR_BYTES } from "../hal/block-device"
import { linkRun, missingLinks } from "./allocation"
import { Chain } from "./chain"
import { entryCluster, findEntry, isDamaged } from "./directory"
import { noteTaking, settleFree } from "./fs-info"
import {
    ATTRIBUTE_ARCHIVE,
    ATTRIBUTE_HIDDEN,
    DIRECTORY_SECTORS_MAX,
    ENTRY_ATTRIBUTES_AT,
    ENTRY_CREATED_TIME_AT,
    ENTRY_SIZE_AT,
    NO_DATE,
} from "./layout"
import { longNameAt } from "./names"
import {
    HALF_BYTES,
    hasEnd,
    hideEntry,
    isOwn,
    OWN_FIRST,
    OWN_SECOND,
    PENDING,
    PLACE_BYTES,
    rename,
    roomAt,
    SHORT_IN_PLACE,
} from "./pair-place"
import { Volume } from "./volume"

/** More clusters than there can be. */
const UNCOUNTED = 0xffffffff

/** Write a pair's home, which is in memory; before it its copy, which says where it belongs. @throws as the card does */
export async function storeHome(volume: Volume, home: number, takeAt: number): Promise<void> {
    const { sector } = volume
    if (volume.spareSector !== 0) {
        const half = takeAt & HALF_BYTES
        for (let at = half + SHORT_IN_PLACE; at < half + HALF_BYTES; at += PLACE_BYTES) {
            const isHidden = (sector[at + ENTRY_ATTRIBUTES_AT] & ATTRIBUTE_HIDDEN) !== 0
            sector.setAt(at + ENTRY_CREATED_TIME_AT, "u32", isHidden ? home : NO_DATE << 16)
        }
        await volume.storeSector(volume.spareSector)
    }
    await volume.storeSector(home)
}

/**
 * Finish what a cut has left in a folder of pairs: once after each mount, in idle.
 *
 * @returns whether there are files that there were not before. @throws as the card does. Waits: for the folder, and one
 * sector.
 */
export async function mendPairs(volume: Volume, folder: number): Promise<boolean> {
    const { sector, spareSector } = volume
    const lost = spareSector === 0 ? 0 : await copiedHome(volume)
    const chain = new Chain(volume, folder)
    let isOver = false
    let isMended = false
    for (let i = 0; i < DIRECTORY_SECTORS_MAX && !isOver; i++) {
        const from = await chain.sectorAt(i)
        if (from === undefined) return isMended
        await volume.loadSector(from)
        if (from === lost && i > 0 && isDamaged(sector, SHORT_IN_PLACE)) {
            console.warn("greetings are put back")
            await volume.loadSector(spareSector)
            await volume.storeSector(from)
            isMended = true
        }
        isOver = hasEnd(sector)
        for (let at = SHORT_IN_PLACE; at < SECTOR_BYTES; at += PLACE_BYTES) {
            if (!isOwn(sector, at, i)) continue
            if (await mendEntry(volume, folder, from, at, i)) isMended = true
            await volume.loadSector(from)
        }
    }
    return isMended
}

/** The home of which the card has a copy; 0: of none. */
async function copiedHome(volume: Volume): Promise<number> {
    const { sector } = volume
    await volume.loadSector(volume.spareSector)
    for (let at = SHORT_IN_PLACE; at < SECTOR_BYTES; at += PLACE_BYTES) {
        const isHidden = sector[at + ENTRY_ATTRIBUTES_AT] === ATTRIBUTE_HIDDEN
        const home = sector.getAt(at + ENTRY_CREATED_TIME_AT, "u32")
        if (isHidden && home !== 0 && sector[at] === OWN_FIRST && sector[at + 1] === OWN_SECOND)
            return home
    }
    return 0
}

/** One entry of a pair: its clusters are taken, and it waits for no other to make way. @returns whether that was to be ended */
async function mendEntry(
    volume: Volume,
    folder: number,
    home: number,
    at: number,
    index: number
): Promise<boolean> {
    const { sector } = volume
    const cluster = entryCluster(sector, at)
    const perCluster = volume.sectorsPerCluster * SECTOR_BYTES
    const count = Math.idiv(sector.getAt(at + ENTRY_SIZE_AT, "u32") + perCluster - 1, perCluster)
    const isHidden = (sector[at + ENTRY_ATTRIBUTES_AT] & ATTRIBUTE_HIDDEN) !== 0
    const name = longNameAt(sector, at, roomAt(sector, at))
    if (isHidden && name.endsWith(PENDING)) {
        const wanted = name.slice(0, -PENDING.length)
        const isTaken = (await findEntry(volume, folder, wanted)) !== undefined
        await volume.loadSector(home)
        if (isTaken) hideEntry(sector, at, index)
        else {
            rename(sector, at, wanted)
            sector[at + ENTRY_ATTRIBUTES_AT] = ATTRIBUTE_ARCHIVE
        }
        await storeHome(volume, home, at)
        return true
    }
    if (cluster !== 0 && (await missingLinks(volume, cluster, count))) {
        // FSInfo may have been written without them, or with them: it is counted anew.
        await noteTaking(volume, cluster, UNCOUNTED, cluster + count)
        await linkRun(volume, cluster, count, count)
        await settleFree(volume)
    }
    return false
}
