/**
 * A FAT16 or FAT32 volume on a card: its geometry, and its table one sector at a time.
 *
 * Microsoft FAT specification 1.03. The two kinds differ in the width of a table entry and in where the root directory
 * is. Left out: FAT12, exFAT and NTFS, which are named to the owner; a FAT32 volume that mirrors its tables in another way than all alike.
 */
import { BlockDevice, SECTOR_BYTES } from "../hal/block-device"
import { Fault, FaultCode } from "../util/fault"
import {
    END_OF_CHAIN_MIN,
    FAT16_CLUSTERS_MIN,
    FAT32_CLUSTERS_MIN,
    FAT_ENTRY_16_BYTES,
    FAT_ENTRY_32_BYTES,
    FAT_ENTRY_MASK,
    FIRST_CLUSTER,
    FSINFO_FREE_COUNT_AT,
    FSINFO_LEAD,
    FSINFO_LEAD_AT,
    FSINFO_NEXT_FREE_AT,
} from "./layout"

const SIGNATURE_AT = 510
const SIGNATURE = 0xaa55
const PARTITIONS_AT = 446
const PARTITION_BYTES = 16
const PARTITION_START_AT = 8
const NO_SECTOR = -1
/** Sectors of the table that are counted in one go. */
const COUNT_SECTORS = 8
/** In FSInfo: nobody has counted. */
export const UNKNOWN = 0xffffffff

export class Volume {
    /** One sector for whoever is at work: what is in it is gone after a call into anything of `fat`. */
    readonly sector = Buffer.alloc(SECTOR_BYTES)
    sectorsPerCluster = 0
    clusterCount = 0
    /** 0: the root directory of FAT16, which is no chain. */
    rootCluster = 0
    rootSector = 0
    rootSectorCount = 0
    /** The sector of the table read last; see `loadTable`. */
    readonly table = Buffer.alloc(SECTOR_BYTES)
    entryBytes = FAT_ENTRY_16_BYTES
    private tableSector = NO_SECTOR
    private tableStart = 0
    private tableSectorCount = 0
    private tableCount = 0
    private clusterStart = 0
    private fsInfoSector = 0
    /** What the card seems to hold where it is no volume for us. */
    private found = ""
    /** Free clusters as far as is known while some are taken; undefined: none were taken since the mount. */
    private freeCount: number | undefined = undefined
    /** 0: not looked up. */
    private nextFree = 0
    private isDirty = false
    /** Where `countFree` is: the clusters before this are counted. 0: it has not begun. */
    private countedTo = 0
    private counted = 0

    constructor(readonly card: BlockDevice) {}

    /**
     * Find the volume: in the first partition that holds one, or from sector 0 on.
     *
     * @throws Fault Corrupt: there is none, and what there is; and as the card does. Waits: for at most 6 sectors.
     */
    async mount(): Promise<void> {
        this.tableSector = NO_SECTOR
        this.freeCount = undefined
        this.nextFree = 0
        this.countedTo = 0
        this.found = "a card without a file system"
        if (!(await this.tryPartitions()))
            throw new Fault(FaultCode.Corrupt, `${this.found}: format it as FAT32 on a PC`)
        // The upper bits of the second entry of the table: nobody has the volume open, no sector is bad.
        const isShort = this.entryBytes === FAT_ENTRY_16_BYTES
        const at = await this.loadTable(1)
        const clean = isShort ? this.table[at + 1] >> 6 : this.table[at + 3] >> 2
        if (this.isDirty || (clean & 3) !== 3)
            console.warn("the card is marked as not ejected, or as having bad sectors")
    }

    private async tryPartitions(): Promise<boolean> {
        if (await this.tryBootSector(0)) return true
        for (let i = 0; i < 4; i++) {
            await this.load(0)
            if (this.sector.getAt(SIGNATURE_AT, "u16") !== SIGNATURE) break
            const at = PARTITIONS_AT + i * PARTITION_BYTES + PARTITION_START_AT
            const start = this.sector.getAt(at, "u32")
            if (start !== 0 && start < this.card.sectorCount && (await this.tryBootSector(start)))
                return true
        }
        return false
    }

    /** The cluster number after the last. */
    endCluster(): number {
        return this.clusterCount + FIRST_CLUSTER
    }

    /** Read one sector of the card into `sector`. */
    async load(sector: number): Promise<void> {
        await this.card.read(sector, this.sector, 0, 1)
    }

    /** Write `sector` to the card. */
    async store(sector: number): Promise<void> {
        await this.card.write(sector, this.sector, 0, 1)
    }

    /** First sector of a cluster, from the start of the card. */
    sectorOf(cluster: number): number {
        return this.clusterStart + (cluster - FIRST_CLUSTER) * this.sectorsPerCluster
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

    /** Where a search for free clusters best begins. */
    async freeHint(): Promise<number> {
        if (this.nextFree === 0 && (await this.loadFsInfo()))
            this.nextFree = this.sector.getAt(FSINFO_NEXT_FREE_AT, "u32")
        const isUsable = this.nextFree >= FIRST_CLUSTER && this.nextFree < this.endCluster()
        return isUsable ? this.nextFree : FIRST_CLUSTER
    }

    /**
     * Before clusters are taken: until `settle`, FSInfo says that their number is not known, and so it stays after a cut.
     *
     * @param nextFree the cluster after them
     */
    async noteTaking(count: number, nextFree: number): Promise<void> {
        this.nextFree = nextFree
        this.countedTo = 0
        if (this.freeCount === undefined) {
            if (!(await this.loadFsInfo())) return
            this.freeCount = this.sector.getAt(FSINFO_FREE_COUNT_AT, "u32")
            await this.storeFsInfo(UNKNOWN)
        }
        if (this.freeCount !== UNKNOWN) this.freeCount -= count
    }

    /** All that was to be taken is: FSInfo gets the number of free clusters. */
    async settle(): Promise<void> {
        if (this.freeCount === undefined || !(await this.loadFsInfo())) return
        await this.storeFsInfo(this.freeCount)
        this.freeCount = undefined
    }

    /**
     * Where a cut has left FSInfo without the number of free clusters, count them: a part of them each time.
     *
     * @returns whether there is more to do. Waits: for 8 sectors of the table.
     */
    async countFree(): Promise<boolean> {
        const end = this.endCluster()
        if (this.countedTo === 0) {
            this.counted = 0
            this.countedTo = (await this.isUncounted()) ? FIRST_CLUSTER : end
        }
        if (this.countedTo >= end) return false
        for (let i = 0; i < COUNT_SECTORS && this.countedTo < end; i++) {
            let at = await this.loadTable(this.countedTo)
            while (at < SECTOR_BYTES && this.countedTo < end) {
                if (this.entryAt(at) === 0) this.counted++
                this.countedTo++
                at += this.entryBytes
            }
        }
        if (this.countedTo < end) return true
        if (await this.isUncounted()) await this.storeFsInfo(this.counted)
        return false
    }

    /** Whether FSInfo, which then is in `sector`, does not know how many clusters are free. */
    private async isUncounted(): Promise<boolean> {
        return (
            (await this.loadFsInfo()) && this.sector.getAt(FSINFO_FREE_COUNT_AT, "u32") === UNKNOWN
        )
    }

    /** Whether FSInfo knows of fewer free clusters than that. */
    async hasLessThan(count: number): Promise<boolean> {
        return (await this.loadFsInfo()) && this.sector.getAt(FSINFO_FREE_COUNT_AT, "u32") < count
    }

    /** Put what FSInfo, which is in `sector`, says about free clusters. */
    async storeFsInfo(freeCount: number): Promise<void> {
        this.sector.setAt(FSINFO_FREE_COUNT_AT, "u32", freeCount)
        if (this.nextFree !== 0) this.sector.setAt(FSINFO_NEXT_FREE_AT, "u32", this.nextFree)
        await this.store(this.fsInfoSector)
    }

    /** @returns false: the volume has no FSInfo */
    async loadFsInfo(): Promise<boolean> {
        if (this.fsInfoSector === 0) return false
        await this.load(this.fsInfoSector)
        return this.sector.getAt(FSINFO_LEAD_AT, "u32") === FSINFO_LEAD
    }

    /** Take the geometry from a boot sector. @returns false: the sector is none, or not of a volume we know */
    private async tryBootSector(start: number): Promise<boolean> {
        await this.load(start)
        const boot = this.sector
        if (boot.getAt(SIGNATURE_AT, "u16") !== SIGNATURE) return false
        const system = boot.slice(3, 8).toString()
        if (system === "EXFAT" || system === "NTFS ") this.found = `a card with ${system.trim()}`
        if (!isBootSector(boot)) return false
        const perCluster = boot[0x0d]
        const totalShort = boot.getAt(0x13, "u16")
        const total = totalShort !== 0 ? totalShort : boot.getAt(0x20, "u32")
        const tableShort = boot.getAt(0x16, "u16")
        this.tableSectorCount = tableShort !== 0 ? tableShort : boot.getAt(0x24, "u32")
        this.tableCount = boot[0x10]
        this.tableStart = start + boot.getAt(0x0e, "u16")
        this.rootSector = this.tableStart + this.tableCount * this.tableSectorCount
        this.rootSectorCount = (boot.getAt(0x11, "u16") + 15) >> 4
        this.clusterStart = this.rootSector + this.rootSectorCount
        this.sectorsPerCluster = perCluster
        this.clusterCount = Math.idiv(total - (this.clusterStart - start), perCluster)
        if (this.clusterCount < FAT16_CLUSTERS_MIN) {
            this.found = "a card with FAT12"
            return false
        }
        const isFat32 = this.clusterCount >= FAT32_CLUSTERS_MIN
        // Where Windows and Linux note that they have the volume open.
        this.isDirty = (boot[isFat32 ? 0x41 : 0x25] & 1) !== 0
        this.entryBytes = isFat32 ? FAT_ENTRY_32_BYTES : FAT_ENTRY_16_BYTES
        this.rootCluster = isFat32 ? boot.getAt(0x2c, "u32") : 0
        this.fsInfoSector = isFat32 ? start + boot.getAt(0x30, "u16") : 0
        return true
    }
}

/** Whether a sector with the signature begins a FAT volume of sectors as the card has them. */
function isBootSector(sector: Buffer): boolean {
    const hasJump = sector[0] === 0xeb || sector[0] === 0xe9
    return hasJump && sector.getAt(0x0b, "u16") === SECTOR_BYTES && sector[0x0d] !== 0
}
