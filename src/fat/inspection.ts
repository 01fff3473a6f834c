/**
 * Looks at a volume before it is written to, and puts back the sector that a cut has destroyed.
 *
 * A card may destroy the sector that it is writing while its power fails. in-flight.ts has noted which one that was, where it
 * stands nowhere else; FSInfo can be counted again.
 */
import { SECTOR_BYTES } from "../hal/block-device"
import { demandTable } from "./boot-sector"
import { isInChain } from "./chain"
import { findPath, isDamaged, TOP } from "./directory"
import { isFsInfo, saidFree, storeFsInfo, UNKNOWN } from "./fs-info"
import {
    clearNote,
    hasDigestOf,
    NOTE_FOLDER_AT,
    NOTE_SECTOR_AT,
    notePlace,
    readNote,
    TABLE,
} from "./in-flight"
import { BACKUP_AT, ENTRY_BYTES, ENTRY_DELETED, ENTRY_END, FAT_ENTRY_16_BYTES } from "./layout"
import { Volume } from "./volume"

/**
 * Once after each mount, before all that is written: put back the sector that was in flight when the power failed, see that the
 * table is one, and say where the card was not ejected.
 *
 * @returns whether a sector was put back
 * @throws Fault Corrupt: it is none; and as the card does. Waits: for four sectors; for some more after a cut.
 */
export async function inspect(volume: Volume): Promise<boolean> {
    const isPutBack = await putBack(volume)
    const said = await saidFree(volume)
    if (said === undefined && volume.fsInfoSector !== 0) {
        await volume.loadSector(volume.fsInfoSector + BACKUP_AT)
        if (isFsInfo(volume)) await storeFsInfo(volume, UNKNOWN)
    }
    const at = await volume.loadTable(1)
    demandTable(volume.table)
    // The upper bits of the second entry of the table: nobody has the volume open, no sector is bad.
    const isShort = volume.entryBytes === FAT_ENTRY_16_BYTES
    const clean = isShort ? volume.table[at + 1] >> 6 : volume.table[at + 3] >> 2
    if (volume.isDirty || (clean & 3) !== 3)
        console.warn("the card is marked as not ejected, or as having bad sectors")
    return isPutBack
}

/**
 * Where there is a note: a sector of the table is taken from its copy, or its copy from it where that is not what was to be
 * written; one of a folder from behind the note, if what is found there is nothing that anybody would write.
 */
async function putBack(volume: Volume): Promise<boolean> {
    const { sector, card } = volume
    const place = await notePlace(volume, 0, 0)
    if (place === 0) return false
    await volume.loadSector(place)
    const note = await readNote(volume)
    if (note === undefined) return false
    let isPutBack = false
    const at = note.getAt(NOTE_SECTOR_AT, "u32")
    const folder = note.getAt(NOTE_FOLDER_AT, "u32")
    const isTable = folder === TABLE
    const copy = isTable ? at + volume.tableSectorCount : place + 1
    if (isTable || (await isInFolder(volume, folder, at))) {
        await volume.loadSector(copy)
        const isGood = hasDigestOf(note, sector)
        const found = volume.borrowTable()
        await card.read(at, found, 0, 1)
        const isLost = isTable
            ? found.toString("hex") !== sector.toString("hex")
            : isRuined(found, sector)
        isPutBack = isLost && (isTable || isGood)
        if (isPutBack) {
            console.warn("what a cut has destroyed of the card's folders is put back")
            if (isGood) await volume.storeSector(at)
            else await card.write(copy, found, 0, 1)
        }
    }
    await clearNote(volume, place)
    return isPutBack
}

/** Whether a sector is one of a folder that we write to. */
async function isInFolder(volume: Volume, folder: number, at: number): Promise<boolean> {
    const isOurs =
        folder === volume.rootCluster ||
        (await isAt(volume, folder, TOP)) ||
        (await isAt(volume, folder, TOP + "/messages")) ||
        (await isAt(volume, folder, TOP + "/greetings"))
    return isOurs && (await isInChain(volume, folder, at))
}

async function isAt(volume: Volume, folder: number, path: string): Promise<boolean> {
    const entry = await findPath(volume, path)
    return entry !== undefined && entry.firstCluster === folder
}

/** Whether nothing in a sector of a folder stands where it should, and what is there can't be. */
function isRuined(found: Buffer, wanted: Buffer): boolean {
    if (!isDamaged(found, 0)) return false
    for (let at = 0; at < SECTOR_BYTES; at += ENTRY_BYTES) {
        const isUsed = wanted[at] !== ENTRY_DELETED && wanted[at] !== ENTRY_END
        // Deleted since, perhaps.
        if (isUsed && restOf(found, at) === restOf(wanted, at)) return false
    }
    return true
}

/** All of an entry but its first byte. */
function restOf(sector: Buffer, at: number): string {
    return sector.slice(at + 1, at + ENTRY_BYTES).toString("hex")
}
