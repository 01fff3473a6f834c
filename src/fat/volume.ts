/**
 * A FAT16 or FAT32 volume on a card: its geometry, and its table one sector at a time.
 *
 * Microsoft FAT specification 1.03. The two kinds differ in the width of a table entry and in where the root directory
 * is. Which it is, the place of the table's size says, as for Windows, macOS and Linux; the specification counts clusters.
 * Left out: FAT12, exFAT and NTFS, which are named to the owner.
 *
 * Nothing is written to a volume that is not understood. So the copy of FAT32's boot sector is never used in place of the
 * first: it outlives the volume where a card was formatted as something else. It is what a PC repairs the card with.
 */
import * as ds from "@devicescript/core"
import { BlockDevice, SECTOR_BYTES } from "../hal/block-device"
import { Fault, FaultCode } from "../util/fault"
import {
    END_OF_CHAIN_MIN,
    FAT16_CLUSTERS_MAX,
    FAT16_CLUSTERS_MIN,
    FAT_ENTRY_16_BYTES,
    FAT_ENTRY_32_BYTES,
    FAT_ENTRY_MASK,
    FIRST_CLUSTER,
    FSINFO_FREE_COUNT_AT,
    FSINFO_NEXT_FREE_AT,
    FSINFO_STRUCTURE,
    FSINFO_STRUCTURE_AT,
    MARK,
    MARK_SECTOR,
} from "./layout"

const SIGNATURE_AT = 510
const SIGNATURE = 0xaa55
/** Types of the partitions of an MBR, 16 bytes each, the first sector 4 bytes behind. */
const PARTITION_TYPES_AT = 450
const PARTITION_BYTES = 16
const START_AFTER_TYPE = 4
/** A type that protects a GPT, whose first four entries are in that sector; the first byte is enough of their types. */
const TYPE_GPT = 0xee
const GPT_SECTOR = 2
const GPT_ENTRY_BYTES = 128
const GPT_START_AT = 32
/** The system's own partition, in the one and the other: it may hold a FAT volume, and is not for messages. */
const TYPE_EFI = 0xef
const GPT_TYPE_EFI = 0x28
/** Where all formatters put the copies of FAT32's boot sector and FSInfo, from the first ones on. */
export const BACKUP_AT = 6
const ROOT_CLUSTER_AT = 0x2c
const FORMAT_IT = ": format it as FAT32 on a PC"
const EXFAT = "a card with exFAT" + FORMAT_IT
const NOTHING = "a card without a file system" + FORMAT_IT
const HALF_NEW = "a card that was not made new to its end" + FORMAT_IT
const OR_PLAY = ", or press Play"
const DAMAGED = "a card with a damaged file system: have a PC check it"
/** FAT32's flags: only one of its tables is in use, and which. */
const NOT_MIRRORED = 0x80
const ACTIVE_TABLE_MASK = 0x0f
const NO_SECTOR = -1
/** Volumes begin at, or have their first table at, a sector of such a number below this, as a rule. */
const STARTS_END = 65536
/** A card that is smaller has no room for a volume of FAT32. */
const SMALLEST_SECTORS = 98304
/** Sectors of the table that are counted in one go. */
const COUNT_SECTORS = 8
/** A mount that has not made what it needs until then leaves it to idle: as long as from ring to ring. */
const MOUNT_MS = 6000
/** What the player has room for: 20 ms of a quick card. */
const READ_SECTORS_MAX = 18
/** In FSInfo: nobody has counted. */
export const UNKNOWN = 0xffffffff

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
    private clusterStart = 0
    /** 0: there is none. */
    fsInfoSector = 0
    /**
     * What the card holds is of no use to us, and is no volume of FAT that a PC could mend: exFAT, nothing at all, or what
     * was being made new (format.ts). Its owner may have it made new.
     */
    isReplaceable = false
    /** What the card seems to hold where it is no volume for us, and what to do. */
    private found = ""
    private firstSector = 0
    /** The boot sector was found to agree with what it speaks of. */
    private isVerified = false
    /** Free clusters as far as is known while some are taken; undefined: none were taken since the mount. */
    private freeCount: number | undefined = undefined
    /** 0: not looked up. */
    private nextFree = 0
    /** A PC has noted in the boot sector that it has the volume open. */
    isDirty = false
    /** Free clusters; undefined: not known before `countFree` is through. */
    free: number | undefined = undefined
    /** Where `countFree` is: the clusters before this are counted. 0: it has not begun. */
    private countedTo = 0
    private counted = 0

    constructor(readonly card: BlockDevice) {}

    /**
     * Find the volume: in the first partition that holds one, or from sector 0 on.
     *
     * @throws Fault Corrupt: there is none, and what there is; and as the card does. Waits: for at most 9 sectors;
     * where there is none for 17 more.
     */
    async mountVolume(): Promise<void> {
        this.tableSector = NO_SECTOR
        this.freeCount = undefined
        this.nextFree = 0
        this.countedTo = 0
        this.free = undefined
        this.topCluster = 0
        this.knownFolder = ""
        this.readSectorsMax = READ_SECTORS_MAX
        this.spareSector = 0
        this.isVerified = false
        this.isReplaceable = false
        this.found = NOTHING
        if (await this.tryPartitions()) return
        await this.loadSector(this.firstSector + BACKUP_AT)
        if (this.found === NOTHING && isBootSector(this.sector)) this.found = DAMAGED
        await this.loadSector(MARK_SECTOR)
        if (isMarked(this.sector)) this.found = HALF_NEW
        const isMeant = this.found === EXFAT || this.found === HALF_NEW
        this.isReplaceable =
            this.card.sectorCount >= SMALLEST_SECTORS && (isMeant || (await this.isBlank()))
        throw new Fault(FaultCode.Corrupt, this.found + (this.isReplaceable ? OR_PLAY : ""))
    }

    /** Nothing was ever written where volumes begin, or all of it was wiped. */
    private async isBlank(): Promise<boolean> {
        const { sector } = this
        if (this.found !== NOTHING) return false
        for (let at = 0; at < STARTS_END; at += at || 1) {
            await this.loadSector(at)
            const word = sector.getAt(0, "i32")
            const isWiped = word === 0 || word === -1
            if (!isWiped || sector.getAt(SIGNATURE_AT - 2, "i32") !== word) return false
        }
        return true
    }

    private async tryPartitions(): Promise<boolean> {
        if (await this.tryBootSector(0)) return true
        const { sector } = this
        let table = 0
        let at = PARTITION_TYPES_AT
        let step = PARTITION_BYTES
        let startAfter = START_AFTER_TYPE
        if (sector.getAt(SIGNATURE_AT, "u16") !== SIGNATURE) return false
        if (sector[at] === TYPE_GPT) {
            table = GPT_SECTOR
            at = 0
            step = GPT_ENTRY_BYTES
            startAfter = GPT_START_AT
        }
        for (let i = 0; i < 4; i++) {
            // Sector 0 is there already.
            if (i > 0 || table !== 0) await this.loadSector(table)
            const type = sector[at]
            const start = sector.getAt(at + startAfter, "u32")
            at += step
            if (type === 0 || type === TYPE_EFI || type === GPT_TYPE_EFI) continue
            if (start < this.card.sectorCount && (await this.tryBootSector(start))) return true
        }
        return false
    }

    /**
     * Before anything is taken: the second table begins where it should, and the copy of the boot sector has the same root.
     * With one wrong bit in the boot sector, what belongs to others would look free.
     *
     * @throws Fault Corrupt. Waits: for two sectors, once.
     */
    async verify(): Promise<void> {
        if (this.isVerified) return
        const { sector, rootCluster } = this
        await this.loadSector(this.tableStart + (this.tableCount - 1) * this.tableSectorCount)
        demandTable(sector)
        await this.loadSector(this.firstSector + BACKUP_AT)
        if (rootCluster !== 0 && isBootSector(sector))
            demand(sector.getAt(ROOT_CLUSTER_AT, "u32") === rootCluster)
        this.isVerified = true
    }

    /** The number that whoever has formatted it has given it; its boot sector is in `sector` then. */
    async readId(): Promise<number> {
        await this.loadSector(this.firstSector)
        return this.sector.getAt(this.rootCluster === 0 ? 0x27 : 0x43, "u32")
    }

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

    /** Where a search for free clusters best begins. @throws Fault Corrupt: the volume's copies do not agree */
    async freeHint(): Promise<number> {
        await this.verify()
        if (this.nextFree === 0 && (await this.loadFsInfo()))
            this.nextFree = this.sector.getAt(FSINFO_NEXT_FREE_AT, "u32")
        const isUsable = this.nextFree >= FIRST_CLUSTER && this.nextFree < this.endCluster()
        return isUsable ? this.nextFree : FIRST_CLUSTER
    }

    /**
     * Before clusters are taken: until `settle`, FSInfo says that their number is not known. So it stays after a cut.
     *
     * @param nextFree where all others shall look next
     */
    async noteTaking(first: number, count: number, nextFree: number): Promise<void> {
        this.countedTo = 0
        this.nextFree = first
        if (await this.loadFsInfo()) {
            const said = this.sector.getAt(FSINFO_FREE_COUNT_AT, "u32")
            if (this.freeCount === undefined) this.freeCount = said
            await this.storeFsInfo(UNKNOWN)
            // What can't be is not taken over.
            const isPossible = this.freeCount >= count && this.freeCount <= this.clusterCount
            this.freeCount = isPossible ? this.freeCount - count : UNKNOWN
        }
        this.nextFree = nextFree < this.endCluster() ? nextFree : 0
    }

    /** All that was to be taken is: FSInfo gets the number of free clusters. */
    async settle(): Promise<void> {
        if (this.freeCount === undefined || !(await this.loadFsInfo())) return
        await this.storeFsInfo(this.freeCount)
        this.freeCount = undefined
    }

    /**
     * Learn how many clusters are free: from FSInfo; where a cut has left that without the number, it is counted, a part of
     * the table each time, and put there.
     *
     * @param isNeeded also where there is no FSInfo
     * @returns whether there is more to do; else `free` is known. Waits: for 8 sectors of the table.
     */
    async countFree(isNeeded: boolean): Promise<boolean> {
        const end = this.endCluster()
        const isMissing = isNeeded && this.free === undefined && this.countedTo >= end
        if (this.countedTo === 0 || isMissing) await this.beginCount(isNeeded)
        if (this.countedTo >= end) return false
        for (let i = 0; i < COUNT_SECTORS && this.countedTo < end; i++) await this.countSector(end)
        if (this.countedTo < end) return true
        this.free = this.counted
        const said = await this.saidFree()
        if (said === undefined || said <= this.clusterCount) return false
        await this.storeFsInfo(this.counted)
        // Whatever was taken before is counted.
        this.freeCount = undefined
        return false
    }

    private async beginCount(isNeeded: boolean): Promise<void> {
        const said = await this.saidFree()
        this.counted = 0
        this.free = said === undefined || said > this.clusterCount ? undefined : said
        const isCounted = this.free !== undefined || (said === undefined && !isNeeded)
        this.countedTo = isCounted ? this.endCluster() : FIRST_CLUSTER
    }

    private async countSector(end: number): Promise<void> {
        let at = await this.loadTable(this.countedTo)
        while (at < SECTOR_BYTES && this.countedTo < end) {
            if (this.entryAt(at) === 0) this.counted++
            this.countedTo++
            at += this.entryBytes
        }
    }

    /** What FSInfo, which then is in `sector`, says of free clusters; undefined: there is none. */
    async saidFree(): Promise<number | undefined> {
        if (!(await this.loadFsInfo())) return undefined
        return this.sector.getAt(FSINFO_FREE_COUNT_AT, "u32")
    }

    /** Whether FSInfo knows of fewer free clusters than that. */
    async hasLessThan(count: number): Promise<boolean> {
        return (await this.loadFsInfo()) && this.sector.getAt(FSINFO_FREE_COUNT_AT, "u32") < count
    }

    /** Put what FSInfo, which is in `sector`, says about free clusters. */
    async storeFsInfo(freeCount: number): Promise<void> {
        this.sector.setAt(FSINFO_FREE_COUNT_AT, "u32", freeCount)
        if (this.nextFree !== 0) this.sector.setAt(FSINFO_NEXT_FREE_AT, "u32", this.nextFree)
        await this.storeSector(this.fsInfoSector)
    }

    /** @returns false: the volume has no FSInfo */
    async loadFsInfo(): Promise<boolean> {
        if (this.fsInfoSector === 0) return false
        await this.loadSector(this.fsInfoSector)
        return this.isFsInfo()
    }

    /** Whether `sector` is one. */
    isFsInfo(): boolean {
        return this.sector.getAt(FSINFO_STRUCTURE_AT, "u32") === FSINFO_STRUCTURE
    }

    /** Take the geometry from a boot sector. @returns false: the sector is none, or not of a volume we know */
    private async tryBootSector(start: number): Promise<boolean> {
        this.firstSector = start
        await this.loadSector(start)
        const boot = this.sector
        if (boot.getAt(SIGNATURE_AT, "u16") !== SIGNATURE) return false
        const system = boot.slice(3, 8).toString()
        if (system === "EXFAT" && this.found === NOTHING) this.found = EXFAT
        if (system === "NTFS ") this.found = "a card with NTFS" + FORMAT_IT
        return isBootSector(boot) && this.takeGeometry(boot)
    }

    /** @returns whether what it says goes together */
    private takeGeometry(boot: Buffer): boolean {
        const start = this.firstSector
        const perCluster = boot[0x0d]
        const tableCount = boot[0x10]
        const totalShort = boot.getAt(0x13, "u16")
        const total = totalShort !== 0 ? totalShort : boot.getAt(0x20, "u32")
        const tableShort = boot.getAt(0x16, "u16")
        const isFat32 = tableShort === 0
        const tableSectors = isFat32 ? boot.getAt(0x24, "u32") : tableShort
        const rootEntries = isFat32 ? 0 : boot.getAt(0x11, "u16")
        const flags = isFat32 ? boot.getAt(0x28, "u16") : 0
        this.tableSectorCount = tableSectors
        this.tableCount = tableCount
        this.tableStart = start + boot.getAt(0x0e, "u16")
        this.rootSector = this.tableStart + tableCount * tableSectors
        this.rootSectorCount = rootEntries >> 4
        this.clusterStart = this.rootSector + this.rootSectorCount
        this.sectorsPerCluster = perCluster
        this.clusterCount = Math.idiv(total - (this.clusterStart - start), perCluster)
        this.entryBytes = isFat32 ? FAT_ENTRY_32_BYTES : FAT_ENTRY_16_BYTES
        this.rootCluster = isFat32 ? boot.getAt(ROOT_CLUSTER_AT, "u32") : 0
        this.fsInfoSector = isFat32 ? start + boot.getAt(0x30, "u16") : 0
        // Where Windows and Linux note that they have the volume open.
        this.isDirty = (boot[isFat32 ? 0x41 : 0x25] & 1) !== 0
        if ((flags & NOT_MIRRORED) !== 0) {
            this.tableStart += (flags & ACTIVE_TABLE_MASK) * tableSectors
            this.tableCount = 1
        }
        // One or two tables, clusters of a power of two, a root of whole sectors.
        const odd = ((tableCount - 1) >> 1) | (perCluster & (perCluster - 1)) | (rootEntries & 15)
        this.found = DAMAGED
        return odd === 0 && total <= this.card.sectorCount - start && this.isSound()
    }

    /** Whether the number of clusters goes together with all else. */
    private isSound(): boolean {
        const count = this.clusterCount
        const isFat32 = this.entryBytes === FAT_ENTRY_32_BYTES
        if (isFat32) {
            if ((this.rootCluster - FIRST_CLUSTER) >>> 0 >= count) return false
        } else if (count < FAT16_CLUSTERS_MIN) {
            this.found = "a card with FAT12" + FORMAT_IT
            return false
        } else if (count > FAT16_CLUSTERS_MAX) return false
        return this.tableSectorCount * SECTOR_BYTES >= this.endCluster() * this.entryBytes
    }
}

/** Whether a card with this in MARK_SECTOR is being made new. */
export function isMarked(sector: Buffer): boolean {
    return sector.slice(0, MARK.length).toString() === MARK
}

/** Whether a sector with the signature begins a FAT volume of sectors as the card has them. */
function isBootSector(sector: Buffer): boolean {
    const hasJump = sector[0] === 0xeb || sector[0] === 0xe9
    return hasJump && sector.getAt(0x0b, "u16") === SECTOR_BYTES && sector[0x0d] !== 0
}

/** Each table begins so: a boot sector that is not right leads to somewhere else. */
export function demandTable(sector: Buffer): void {
    demand((sector.getAt(0, "u32") & 0xfffff0) === 0xfffff0)
}

function demand(isRight: boolean): void {
    if (!isRight) throw new Fault(FaultCode.Corrupt, DAMAGED)
}
