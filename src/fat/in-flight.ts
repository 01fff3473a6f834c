/**
 * Sectors that hold what stands nowhere else, a folder's or the table's, are written with a note of them, so that the next mount
 * can put back one that a power cut destroys: docs/card-layout.md, "The sector in flight".
 *
 * The note is in a cluster that nobody has: the last one of the volume, or the next free one before it. So it is found
 * without a search, and no chain is changed for it.
 */
import { digest } from "@devicescript/crypto"
import { SECTOR_BYTES } from "../hal/block-device"
import { readVolumeId, verifyVolume } from "./boot-sector"
import { Volume } from "./volume"

/** In place of a folder: it is a sector of the table. */
export const TABLE = 0xffffffff
/** `abif`. */
const MAGIC = 0x66696261
const VOLUME_AT = 4
export const NOTE_SECTOR_AT = 8
export const NOTE_FOLDER_AT = 12
const DIGEST_AT = 16
const DIGEST_BYTES = 8
const NOTE_BYTES = 24
/** Behind it, in memory: the sector that it is written to. */
const PLACE_AT = NOTE_BYTES

/**
 * Write `volume.sector`, which is zeros then, to a sector of a folder.
 *
 * @param folder its first cluster
 * @param firstCluster of clusters that are about to be taken, `clusterCount` of them: they are no place for the note
 * @throws as the card does; Fault Corrupt: the volume's copies do not agree. Waits: for some sectors
 */
export async function storeInFolder(
    volume: Volume,
    at: number,
    folder: number,
    firstCluster: number,
    clusterCount: number
): Promise<void> {
    const note = await openNote(volume, firstCluster, clusterCount)
    if (note.length > 0) {
        await volume.storeSector(note.getAt(PLACE_AT, "u32") + 1)
        await writeNote(volume, note, at, folder)
    }
    await volume.storeSector(at)
    await closeNote(volume, note)
}

/** Write `volume.table` back, to every copy of the table; `volume.sector` is another one then. */
export async function storeTable(volume: Volume, note: Buffer): Promise<void> {
    const { sector, table, tableSector } = volume
    if (note.length > 0 && volume.tableCount > 1) {
        sector.blitAt(0, table, 0, SECTOR_BYTES)
        await writeNote(volume, note, tableSector, TABLE)
        table.blitAt(0, sector, 0, SECTOR_BYTES)
        volume.tableSector = tableSector
    }
    await volume.storeTable()
}

/**
 * Before sectors are noted: of the table, one after the other. `volume.sector` stays.
 *
 * @param firstCluster as above
 * @returns what is to be handed to `storeTable`, and to `closeNote` after the last one; empty: there is no place for a note
 * @throws as `storeInFolder`. Waits: for two sectors, the first time for four
 */
export async function openNote(
    volume: Volume,
    firstCluster: number,
    clusterCount: number
): Promise<Buffer> {
    const { sector } = volume
    const table = volume.borrowTable()
    table.blitAt(0, sector, 0, SECTOR_BYTES)
    await verifyVolume(volume)
    const id = await readVolumeId(volume)
    sector.blitAt(0, table, 0, SECTOR_BYTES)
    const place = await notePlace(volume, firstCluster, clusterCount)
    const note = Buffer.alloc(place === 0 ? 0 : PLACE_AT + 4)
    if (place !== 0) {
        note.setAt(0, "u32", MAGIC)
        note.setAt(VOLUME_AT, "u32", id)
        note.setAt(PLACE_AT, "u32", place)
    }
    return note
}

/** There is no sector in flight any more. `volume.sector` is zeros then. */
export async function closeNote(volume: Volume, note: Buffer): Promise<void> {
    await clearNote(volume, note.length > 0 ? note.getAt(PLACE_AT, "u32") : 0)
}

/** The note that is in `volume.sector`. @returns undefined: there is none of this volume; after a format there is not */
export async function readNote(volume: Volume): Promise<Buffer | undefined> {
    const { sector } = volume
    if (sector.getAt(0, "u32") !== MAGIC) return undefined
    const note = sector.slice(0, NOTE_BYTES)
    return (await readVolumeId(volume)) === note.getAt(VOLUME_AT, "u32") ? note : undefined
}

/** Whether a note is of what is in a sector. */
export function hasDigestOf(note: Buffer, sector: Buffer): boolean {
    const wanted = digest("sha256", sector).slice(0, DIGEST_BYTES)
    return note.slice(DIGEST_AT, NOTE_BYTES).toString("hex") === wanted.toString("hex")
}

/**
 * Where the note is: the content of a folder's sector in the sector behind it.
 *
 * @returns 0: nowhere; the last part of the table has no free cluster, or it is about to be taken. Waits: for a sector
 */
export async function notePlace(
    volume: Volume,
    firstCluster: number,
    clusterCount: number
): Promise<number> {
    const { entryBytes } = volume
    if (volume.sectorsPerCluster < 2) return 0
    const table = volume.borrowTable()
    let cluster = volume.endCluster() - 1
    let at = cluster * entryBytes
    // The copy that is written first.
    const copies = volume.tableStart + (volume.tableCount - 1) * volume.tableSectorCount
    await volume.card.read(copies + Math.idiv(at, SECTOR_BYTES), table, 0, 1)
    at = at & (SECTOR_BYTES - 1)
    while (at >= 0 && volume.entryAt(at) !== 0) {
        at -= entryBytes
        cluster--
    }
    const isTaken = cluster >= firstCluster && cluster < firstCluster + clusterCount
    if (at < 0 || isTaken) return 0
    return volume.sectorOf(cluster)
}

/** Zeros into a note. @param place 0: there is none */
export async function clearNote(volume: Volume, place: number): Promise<void> {
    volume.sector.fillAt(0, SECTOR_BYTES, 0)
    if (place !== 0) await volume.storeSector(place)
}

/** Note a sector that is to get what is in `volume.sector`, which stays. */
async function writeNote(volume: Volume, note: Buffer, at: number, folder: number): Promise<void> {
    const table = volume.borrowTable()
    note.setAt(NOTE_SECTOR_AT, "u32", at)
    note.setAt(NOTE_FOLDER_AT, "u32", folder)
    note.blitAt(DIGEST_AT, digest("sha256", volume.sector), 0, DIGEST_BYTES)
    table.fillAt(0, SECTOR_BYTES, 0)
    table.blitAt(0, note, 0, NOTE_BYTES)
    await volume.card.write(note.getAt(PLACE_AT, "u32"), table, 0, 1)
}
