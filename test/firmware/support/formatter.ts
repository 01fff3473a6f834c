/** Makes empty FAT volumes as a PC does. Microsoft FAT specification 1.03. */
import { RamDisk } from "./ram-disk"

/** Where the tables of these volumes begin, behind their boot sector. */
export const FAT16_RESERVED = 4
export const FAT32_RESERVED = 32
export const PARTITION_START = 8192
/** Of the FAT32 volumes: FSInfo, and the first table with its length; of the FAT16 ones, the length. */
export const FSINFO = PARTITION_START + 1
export const TABLE = PARTITION_START + FAT32_RESERVED
export const TABLE_SECTORS = 547
export const TABLE_16_SECTORS = 32

function bootSector(reserved: number, perCluster: number, total: number): Buffer {
    const boot = Buffer.alloc(512)
    boot.blitAt(0, hex`eb3c90`, 0, 3)
    boot.blitAt(3, "MSDOS5.0", 0, 8)
    boot.setAt(0x0b, "u16", 512)
    boot[0x0d] = perCluster
    boot.setAt(0x0e, "u16", reserved)
    boot[0x10] = 2
    boot[0x15] = 0xf8
    boot.setAt(0x20, "u32", total)
    boot.setAt(0x1fe, "u16", 0xaa55)
    return boot
}

/** A FAT16 volume from sector 0 on: 64 KB of table, 512 root entries. */
export function formatFat16(perCluster: number): RamDisk {
    const tableSectors = 32
    const total = FAT16_RESERVED + 2 * tableSectors + 32 + 8000 * perCluster
    const disk = new RamDisk(total)
    const boot = bootSector(FAT16_RESERVED, perCluster, total)
    boot.setAt(0x11, "u16", 512)
    boot.setAt(0x16, "u16", tableSectors)
    disk.poke(0, boot)
    for (let i = 0; i < 2; i++) {
        const table = Buffer.alloc(512)
        table.setAt(0, "u32", 0xfffffff8)
        disk.poke(FAT16_RESERVED + i * tableSectors, table)
    }
    return disk
}

/** A FAT32 volume of 70,000 clusters in the second partition of a card. */
export function formatFat32(perCluster: number): RamDisk {
    const tableSectors = 547
    const clusterCount = 70000
    const total = FAT32_RESERVED + 2 * tableSectors + clusterCount * perCluster
    const disk = new RamDisk(PARTITION_START + total)
    const mbr = Buffer.alloc(512)
    mbr[446 + 16 + 4] = 0x0c
    mbr.setAt(446 + 16 + 8, "u32", PARTITION_START)
    mbr.setAt(446 + 16 + 12, "u32", total)
    mbr.setAt(0x1fe, "u16", 0xaa55)
    disk.poke(0, mbr)
    const boot = bootSector(FAT32_RESERVED, perCluster, total)
    boot.setAt(0x1c, "u32", PARTITION_START)
    boot.setAt(0x24, "u32", tableSectors)
    boot.setAt(0x2c, "u32", 2)
    boot.setAt(0x30, "u16", 1)
    boot.setAt(0x32, "u16", 6)
    boot[0x42] = 0x29
    boot.blitAt(0x47, "NO NAME    FAT32   ", 0, 19)
    disk.poke(PARTITION_START, boot)
    disk.poke(PARTITION_START + 6, boot)
    const hints = Buffer.alloc(512)
    hints.setAt(0, "u32", 0x41615252)
    hints.setAt(484, "u32", 0x61417272)
    hints.setAt(488, "u32", clusterCount - 1)
    hints.setAt(492, "u32", 3)
    hints.setAt(508, "u32", 0xaa550000)
    disk.poke(PARTITION_START + 1, hints)
    for (let i = 0; i < 2; i++) {
        const table = Buffer.alloc(512)
        table.setAt(0, "u32", 0x0ffffff8)
        table.setAt(4, "u32", 0x0fffffff)
        table.setAt(8, "u32", 0x0fffffff)
        disk.poke(PARTITION_START + FAT32_RESERVED + i * tableSectors, table)
    }
    return disk
}
