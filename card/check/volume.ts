/**
 * Where the parts of the volume lie. fatgen103, "Boot Sector and BPB" and "FAT Type Determination".
 *
 * The checker reads the volume with code of its own: neither the firmware's, nor that which makes cards.
 */
import { type Findings, type SectorSource } from "./finding.ts"

export const SECTOR_BYTES = 512
const TABLE_AT = 0x1be
const FAT_PARTITIONS = [0x01, 0x04, 0x06, 0x0b, 0x0c, 0x0e]
const FORMAT = {
    owner: "take another card, or copy what is on it and make it anew: afterbeep card make … --format fat32",
    machine: "it answers and greets, and takes no message",
}
const OFFERED = {
    owner: "press Play at the machine, and hear what to do; or copy what is on it and make it anew: afterbeep card make … --format fat32",
    machine:
        "it answers and greets, takes no message, and offers at the Play key to make the card new",
}
/** In sector 1 while the machine makes a card new. */
const HALF_NEW = "Afterbeep makes this card new"

export interface CheckedVolume {
    readonly isFat32: boolean
    readonly startSector: number
    readonly sectorsPerCluster: number
    readonly fatStart: number
    readonly fatSectors: number
    readonly fatCount: number
    /** Which table counts where they are not mirrored; undefined: all are equal. */
    readonly activeFat: number | undefined
    readonly rootStart: number
    readonly rootSectors: number
    readonly rootCluster: number
    readonly dataStart: number
    readonly clusterCount: number
    /** undefined: none */
    readonly fsInfo: number | undefined
}

/** The first FAT volume of the card. @returns undefined: there is none, which is in `findings` */
export function readVolume(source: SectorSource, findings: Findings): CheckedVolume | undefined {
    const start = findStart(source, findings)
    if (start === undefined) return undefined
    const boot = sectorOf(source, start)
    const volume = decodeBoot(boot, start)
    const { isFat32, clusterCount, fatSectors } = volume
    const end = start + sectorCountOf(boot)
    const refuseIt = (what: string) => refuse(findings, `sector ${start}`, what)
    if (end > source.sectorCount)
        return refuseIt(`the volume ends at sector ${end}, the card at ${source.sectorCount}`)
    if (clusterCount < 4085) return refuseIt("the volume is FAT12, or no volume at all")
    if (fatSectors * SECTOR_BYTES < (clusterCount + 2) * (isFat32 ? 4 : 2))
        return refuseIt(`the tables are too short for ${clusterCount} clusters`)
    return volume
}

function decodeBoot(boot: Buffer, startSector: number): CheckedVolume {
    const sectorsPerCluster = boot[0x0d]!
    const fatCount = boot[0x10]!
    const fatSectors = boot.readUInt16LE(0x16) || boot.readUInt32LE(0x24)
    const fatStart = startSector + boot.readUInt16LE(0x0e)
    const rootStart = fatStart + fatCount * fatSectors
    const rootSectors = Math.ceil((boot.readUInt16LE(0x11) * 32) / SECTOR_BYTES)
    const dataStart = rootStart + rootSectors
    const dataSectors = startSector + sectorCountOf(boot) - dataStart
    const clusterCount = Math.floor(dataSectors / sectorsPerCluster)
    const isFat32 = clusterCount >= 65525
    const places = { startSector, fatStart, rootStart, dataStart }
    const sizes = { sectorsPerCluster, fatSectors, fatCount, rootSectors, clusterCount }
    const none = { activeFat: undefined, rootCluster: 0, fsInfo: undefined }
    if (!isFat32) return { isFat32, ...places, ...sizes, ...none }
    const flags = boot.readUInt16LE(0x28)
    const fsInfo = boot.readUInt16LE(0x30)
    return {
        isFat32,
        ...places,
        ...sizes,
        activeFat: flags & 0x80 ? flags & 15 : undefined,
        rootCluster: boot.readUInt32LE(0x2c),
        fsInfo: fsInfo > 0 && fsInfo < 0xffff ? startSector + fsInfo : undefined,
    }
}

function sectorCountOf(boot: Buffer): number {
    return boot.readUInt16LE(0x13) || boot.readUInt32LE(0x20)
}

export function sectorOf(source: SectorSource, sector: number): Buffer {
    return bufferOf(source.read(sector, 1))
}

/** The same bytes with the methods of a Buffer. */
export function bufferOf(bytes: Uint8Array): Buffer {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** First sector of a cluster. */
export function clusterSector(volume: CheckedVolume, cluster: number): number {
    return volume.dataStart + (cluster - 2) * volume.sectorsPerCluster
}

/** Check FSInfo against what was counted. */
export function checkFsInfo(
    source: SectorSource,
    volume: CheckedVolume,
    freeCount: number,
    findings: Findings
): void {
    if (volume.fsInfo === undefined) return
    const sector = sectorOf(source, volume.fsInfo)
    const where = `FSInfo, sector ${volume.fsInfo}`
    const isGood =
        sector.readUInt32LE(0) === 0x41615252 && sector.readUInt32LE(0x1e4) === 0x61417272
    if (!isGood) return findings.fault("fs-info-damaged", where, "it has no signature")
    const count = sector.readUInt32LE(0x1e8)
    if (count === 0xffffffff) {
        const machine = "counts them while nothing goes on"
        findings.note("fs-info-unknown", where, "the count of free clusters is not known", {
            machine,
        })
    } else if (count !== freeCount)
        findings.fault(
            "fs-info-wrong",
            where,
            `says ${count} free clusters, there are ${freeCount}`
        )
}

function findStart(source: SectorSource, findings: Findings): number | undefined {
    const sector = sectorOf(source, 0)
    if (isBootSector(sector)) return 0
    const found = findStartInTable(sector, source)
    if (typeof found === "number") return found
    if (source.sectorCount > 1 && sectorOf(source, 1).toString("latin1").startsWith(HALF_NEW))
        return refuse(findings, "sector 1", "the machine makes it new, and was cut off", OFFERED)
    return refuse(findings, ...found)
}

type Refusal = readonly [where: string, what: string, advice: typeof FORMAT]

/** The start of the first partition with a volume, or why there is none. */
function findStartInTable(sector: Buffer, source: SectorSource): number | Refusal {
    if (isExfat(sector)) return ["sector 0", "the card is formatted as exFAT", OFFERED]
    if (sector.readUInt16LE(0x1fe) !== 0xaa55)
        return ["sector 0", "neither a volume nor a partition table", FORMAT]
    for (let at = TABLE_AT; at < 0x1fe; at += 16) {
        const start = sector.readUInt32LE(at + 8)
        const first =
            start > 0 && start < source.sectorCount ? sectorOf(source, start) : Buffer.alloc(512)
        if (isExfat(first)) return [`sector ${start}`, "the card is formatted as exFAT", OFFERED]
        if (!FAT_PARTITIONS.includes(sector[at + 4]!)) continue
        if (isBootSector(first)) return start
        return [`sector ${start}`, "the partition holds no FAT volume", FORMAT]
    }
    return ["sector 0", "no partition for FAT16 or FAT32", FORMAT]
}

function isExfat(sector: Buffer): boolean {
    return sector.toString("latin1", 3, 11) === "EXFAT   "
}

function refuse(
    findings: Findings,
    where: string,
    what: string,
    advice: typeof FORMAT = FORMAT
): undefined {
    findings.fault("volume", where, what, advice)
}

function isBootSector(sector: Buffer): boolean {
    const perCluster = sector[0x0d]!
    return (
        sector.readUInt16LE(0x1fe) === 0xaa55 &&
        (sector[0] === 0xeb || sector[0] === 0xe9) &&
        sector.readUInt16LE(0x0b) === SECTOR_BYTES &&
        perCluster > 0 &&
        (perCluster & (perCluster - 1)) === 0 &&
        sector.readUInt16LE(0x0e) > 0 &&
        sector[0x10]! > 0
    )
}
