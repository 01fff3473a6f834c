/**
 * A FAT16 or FAT32 volume on a card: its geometry, and its table one sector at a time.
 *
 * Microsoft FAT specification 1.03. The two kinds differ in the width of a table entry and in where the root directory
 * is. Left out: FAT12, exFAT, a FAT32 volume that mirrors its tables in another way than all alike.
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
const UNKNOWN = 0xffffffff

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

    constructor(readonly card: BlockDevice) {}

    /**
     * Find the volume: in the first partition that holds one, or from sector 0 on.
     *
     * @throws Fault Corrupt: there is none; and as the card does. Waits: for at most 5 sectors.
     */
    async mount(): Promise<void> {
        this.tableSector = NO_SECTOR
        if (await this.tryBootSector(0)) return
        for (let i = 0; i < 4; i++) {
            await this.load(0)
            if (this.sector.getAt(SIGNATURE_AT, "u16") !== SIGNATURE) break
            const at = PARTITIONS_AT + i * PARTITION_BYTES + PARTITION_START_AT
            const start = this.sector.getAt(at, "u32")
            if (start !== 0 && start < this.card.sectorCount && (await this.tryBootSector(start)))
                return
        }
        throw new Fault(FaultCode.Corrupt, "no FAT16 or FAT32 volume on the card")
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
        if (sector !== this.tableSector) {
            this.tableSector = NO_SECTOR
            await this.card.read(sector, this.table, 0, 1)
            this.tableSector = sector
        }
        return at & (SECTOR_BYTES - 1)
    }

    /** Write `table` back, to every copy of the table. */
    async storeTable(): Promise<void> {
        for (let i = 0; i < this.tableCount; i++) {
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
        if (next < FIRST_CLUSTER || next >= this.clusterCount + FIRST_CLUSTER) {
            throw new Fault(FaultCode.Corrupt, `chain broken at cluster ${cluster}`)
        }
        return next
    }

    /** Where a search for free clusters best begins. */
    async freeHint(): Promise<number> {
        if (!(await this.loadFsInfo())) return FIRST_CLUSTER
        const hint = this.sector.getAt(FSINFO_NEXT_FREE_AT, "u32")
        const isUsable = hint >= FIRST_CLUSTER && hint < this.clusterCount + FIRST_CLUSTER
        return isUsable ? hint : FIRST_CLUSTER
    }

    /** Note in FSInfo that clusters were taken, the last of them just before `nextFree`. */
    async noteTaken(count: number, nextFree: number): Promise<void> {
        if (!(await this.loadFsInfo())) return
        const sector = this.sector
        const free = sector.getAt(FSINFO_FREE_COUNT_AT, "u32")
        if (free !== UNKNOWN && free >= count) {
            sector.setAt(FSINFO_FREE_COUNT_AT, "u32", free - count)
        }
        sector.setAt(FSINFO_NEXT_FREE_AT, "u32", nextFree)
        await this.store(this.fsInfoSector)
    }

    private async loadFsInfo(): Promise<boolean> {
        if (this.fsInfoSector === 0) return false
        await this.load(this.fsInfoSector)
        return this.sector.getAt(FSINFO_LEAD_AT, "u32") === FSINFO_LEAD
    }

    /** Take the geometry from a boot sector. @returns false: the sector is none, or not of a volume we know */
    private async tryBootSector(start: number): Promise<boolean> {
        await this.load(start)
        const boot = this.sector
        if (boot.getAt(SIGNATURE_AT, "u16") !== SIGNATURE) return false
        const perCluster = boot[0x0d]
        const isBoot = boot[0] === 0xeb || boot[0] === 0xe9
        if (!isBoot || boot.getAt(0x0b, "u16") !== SECTOR_BYTES || perCluster === 0) return false
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
        if (this.clusterCount < FAT16_CLUSTERS_MIN) return false
        const isFat32 = this.clusterCount >= FAT32_CLUSTERS_MIN
        this.entryBytes = isFat32 ? FAT_ENTRY_32_BYTES : FAT_ENTRY_16_BYTES
        this.rootCluster = isFat32 ? boot.getAt(0x2c, "u32") : 0
        this.fsInfoSector = isFat32 ? start + boot.getAt(0x30, "u16") : 0
        return true
    }
}
