/**
 * Finds the volume on a card: in a partition of an MBR or a GPT, or from the first sector on; or says what there is in place
 * of one, exFAT and NTFS too, and whether that may be made new.
 */
import { Fault, FaultCode } from "../util/fault"
import { DAMAGED, FORMAT_IT, isBootSector, takeGeometry } from "./boot-sector"
import { isMarked } from "./format"
import { BACKUP_AT, MARK_SECTOR } from "./layout"
import { NO_SECTOR, READ_SECTORS_MAX, Volume } from "./volume"

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
const EXFAT = "a card with exFAT" + FORMAT_IT
const NOTHING = "a card without a file system" + FORMAT_IT
const HALF_NEW = "a card that was not made new to its end" + FORMAT_IT
const OR_PLAY = ", or press Play"
/** Volumes begin at, or have their first table at, a sector of such a number below this, as a rule. */
const STARTS_END = 65536
/** A card that is smaller has no room for a volume of FAT32. */
const SMALLEST_SECTORS = 98304

/**
 * Find the volume: in the first partition that holds one, or from sector 0 on.
 *
 * @throws Fault Corrupt: there is none, and what there is; and as the card does. Waits: for at most 9 sectors;
 * where there is none for 17 more.
 */
export async function mountVolume(volume: Volume): Promise<void> {
    volume.mountNumber++
    volume.tableSector = NO_SECTOR
    volume.freeCount = undefined
    volume.nextFree = 0
    volume.countedTo = 0
    volume.free = undefined
    volume.topCluster = 0
    volume.knownFolder = ""
    volume.readSectorsMax = READ_SECTORS_MAX
    volume.spareSector = 0
    volume.isVerified = false
    volume.isReplaceable = false
    volume.found = NOTHING
    if (await tryPartitions(volume)) return
    await volume.loadSector(volume.firstSector + BACKUP_AT)
    if (volume.found === NOTHING && isBootSector(volume.sector)) volume.found = DAMAGED
    await volume.loadSector(MARK_SECTOR)
    if (isMarked(volume.sector)) volume.found = HALF_NEW
    const isMeant = volume.found === EXFAT || volume.found === HALF_NEW
    volume.isReplaceable =
        volume.card.sectorCount >= SMALLEST_SECTORS && (isMeant || (await isBlank(volume)))
    throw new Fault(FaultCode.Corrupt, volume.found + (volume.isReplaceable ? OR_PLAY : ""))
}

/** Nothing was ever written where volumes begin, or all of it was wiped. */
async function isBlank(volume: Volume): Promise<boolean> {
    const { sector } = volume
    if (volume.found !== NOTHING) return false
    for (let at = 0; at < STARTS_END; at += at || 1) {
        await volume.loadSector(at)
        const word = sector.getAt(0, "i32")
        const isWiped = word === 0 || word === -1
        if (!isWiped || sector.getAt(SIGNATURE_AT - 2, "i32") !== word) return false
    }
    return true
}

async function tryPartitions(volume: Volume): Promise<boolean> {
    if (await tryBootSector(volume, 0)) return true
    const { sector } = volume
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
        if (i > 0 || table !== 0) await volume.loadSector(table)
        const type = sector[at]
        const start = sector.getAt(at + startAfter, "u32")
        at += step
        if (type === 0 || type === TYPE_EFI || type === GPT_TYPE_EFI) continue
        if (start < volume.card.sectorCount && (await tryBootSector(volume, start))) return true
    }
    return false
}

/** Take the geometry from a boot sector. @returns false: the sector is none, or not of a volume we know */
async function tryBootSector(volume: Volume, start: number): Promise<boolean> {
    volume.firstSector = start
    await volume.loadSector(start)
    const boot = volume.sector
    if (boot.getAt(SIGNATURE_AT, "u16") !== SIGNATURE) return false
    const system = boot.slice(3, 8).toString()
    if (system === "EXFAT" && volume.found === NOTHING) volume.found = EXFAT
    if (system === "NTFS ") volume.found = "a card with NTFS" + FORMAT_IT
    return isBootSector(boot) && takeGeometry(volume, boot)
}
