/**
 * A small text file that is changed so that a cut leaves the old text or the new one: docs/card-layout.md, "settings.txt".
 *
 * It has a hidden twin. Both stand in one half of a directory sector that holds nothing else of ours; the new text is written
 * into the twin's cluster, and then the two entries swap clusters and sizes in one write.
 */
import { SECTOR_BYTES } from "../hal/block-device"
import { Fault, FaultCode } from "../util/fault"
import { appendCluster, findFreeRun } from "./allocation"
import { archive, entryAt } from "./archive"
import { Chain, isInChain } from "./chain"
import {
    Entry,
    entryCluster,
    findEntry,
    isDamaged,
    mendChain,
    putEntry,
    putEntryCluster,
} from "./directory"
import { storeInFolder } from "./in-flight"
import {
    ATTRIBUTE_ARCHIVE,
    ATTRIBUTE_HIDDEN,
    ENTRY_ATTRIBUTES_AT,
    ENTRY_BYTES,
    ENTRY_CREATED_TIME_AT,
    ENTRY_DELETED,
    ENTRY_END,
    ENTRY_NAME_BYTES,
    ENTRY_SIZE_AT,
} from "./layout"
import { putLongName } from "./names"
import { TEXT_BYTES_MAX } from "./text-file"
import { settleFree } from "./fs-info"
import { Volume } from "./volume"

/** In their sector: a long entry and the file's own; five long entries and the twin's. */
const LONG_AT = 0
const FILE_AT = 32
const TWIN_AT = 224
const HALF_BYTES = 256
/** Fills five entries, so that a PC has no use for them. */
const TWIN_NAME = "Afterbeep keeps room here for the next text of settings.txt"
const NAME = "settings.txt"
const STEM = "SETTINGS"
const FILE = "SETTINGSTXT"
const TWIN = "SETTINGSOLD"
/** The file until an older one, which a PC has put elsewhere, has made way for it. */
const PENDING = "SETTINGSNEW"

/**
 * Give settings.txt another text; where there is none it is made.
 *
 * One that stands elsewhere gets another name first, and stays.
 * @param folderCluster first cluster of its folder
 * @throws Fault Full: no room, or the text, or that of before, is longer than 2,048 bytes or a cluster; and as the card does.
 * Waits: for some 10 sectors, the first time for some 20.
 */
export async function writeSettings(
    volume: Volume,
    folderCluster: number,
    text: Buffer
): Promise<void> {
    const { sector } = volume
    const before = await findEntry(volume, folderCluster, NAME)
    const longest = Math.max(text.length, before ? before.sizeBytes : 0)
    if (longest > Math.min(TEXT_BYTES_MAX, volume.sectorsPerCluster * SECTOR_BYTES))
        throw new Fault(FaultCode.Full, "too long to be changed")
    if ((await findEntry(volume, folderCluster, "settings.old")) === undefined)
        await makeHome(volume, folderCluster)
    const home = volume.loadedSector
    const isMoving = before !== undefined && entryAt(sector, FILE) !== FILE_AT
    let cluster = entryCluster(sector, TWIN_AT)
    if (cluster === 0) {
        const run = await findFreeRun(volume, 1)
        if (run.clusterCount === 0) throw new Fault(FaultCode.Full, "no room")
        cluster = run.firstCluster
        await volume.loadSector(home)
        putEntryCluster(sector, TWIN_AT, cluster)
        sector.setAt(TWIN_AT + ENTRY_SIZE_AT, "u32", SECTOR_BYTES)
        await storeInFolder(volume, home, folderCluster, cluster, 1)
    }
    await mendChain(volume, cluster, 1)
    await settleFree(volume)
    for (let at = 0; at < text.length; at += SECTOR_BYTES) {
        sector.blitAt(0, text, at, SECTOR_BYTES)
        await volume.storeSector(volume.sectorOf(cluster) + Math.idiv(at, SECTOR_BYTES))
    }
    await volume.loadSector(home)
    // Its own entry may be there, under either name, or none.
    let oldCluster = 0
    let oldBytes = 0
    if (sector.slice(FILE_AT, FILE_AT + STEM.length).toString() === STEM) {
        oldCluster = entryCluster(sector, FILE_AT)
        oldBytes = sector.getAt(FILE_AT + ENTRY_SIZE_AT, "u32")
    } else if (sector[LONG_AT] !== ENTRY_DELETED || sector[FILE_AT] !== ENTRY_DELETED)
        throw new Fault(FaultCode.Full, "its place is taken")
    putEntryCluster(sector, TWIN_AT, oldCluster)
    sector.setAt(TWIN_AT + ENTRY_SIZE_AT, "u32", oldBytes)
    putEntry(sector, FILE_AT, PENDING, new Entry(cluster, text.length, ATTRIBUTE_HIDDEN))
    if (isMoving) {
        await storeInFolder(volume, home, folderCluster, 0, 0)
        await archive(volume, folderCluster, NAME, "settin")
        await volume.loadSector(home)
    }
    await giveName(volume, home)
}

/** Let the file, whose sector is in memory, be settings.txt. */
async function giveName(volume: Volume, home: number): Promise<void> {
    const { sector } = volume
    sector.blitAt(FILE_AT, FILE, 0, ENTRY_NAME_BYTES)
    sector[FILE_AT + ENTRY_ATTRIBUTES_AT] = ATTRIBUTE_ARCHIVE
    putLongName(sector, FILE_AT, NAME)
    await storeHome(volume, home)
}

/** Write the sector in which both stand; before it its copy, which says where it belongs. */
async function storeHome(volume: Volume, home: number): Promise<void> {
    volume.sector.setAt(TWIN_AT + ENTRY_CREATED_TIME_AT, "u32", home)
    if (volume.spareSector !== 0) await volume.storeSector(volume.spareSector)
    await volume.storeSector(home)
}

/**
 * Put the directory sector with both files back where a cut has destroyed it: to be called where there is no settings.txt.
 *
 * @returns whether it was. @throws as the card does. Waits: for a sector; for the folder AFTERBEEP where there is a copy of its
 * sector.
 */
export async function mendSettings(volume: Volume): Promise<boolean> {
    const { sector, spareSector } = volume
    if (spareSector === 0) return false
    await volume.loadSector(spareSector)
    if (entryAt(sector, TWIN) !== TWIN_AT) return false
    const home = sector.getAt(TWIN_AT + ENTRY_CREATED_TIME_AT, "u32")
    if (!(await isInChain(volume, volume.topCluster, home))) return false
    await volume.loadSector(home)
    if (!isDamaged(sector, 0)) return false
    console.warn("settings.txt is put back")
    await volume.loadSector(spareSector)
    await volume.storeSector(home)
    return true
}

/**
 * Once after each mount, in idle: finish what a cut has left of a change.
 *
 * @throws as the card does. Waits: for the folder, and a sector of the table.
 */
export async function mendTwin(volume: Volume): Promise<void> {
    const { sector, topCluster } = volume
    const file = await findEntry(volume, topCluster, NAME)
    const twin = await findEntry(volume, topCluster, "settings.old")
    if (twin === undefined) return
    const home = volume.loadedSector
    const isPending = file === undefined && entryAt(sector, PENDING) === FILE_AT
    if (isPending && entryAt(sector, TWIN) === TWIN_AT) await giveName(volume, home)
    if (twin.firstCluster === 0) return
    await mendChain(volume, twin.firstCluster, 1)
    await settleFree(volume)
}

/**
 * Make the twin, without a cluster, in the first sector behind the folder's end, which so is not the one that holds the way
 * to the messages.
 *
 * The sector before goes on to it in deleted entries.
 */
async function makeHome(volume: Volume, folderCluster: number): Promise<void> {
    const { sector } = volume
    const chain = new Chain(volume, folderCluster)
    let index = 0
    let last = 0
    let home = (await chain.sectorAt(0)) ?? 0
    sector[0] = ENTRY_DELETED
    while (sector[0] !== ENTRY_END) {
        index++
        last = home
        const next = await chain.sectorAt(index)
        home = next === undefined ? volume.sectorOf(await appendCluster(volume, chain)) : next
        await volume.loadSector(home)
    }
    await volume.loadSector(last)
    if (sector[SECTOR_BYTES - ENTRY_BYTES] === ENTRY_END) {
        for (let at = 0; at < SECTOR_BYTES; at += ENTRY_BYTES)
            if (sector[at] === ENTRY_END) sector[at] = ENTRY_DELETED
        await storeInFolder(volume, last, folderCluster, 0, 0)
    }
    await volume.loadSector(home)
    sector.fillAt(0, HALF_BYTES, ENTRY_DELETED)
    putEntry(sector, TWIN_AT, TWIN, new Entry(0, 0, ATTRIBUTE_HIDDEN))
    putLongName(sector, TWIN_AT, TWIN_NAME)
    await storeInFolder(volume, home, folderCluster, 0, 0)
    await volume.loadSector(home)
}
