/**
 * Free clusters: how many there are, and where to look for some, which FSInfo says in one sector; where it does not, they are
 * counted. FAT16 has no FSInfo.
 */
import { SECTOR_BYTES } from "../hal/block-device"
import { verifyVolume } from "./boot-sector"
import {
    FIRST_CLUSTER,
    FSINFO_FREE_COUNT_AT,
    FSINFO_NEXT_FREE_AT,
    FSINFO_STRUCTURE,
    FSINFO_STRUCTURE_AT,
} from "./layout"
import { Volume } from "./volume"

/** Sectors of the table that are counted in one go. */
const COUNT_SECTORS = 8
/** In FSInfo: nobody has counted. */
export const UNKNOWN = 0xffffffff

/** Where a search for free clusters best begins. @throws Fault Corrupt: the volume's copies do not agree */
export async function freeHint(volume: Volume): Promise<number> {
    await verifyVolume(volume)
    if (volume.nextFree === 0 && (await loadFsInfo(volume)))
        volume.nextFree = volume.sector.getAt(FSINFO_NEXT_FREE_AT, "u32")
    const isUsable = volume.nextFree >= FIRST_CLUSTER && volume.nextFree < volume.endCluster()
    return isUsable ? volume.nextFree : FIRST_CLUSTER
}

/**
 * Before clusters are taken: until `settleFree`, FSInfo says that their number is not known. So it stays after a cut.
 *
 * @param nextFree where all others shall look next
 */
export async function noteTaking(
    volume: Volume,
    first: number,
    count: number,
    nextFree: number
): Promise<void> {
    volume.countedTo = 0
    volume.nextFree = first
    if (await loadFsInfo(volume)) {
        const said = volume.sector.getAt(FSINFO_FREE_COUNT_AT, "u32")
        if (volume.freeCount === undefined) volume.freeCount = said
        await storeFsInfo(volume, UNKNOWN)
        // What can't be is not taken over.
        const isPossible = volume.freeCount >= count && volume.freeCount <= volume.clusterCount
        volume.freeCount = isPossible ? volume.freeCount - count : UNKNOWN
    }
    volume.nextFree = nextFree < volume.endCluster() ? nextFree : 0
}

/** All that was to be taken is: FSInfo gets the number of free clusters. */
export async function settleFree(volume: Volume): Promise<void> {
    if (volume.freeCount === undefined || !(await loadFsInfo(volume))) return
    await storeFsInfo(volume, volume.freeCount)
    volume.freeCount = undefined
}

/**
 * Learn how many clusters are free: from FSInfo; where a cut has left that without the number, it is counted, a part of
 * the table each time, and put there.
 *
 * @param isNeeded also where there is no FSInfo
 * @returns whether there is more to do; else `volume.free` is known. Waits: for 8 sectors of the table.
 */
export async function countFree(volume: Volume, isNeeded: boolean): Promise<boolean> {
    const end = volume.endCluster()
    const isMissing = isNeeded && volume.free === undefined && volume.countedTo >= end
    if (volume.countedTo === 0 || isMissing) await beginCount(volume, isNeeded)
    if (volume.countedTo >= end) return false
    for (let i = 0; i < COUNT_SECTORS && volume.countedTo < end; i++) await countSector(volume, end)
    if (volume.countedTo < end) return true
    volume.free = volume.counted
    const said = await saidFree(volume)
    if (said === undefined || said <= volume.clusterCount) return false
    await storeFsInfo(volume, volume.counted)
    // Whatever was taken before is counted.
    volume.freeCount = undefined
    return false
}

async function beginCount(volume: Volume, isNeeded: boolean): Promise<void> {
    const said = await saidFree(volume)
    volume.counted = 0
    volume.free = said === undefined || said > volume.clusterCount ? undefined : said
    const isCounted = volume.free !== undefined || (said === undefined && !isNeeded)
    volume.countedTo = isCounted ? volume.endCluster() : FIRST_CLUSTER
}

async function countSector(volume: Volume, end: number): Promise<void> {
    let at = await volume.loadTable(volume.countedTo)
    while (at < SECTOR_BYTES && volume.countedTo < end) {
        if (volume.entryAt(at) === 0) volume.counted++
        volume.countedTo++
        at += volume.entryBytes
    }
}

/** What FSInfo, which then is in `volume.sector`, says of free clusters; undefined: there is none. */
export async function saidFree(volume: Volume): Promise<number | undefined> {
    if (!(await loadFsInfo(volume))) return undefined
    return volume.sector.getAt(FSINFO_FREE_COUNT_AT, "u32")
}

/** Whether FSInfo knows of fewer free clusters than that. */
export async function hasFewerFree(volume: Volume, count: number): Promise<boolean> {
    return (await loadFsInfo(volume)) && volume.sector.getAt(FSINFO_FREE_COUNT_AT, "u32") < count
}

/** Put what FSInfo, which is in `volume.sector`, says about free clusters. */
export async function storeFsInfo(volume: Volume, freeCount: number): Promise<void> {
    volume.sector.setAt(FSINFO_FREE_COUNT_AT, "u32", freeCount)
    if (volume.nextFree !== 0) volume.sector.setAt(FSINFO_NEXT_FREE_AT, "u32", volume.nextFree)
    await volume.storeSector(volume.fsInfoSector)
}

/** Have FSInfo in `volume.sector`. @returns false: the volume has none */
async function loadFsInfo(volume: Volume): Promise<boolean> {
    if (volume.fsInfoSector === 0) return false
    await volume.loadSector(volume.fsInfoSector)
    return isFsInfo(volume)
}

/** Whether `volume.sector` is one. */
export function isFsInfo(volume: Volume): boolean {
    return volume.sector.getAt(FSINFO_STRUCTURE_AT, "u32") === FSINFO_STRUCTURE
}
