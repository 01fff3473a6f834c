/**
 * What a boot sector says of its volume, and whether that can be believed.
 *
 * Microsoft FAT specification 1.03. Whether it is FAT16 or FAT32, the place of the table's size says, as for Windows, macOS and
 * Linux; the specification counts clusters. Left out: FAT12, which is named to the owner.
 *
 * Nothing is written to a volume that is not understood. So the copy of FAT32's boot sector
 * is never used in place of the first: it outlives the volume where a card was formatted as something else. It is what a PC
 * repairs the card with.
 */
import { SECTOR_BYTES } from "../hal/block-device"
import { Fault, FaultCode } from "../util/fault"
import {
    BACKUP_AT,
    FAT16_CLUSTERS_MAX,
    FAT16_CLUSTERS_MIN,
    FAT_ENTRY_16_BYTES,
    FAT_ENTRY_32_BYTES,
    FIRST_CLUSTER,
} from "./layout"
import { Volume } from "./volume"

export const FORMAT_IT = ": format it as FAT32 on a PC"
export const DAMAGED = "a card with a damaged file system: have a PC check it"
const ROOT_CLUSTER_AT = 0x2c
/** FAT32's flags: only one of its tables is in use, and which. */
const NOT_MIRRORED = 0x80
const ACTIVE_TABLE_MASK = 0x0f

/** Take the geometry of `volume` from its boot sector, at `firstSector`. @returns whether what it says goes together; else `found` says what is wrong */
export function takeGeometry(volume: Volume, boot: Buffer): boolean {
    const start = volume.firstSector
    const perCluster = boot[0x0d]
    const tableCount = boot[0x10]
    const totalShort = boot.getAt(0x13, "u16")
    const total = totalShort !== 0 ? totalShort : boot.getAt(0x20, "u32")
    const tableShort = boot.getAt(0x16, "u16")
    const isFat32 = tableShort === 0
    const tableSectors = isFat32 ? boot.getAt(0x24, "u32") : tableShort
    const rootEntries = isFat32 ? 0 : boot.getAt(0x11, "u16")
    const flags = isFat32 ? boot.getAt(0x28, "u16") : 0
    volume.tableSectorCount = tableSectors
    volume.tableCount = tableCount
    volume.tableStart = start + boot.getAt(0x0e, "u16")
    volume.rootSector = volume.tableStart + tableCount * tableSectors
    volume.rootSectorCount = rootEntries >> 4
    volume.clusterStart = volume.rootSector + volume.rootSectorCount
    volume.sectorsPerCluster = perCluster
    volume.clusterCount = Math.idiv(total - (volume.clusterStart - start), perCluster)
    volume.entryBytes = isFat32 ? FAT_ENTRY_32_BYTES : FAT_ENTRY_16_BYTES
    volume.rootCluster = isFat32 ? boot.getAt(ROOT_CLUSTER_AT, "u32") : 0
    volume.fsInfoSector = isFat32 ? start + boot.getAt(0x30, "u16") : 0
    // Where Windows and Linux note that they have the volume open.
    volume.isDirty = (boot[isFat32 ? 0x41 : 0x25] & 1) !== 0
    if ((flags & NOT_MIRRORED) !== 0) {
        volume.tableStart += (flags & ACTIVE_TABLE_MASK) * tableSectors
        volume.tableCount = 1
    }
    // One or two tables, clusters of a power of two, a root of whole sectors.
    const odd = ((tableCount - 1) >> 1) | (perCluster & (perCluster - 1)) | (rootEntries & 15)
    volume.found = DAMAGED
    return odd === 0 && total <= volume.card.sectorCount - start && isSound(volume)
}

/** Whether the number of clusters goes together with all else. */
function isSound(volume: Volume): boolean {
    const count = volume.clusterCount
    const isFat32 = volume.entryBytes === FAT_ENTRY_32_BYTES
    if (isFat32) {
        if ((volume.rootCluster - FIRST_CLUSTER) >>> 0 >= count) return false
    } else if (count < FAT16_CLUSTERS_MIN) {
        volume.found = "a card with FAT12" + FORMAT_IT
        return false
    } else if (count > FAT16_CLUSTERS_MAX) return false
    return volume.tableSectorCount * SECTOR_BYTES >= volume.endCluster() * volume.entryBytes
}

/**
 * Before anything is taken: the second table begins where it should, and the copy of the boot sector has the same root.
 * With one wrong bit in the boot sector, what belongs to others would look free.
 *
 * @throws Fault Corrupt. Waits: for two sectors, once.
 */
export async function verifyVolume(volume: Volume): Promise<void> {
    if (volume.isVerified) return
    const { sector, rootCluster } = volume
    await volume.loadSector(volume.tableStart + (volume.tableCount - 1) * volume.tableSectorCount)
    demandTable(sector)
    await volume.loadSector(volume.firstSector + BACKUP_AT)
    if (rootCluster !== 0 && isBootSector(sector))
        demand(sector.getAt(ROOT_CLUSTER_AT, "u32") === rootCluster)
    volume.isVerified = true
}

/** The number that whoever has formatted it has given it; its boot sector is in `sector` then. */
export async function readVolumeId(volume: Volume): Promise<number> {
    await volume.loadSector(volume.firstSector)
    return volume.sector.getAt(volume.rootCluster === 0 ? 0x27 : 0x43, "u32")
}

/** Whether a sector with the signature begins a FAT volume of sectors as the card has them. */
export function isBootSector(sector: Buffer): boolean {
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
