/**
 * The boot sector of a new volume.
 *
 * Microsoft FAT32 File System Specification 1.03 (fatgen103), "Boot Sector and BPB". 512-byte sectors only, as all
 * cards have.
 */
import { encodeFsInfo } from "./fs-info.ts"
import { FAT_COUNT, type Geometry } from "./geometry.ts"
import { SECTOR_BYTES } from "./image-file.ts"

/** 11 characters, as it stands in the boot sector and in the root folder. */
export const VOLUME_LABEL = "AFTERBEEP  "
const FS_INFO_SECTOR = 1
export const BACKUP_BOOT_SECTOR = 6
export const ROOT_CLUSTER = 2
/** Fixed disk; repeated in the first entry of the FAT. */
export const MEDIA = 0xf8

const VOLUME_SERIAL = 0xaf7e0001
const SIGNATURE = 0xaa55
const SIGNATURE_AT = 0x1fe

/** Boot sector of a new volume. */
export function encodeBootSector(volume: Geometry): Buffer {
    const sector = Buffer.alloc(SECTOR_BYTES)
    const isFat32 = volume.format === "fat32"
    sector.set([0xeb, isFat32 ? 0x58 : 0x3c, 0x90], 0)
    sector.write("MSWIN4.1", 3, "latin1")
    sector.writeUInt16LE(SECTOR_BYTES, 0x0b)
    sector[0x0d] = volume.sectorsPerCluster
    sector.writeUInt16LE(volume.reservedSectors, 0x0e)
    sector[0x10] = FAT_COUNT
    sector.writeUInt16LE(volume.rootEntryCount, 0x11)
    const isSmall = !isFat32 && volume.sectorCount < 0x10000
    sector.writeUInt16LE(isSmall ? volume.sectorCount : 0, 0x13)
    sector[0x15] = MEDIA
    sector.writeUInt16LE(63, 0x18) // sectors per track, for the BIOS only
    sector.writeUInt16LE(255, 0x1a) // heads, likewise
    sector.writeUInt32LE(volume.startSector, 0x1c)
    sector.writeUInt32LE(isSmall ? 0 : volume.sectorCount, 0x20)
    if (isFat32) {
        sector.writeUInt32LE(volume.fatSectors, 0x24)
        sector.writeUInt32LE(ROOT_CLUSTER, 0x2c)
        sector.writeUInt16LE(FS_INFO_SECTOR, 0x30)
        sector.writeUInt16LE(BACKUP_BOOT_SECTOR, 0x32)
        encodeTail(sector, 0x40, "FAT32   ")
    } else {
        sector.writeUInt16LE(volume.fatSectors, 0x16)
        encodeTail(sector, 0x24, "FAT16   ")
    }
    sector.writeUInt16LE(SIGNATURE, SIGNATURE_AT)
    return sector
}

function encodeTail(sector: Buffer, at: number, typeName: string): void {
    sector[at] = 0x80 // BIOS drive
    sector[at + 2] = 0x29 // the next three fields are there
    sector.writeUInt32LE(VOLUME_SERIAL, at + 3)
    sector.write(VOLUME_LABEL, at + 7, "latin1")
    sector.write(typeName, at + 18, "latin1")
    sector.set([0xcd, 0x18, 0xeb, 0xfe], at + 26) // boot code: "no system here" to the BIOS, then wait
}

/** Sectors 0 to 2 of a FAT32 volume, which also stand from sector 6 on. */
export function encodeFat32Head(volume: Geometry): Buffer {
    const third = Buffer.alloc(SECTOR_BYTES)
    third.writeUInt16LE(SIGNATURE, SIGNATURE_AT)
    const fsInfo = encodeFsInfo(volume.clusterCount - 1, ROOT_CLUSTER + 1)
    return Buffer.concat([encodeBootSector(volume), fsInfo, third])
}
