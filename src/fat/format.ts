/**
 * A card made new, as its owner wants it: one partition, and in it an empty volume of FAT32.
 *
 * As the SD Association's formatter lays it out: the volume and its clusters begin at multiples of 4 MB, clusters have 32 KB; 64 KB
 * above 32 GB, where that one makes exFAT. Before the first write to the last a mark says that the card is being made new, and a cut
 * leaves a card that says so, or a volume. The boot sector comes last; what is not part of a run is written twice, for a card may lose the last
 * sector that it took.
 */
import { SECTOR_BYTES } from "../hal/block-device"
import {
    BACKUP_AT,
    FAT16_CLUSTERS_MAX,
    FSINFO_FREE_COUNT_AT,
    FSINFO_STRUCTURE_AT,
    MARK,
    MARK_SECTOR,
} from "./layout"
import { Volume } from "./volume"

/** Where the volume begins; what its clusters begin at is a multiple of it, too. */
const START = 8192
const RESERVED_MIN = 32
/** Sectors that are cleared in a step: a card takes some 0.5 s for them. */
const STEP_SECTORS = 64
/** What a card of 32 GB has behind START. */
const LARGE_SECTORS = 67108864 - START
const ENTRIES_PER_SECTOR = 128
/** First entries of a table, and the root's only cluster. */
const TABLE = hex`f8ffff0f ffffff0f ffffff0f`
/** The root's first entry: the label. */
const ROOT = hex`4146544552424545502020 08`
const FSINFO_BEGIN = "RRaA"
/** From FSINFO_STRUCTURE_AT on: free clusters and the first that may be free are the second and third word. */
const FSINFO = hex`72724161 00000000 03000000 000000000000000000000000 000055aa`
/** From PARTITION_AT on: the one partition, whose length is behind its first 12 bytes. */
const PARTITION = hex`
00feffff 0cfeffff 00200000 00000000
00000000000000000000000000000000 00000000000000000000000000000000 00000000000000000000000000000000 55aa`
const PARTITION_AT = 446
/** With two tables, the root in cluster 2, FSInfo in sector 1, and copies of both from sector 6 on. */
const BOOT = hex`
eb5890 4d53444f53352e30 0002 00 0000 02 0000 0000 f8 0000 3f00 ff00 00200000 00000000
00000000 0000 0000 02000000 0100 0600 000000000000000000000000 80 00 29 00000000
4146544552424545502020 4641543332202020`

export class NewCard {
    /** The next sector to be cleared, from START on. */
    private at = 0
    private id = 0

    constructor(private readonly volume: Volume) {}

    /** Have the steps begin anew. @param id 32 bits, of the volume */
    begin(id: number): void {
        this.at = 0
        this.id = id
    }

    /**
     * Do a part of it. The first one already is the end of what was on the card.
     *
     * @returns whether there is more to do; else the card holds an empty volume. @throws as the card does. Waits: for 64 sectors to
     * be written, or for some 20 by themselves.
     */
    async step(): Promise<boolean> {
        const { volume, at } = this
        const { sector, card } = volume
        const total = card.sectorCount - START
        let perCluster = total > LARGE_SECTORS ? 128 : 64
        while (Math.idiv(total - 2 * START, perCluster) <= FAT16_CLUSTERS_MAX) perCluster >>= 1
        const tableSectors = Math.idiv(Math.idiv(total, perCluster), ENTRIES_PER_SECTOR) + 1
        // From START on.
        const root = Math.idiv(2 * tableSectors + RESERVED_MIN + START - 1, START) * START
        sector.fillAt(0, SECTOR_BYTES, 0)
        if (at === 0) await this.put(MARK_SECTOR - START, 0, MARK)
        if (at < root + perCluster) {
            // The card takes one sector as a ring: again and again.
            await card.write(START + at, sector, 0, STEP_SECTORS)
            // Of what is in front of the tables only the beginning counts.
            this.at = at === 0 ? root - 2 * tableSectors : at + STEP_SECTORS
            return true
        }
        await this.put(root, 0, ROOT)
        await this.put(root - tableSectors, -tableSectors, TABLE)
        sector.blitAt(FSINFO_STRUCTURE_AT, FSINFO, 0, FSINFO.length)
        sector.setAt(FSINFO_FREE_COUNT_AT, "u32", Math.idiv(total - root, perCluster) - 1)
        await this.put(1, BACKUP_AT, FSINFO_BEGIN)
        sector.blitAt(PARTITION_AT, PARTITION, 0, PARTITION.length)
        sector.setAt(PARTITION_AT + 12, "u32", total)
        await this.put(-START, 0, "")
        sector.blitAt(0, BOOT, 0, BOOT.length)
        sector.setAt(0x0d, "u8", perCluster)
        sector.setAt(0x0e, "u16", root - 2 * tableSectors)
        sector.setAt(0x20, "u32", total)
        sector.setAt(0x24, "u32", tableSectors)
        sector.setAt(0x43, "u32", this.id)
        sector.setAt(510, "u16", 0xaa55)
        await this.put(BACKUP_AT, -BACKUP_AT, "")
        return false
    }

    /**
     * Write `sector`, which begins with some bytes, and then clear it.
     *
     * @param at from START on, and once more so many sectors behind: both twice
     */
    private async put(at: number, copyAfter: number, begin: Buffer | string): Promise<void> {
        const { volume } = this
        volume.sector.blitAt(0, begin, 0, begin.length)
        for (let i = 0; i < 4; i++) await volume.storeSector(START + at + (i & 1) * copyAfter)
        volume.sector.fillAt(0, SECTOR_BYTES, 0)
    }
}

/** Before the first file is made: the card is new, and may not be called half new, whatever becomes of the volume. */
export async function clearMark(volume: Volume): Promise<void> {
    await volume.loadSector(MARK_SECTOR)
    if (!isMarked(volume.sector)) return
    volume.sector.fillAt(0, MARK.length, 0)
    await volume.storeSector(MARK_SECTOR)
}

/** Whether a card with this in MARK_SECTOR is being made new. */
export function isMarked(sector: Buffer): boolean {
    return sector.slice(0, MARK.length).toString() === MARK
}
