/**
 * Looks at a volume before it is written to, and mends what a cut has destroyed of its tables.
 *
 * A card may destroy the sector that it is writing while its power fails. Of the table there is a copy, which is written
 * before it; FSInfo can be counted again.
 */
import { SECTOR_BYTES } from "../hal/block-device"
import { END_OF_CHAIN_MIN, FAT_ENTRY_16_BYTES } from "./layout"
import { BACKUP_AT, demandTable, UNKNOWN, Volume } from "./volume"

/** Of the table, from where clusters were taken on: more than ever are taken in one go, and all of FAT16's. */
const SECTORS_MAX = 256
/** The highest numbers are no clusters: bad ones, and ends of chains. */
const RESERVED_MIN = END_OF_CHAIN_MIN - 1

/**
 * Once after each mount, before all that is written: see that the table is one, mend what clusters were being taken for when
 * the power failed, and say where the card was not ejected.
 *
 * @param isCut whether something was not finished: FAT16 has no FSInfo that would say so
 * @throws Fault Corrupt: it is none; and as the card does. Waits: for two sectors; for up to 512 after a cut.
 */
export async function inspect(volume: Volume, isCut: boolean): Promise<void> {
    const said = await volume.saidFree()
    if (said === undefined && volume.fsInfoSector !== 0) {
        await volume.loadSector(volume.fsInfoSector + BACKUP_AT)
        if (volume.isFsInfo()) await volume.storeFsInfo(UNKNOWN)
    } else if (said === undefined ? isCut : said === UNKNOWN) await mendTable(volume)
    const at = await volume.loadTable(1)
    demandTable(volume.table)
    // The upper bits of the second entry of the table: nobody has the volume open, no sector is bad.
    const isShort = volume.entryBytes === FAT_ENTRY_16_BYTES
    const clean = isShort ? volume.table[at + 1] >> 6 : volume.table[at + 3] >> 2
    if (volume.isDirty || (clean & 3) !== 3)
        console.warn("the card is marked as not ejected, or as having bad sectors")
}

/** Where a sector of the table can't be one, and its copy can, it is taken from there: from the clusters on that were taken. */
async function mendTable(volume: Volume): Promise<void> {
    const { sector } = volume
    let cluster = await volume.freeHint()
    for (let i = 0; i < SECTORS_MAX && cluster < volume.endCluster(); i++) {
        await volume.loadTable(cluster)
        const from = volume.tableSector
        await volume.loadSector(from + volume.tableSectorCount)
        cluster += Math.idiv(SECTOR_BYTES, volume.entryBytes)
        const { table } = volume
        if (volume.tableCount < 2 || table.toString("hex") === sector.toString("hex")) continue
        if (isLikely(volume)) continue
        volume.borrowTable().blitAt(0, sector, 0, SECTOR_BYTES)
        if (!isLikely(volume)) continue
        console.warn("a cut has destroyed a part of the card's table, its copy is used")
        await volume.storeSector(from)
    }
}

/** Whether what is in `table` may be of a table: not all the same, and no clusters that there are not. */
function isLikely(volume: Volume): boolean {
    const first = volume.entryAt(0)
    const end = volume.endCluster()
    let isVaried = false
    for (let at = 0; at < SECTOR_BYTES; at += volume.entryBytes) {
        const entry = volume.entryAt(at)
        if (entry >= end && entry < RESERVED_MIN) return false
        if (entry !== first) isVaried = true
    }
    return isVaried
}
