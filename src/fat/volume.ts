/**
 * A FAT16 or FAT32 volume on a card: its geometry, and its table one sector at a time.
 *
 * Microsoft FAT specification 1.03. The two kinds differ in the width of a table entry and in where the root directory
 * is. `mountVolume` (mount.ts) fills the geometry in; what is known of free clusters is fs-info.ts's.
 */
import * as ds from "@devicescript/core"
import { BlockDevice, SECTOR_BYTES } from "../hal/block-device"
import { Fault, FaultCode } from "../util/fault"
import {
    END_OF_CHAIN_MIN,
    FAT_ENTRY_16_BYTES,
    FAT_ENTRY_32_BYTES,
    FAT_ENTRY_MASK,
    FIRST_CLUSTER,
} from "./layout"

export const NO_SECTOR = -1
/** A mount that has not made what it needs until then leaves it to idle: as long as from ring to ring. */
const MOUNT_MS = 6000
/** What the player has room for: 20 ms of a quick card. */
export const READ_SECTORS_MAX = 18

/** Somebody for whom work on the card makes way. */
export interface Waiting {
    /** Whether a ring or a key has come. Waits: for the bus. */
    isWanted(): Promise<boolean>
}

export class Volume {
    /** One sector for whoever is at work: what is in it is gone after a call into anything of `fat`. */
    readonly sector = Buffer.alloc(SECTOR_BYTES)
    /** Which one it was when it was loaded. */
    loadedSector = 0
    /** Lent by whoever needs nothing in it: the sectors of a folder are read so many in one go. */
    ahead?: Buffer
    /** While work is done that can wait: who may be waiting. */
    waiting?: Waiting
    /** Work that can wait is over by then, by the machine's clock; 0: it may go on. */
    private endMs = 0
    sectorsPerCluster = 0
    clusterCount = 0
    /** 0: the root directory of FAT16, which is no chain. */
    rootCluster = 0
    rootSector = 0
    /** Sectors of sound that are read in one go. */
    readSectorsMax = READ_SECTORS_MAX
    /** Counts the mounts, also those that find no volume. */
    mountNumber = 0
    /** First cluster of the folder AFTERBEEP; 0: not known. */
    topCluster = 0
    /** Path of the folder that was looked for last, "": of none; and its first cluster, undefined: there is none. */
    knownFolder = ""
    knownCluster: number | undefined = undefined
    /** For a copy of what is written next; 0: there is none. */
    spareSector = 0
    rootSectorCount = 0
    /** The sector of the table read last; see `loadTable`. */
    readonly table = Buffer.alloc(SECTOR_BYTES)
    entryBytes = FAT_ENTRY_16_BYTES
    /** Which sector of the first copy of the table is in `table`. */
    tableSector = NO_SECTOR
    tableStart = 0
    tableSectorCount = 0
    tableCount = 0
    clusterStart = 0
    /** 0: there is none. */
    fsInfoSector = 0
    /**
     * What the card holds is of no use to us, and is no volume of FAT that a PC could mend: exFAT, nothing at all, or what
     * was being made new (format.ts). Its owner may have it made new.
     */
    isReplaceable = false
    /** What the card seems to hold where it is no volume for us, and what to do. */
    found = ""
    /** The boot sector's. */
    firstSector = 0
    /** The boot sector was found to agree with what it speaks of. */
    isVerified = false
    /** Free clusters as far as is known while some are taken; undefined: none were taken since the mount. */
    freeCount: number | undefined = undefined
    /** Where to look for free clusters; 0: not looked up. */
    nextFree = 0
    /** A PC has noted in the boot sector that it has the volume open. */
    isDirty = false
    /** Free clusters; undefined: not known before `countFree` (fs-info.ts) is through. */
    free: number | undefined = undefined
    /** Where `countFree` is: the clusters before this are counted. 0: it has not begun. */
    countedTo = 0
    counted = 0

    constructor(readonly card: BlockDevice) {}

    /** The cluster number after the last. */
    endCluster(): number {
        return this.clusterCount + FIRST_CLUSTER
    }

    /** Let what can wait go on for MOUNT_MS only. */
    giveWaySoon(): void {
        this.endMs = ds.millis() + MOUNT_MS
    }

    /** The mount is over: nothing has to give way, and what was lent to it is taken back. */
    endMount(): void {
        this.endMs = 0
        this.ahead = undefined
    }

    /** Somebody may be waiting: it is a mount, or idle. */
    mayGiveWay(): boolean {
        return this.endMs !== 0 || this.waiting !== undefined
    }

    /** Before what takes long, and while nothing is half done. @throws Fault Interrupted: somebody is waiting */
    async giveWay(): Promise<void> {
        const { waiting, endMs } = this
        const isLate = endMs !== 0 && ds.millis() >= endMs
        if (isLate || (waiting && (await waiting.isWanted())))
            throw new Fault(FaultCode.Interrupted, "not now")
    }

    /** Read one sector of the card into `sector`. */
    async loadSector(sector: number): Promise<void> {
        this.loadedSector = sector
        if (sector === this.tableSector) this.sector.blitAt(0, this.table, 0, SECTOR_BYTES)
        else await this.card.read(sector, this.sector, 0, 1)
    }

    /** Read a sector that is loaded soon, when no time is to be lost: it stays until the table is needed. */
    async holdSector(sector: number): Promise<void> {
        if (sector === this.tableSector) return
        await this.card.read(sector, this.borrowTable(), 0, 1)
        this.tableSector = sector
    }

    /** Keep what was loaded into `sector` where it is loaded from soon, until the table is needed. */
    keepSector(): void {
        this.borrowTable().blitAt(0, this.sector, 0, SECTOR_BYTES)
        this.tableSector = this.loadedSector
    }

    /** Write `sector` to the card. */
    async storeSector(sector: number): Promise<void> {
        if (sector === this.tableSector) this.tableSector = NO_SECTOR
        await this.card.write(sector, this.sector, 0, 1)
    }

    /** First sector of a cluster, from the start of the card. */
    sectorOf(cluster: number): number {
        return this.clusterStart + (cluster - FIRST_CLUSTER) * this.sectorsPerCluster
    }

    /** A sector's room for whoever needs a second one: `table`, which is read again when it is needed. */
    borrowTable(): Buffer {
        this.tableSector = NO_SECTOR
        return this.table
    }

    /** Have the table's entry of a cluster in `table`. @returns at which byte */
    async loadTable(cluster: number): Promise<number> {
        const at = cluster * this.entryBytes
        const sector = this.tableStart + Math.idiv(at, SECTOR_BYTES)
        if (!this.hasTable(cluster)) {
            this.tableSector = NO_SECTOR
            await this.card.read(sector, this.table, 0, 1)
            this.tableSector = sector
        }
        return at & (SECTOR_BYTES - 1)
    }

    /** Whether the table's entry of a cluster is in `table`. */
    hasTable(cluster: number): boolean {
        const sector = this.tableStart + Math.idiv(cluster * this.entryBytes, SECTOR_BYTES)
        return sector === this.tableSector
    }

    /**
     * Write `table` back, to every copy of the table.
     *
     * The first copy, which is the one that is read here, comes last: after a cut in between all is done again.
     */
    async storeTable(): Promise<void> {
        for (let i = this.tableCount - 1; i >= 0; i--) {
            const sector = this.tableSector + i * this.tableSectorCount
            await this.card.write(sector, this.table, 0, 1)
        }
    }

    /** The table's entry at a byte of `table`, without the bits that do not belong to it. */
    entryAt(at: number): number {
        if (this.entryBytes === FAT_ENTRY_32_BYTES) {
            return this.table.getAt(at, "u32") & FAT_ENTRY_MASK
        }
        const entry = this.table.getAt(at, "u16")
        // Bad and end of chain, as a FAT32 volume has them.
        return entry >= 0xfff7 ? entry | 0x0fff0000 : entry
    }

    /** Change the entry at a byte of `table`. */
    putEntry(at: number, entry: number): void {
        if (this.entryBytes === FAT_ENTRY_32_BYTES) {
            const kept = this.table.getAt(at, "u32") & ~FAT_ENTRY_MASK
            this.table.setAt(at, "u32", (kept | entry) >>> 0)
        } else this.table.setAt(at, "u16", entry & 0xffff)
    }

    /** @returns the cluster after this one; undefined: it is the last. @throws Fault Corrupt: the chain is broken */
    async nextCluster(cluster: number): Promise<number | undefined> {
        const next = this.entryAt(await this.loadTable(cluster))
        if (next >= END_OF_CHAIN_MIN) return undefined
        if (next < FIRST_CLUSTER || next >= this.endCluster()) {
            throw new Fault(FaultCode.Corrupt, `chain broken at cluster ${cluster}`)
        }
        return next
    }
}
