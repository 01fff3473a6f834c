/** A file that has to make way for one of the same name: it is renamed where it stands, in one sector write. */
import { findEntry } from "./directory"
import { storeInFolder } from "./in-flight"
import { ATTRIBUTE_LONG_NAME, ENTRY_ATTRIBUTES_AT, ENTRY_BYTES, ENTRY_NAME_BYTES } from "./layout"
import { putLongName, shortForm } from "./names"
import { Volume } from "./volume"

/**
 * Where the short entry of a file stands in a sector of its folder.
 *
 * @param short as the entry has it
 * @returns a byte beyond the sector: it is not there
 */
export function entryAt(sector: Buffer, short: string): number {
    let at = 0
    while (at < sector.length && sector.slice(at, at + ENTRY_NAME_BYTES).toString() !== short)
        at += ENTRY_BYTES
    return at
}

/**
 * Rename a file: calls.csv becomes calls1.csv, or gets the first other number that is free.
 *
 * Its long name, where it has one, is rewritten together with the short one.
 * @param name of a file that is there, with an extension of 3 letters
 * @param stem of the new one: at most 7 letters, and 8 with its number
 * @returns the new name. @throws as the card does. Waits: for the folder, once for each number.
 */
export async function archive(
    volume: Volume,
    folderCluster: number,
    name: string,
    stem: string
): Promise<string> {
    let number = 0
    let archived = name
    while ((await findEntry(volume, folderCluster, archived)) !== undefined)
        archived = stem + ++number + name.slice(-4)
    // Has its sector in memory.
    await findEntry(volume, folderCluster, name)
    const { sector } = volume
    const at = entryAt(sector, shortForm(name) ?? "")
    sector.blitAt(at, shortForm(archived) ?? "", 0, ENTRY_NAME_BYTES)
    if (at > 0 && sector[at - ENTRY_BYTES + ENTRY_ATTRIBUTES_AT] === ATTRIBUTE_LONG_NAME)
        putLongName(sector, at, archived)
    await storeInFolder(volume, volume.loadedSector, folderCluster, 0, 0)
    return archived
}
