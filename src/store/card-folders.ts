/** Where all is on the card: the folders, and the index in them; found, or made. docs/card-layout.md. */
import { ensureFolder, findEntries, findEntry, folderIn, TOP } from "../fat/directory"
import { clearMark } from "../fat/format"
import { inspect } from "../fat/inspection"
import { Volume } from "../fat/volume"
import { ensureIndexFile, INDEX_NAME } from "./index-file"
import { SlotFolder } from "./slot-folder"

const MESSAGES = "messages"
const GREETINGS = "greetings"
export const SETTINGS_NAME = "settings.txt"

/**
 * Find the folders and the index, and what else is read soon.
 *
 * @returns whether all are there. @throws as the card does. Waits: for the folders' sectors
 */
export async function findFolders(folder: SlotFolder): Promise<boolean> {
    const { volume } = folder
    folder.cluster = folder.index.cluster = 0
    const top = await findEntry(volume, volume.rootCluster, TOP)
    if (top === undefined) return false
    volume.topCluster = top.firstCluster
    // All that is needed until a caller may come, in one walk.
    const names = [MESSAGES, INDEX_NAME, GREETINGS, SETTINGS_NAME]
    const found = await findEntries(volume, top.firstCluster, names)
    const [messages, file] = found
    folder.found = found
    volume.knownFolder = TOP + "/" + GREETINGS
    volume.knownCluster = folderIn(found[2])
    if (messages !== undefined) folder.cluster = messages.firstCluster
    if (messages === undefined || file === undefined) return false
    folder.index.cluster = file.firstCluster
    return true
}

/** Something is missing: a cut may have destroyed what led to it. @returns whether all is there now */
export async function findPutBack(folder: SlotFolder): Promise<boolean> {
    return (await inspect(folder.volume)) && (await findFolders(folder))
}

/** Make what is missing of the folders and of the index. @returns the index's first cluster */
export async function makeFiles(folder: SlotFolder): Promise<number> {
    const { volume } = folder
    if (folder.cluster === 0 || folder.index.cluster === 0) {
        await clearMark(volume)
        await makeFolders(folder)
    }
    return await ensureIndexFile(volume, volume.topCluster)
}

/** Slots were being made when the power failed: see to the table before its chains are looked at. */
export async function mendTable(folder: SlotFolder): Promise<void> {
    const { index } = folder
    if (index.plannedCount() > index.slotCount()) await inspect(folder.volume)
}

/** Find the folders, or make them; finish one that a cut has left. */
export async function makeFolders(folder: SlotFolder): Promise<void> {
    const { volume } = folder
    volume.topCluster = await ensureFolder(volume, volume.rootCluster, TOP)
    folder.cluster = await ensureFolder(volume, volume.topCluster, MESSAGES)
}

/** Find the folder of greetings, or make it. @returns its first cluster */
export async function ensureGreetings(volume: Volume): Promise<number> {
    return await ensureFolder(volume, volume.topCluster, GREETINGS)
}
