/** Cards on which a PC has left little room; and what is taken of one. */
import * as ds from "@devicescript/core"
import { FAT16_RESERVED, formatFat16, TABLE, TABLE_16_SECTORS, TABLE_SECTORS } from "./formatter"
import { RamDisk } from "./ram-disk"

/** Clusters that the table of a FAT32 volume has as taken, in the part of it that is kept. */
export async function takenClusters(disk: RamDisk): Promise<number> {
    let taken = 0
    for (const number of disk.keptIn(TABLE, TABLE + TABLE_SECTORS)) {
        const table = disk.peek(number)
        await ds.sleep(0)
        for (let at = 0; at < 512; at += 4) if (table.getAt(at, "u32") !== 0) taken++
    }
    return taken
}

function full(): Buffer {
    const table = Buffer.alloc(512)
    table.fillAt(0, 512, 0xff)
    return table
}

/** A FAT16 volume in which nothing is free but what `free` says of clusters. */
export function crowded(
    perCluster: number,
    end: number,
    isFree: (cluster: number) => boolean
): RamDisk {
    const disk = formatFat16(perCluster)
    const taken = full()
    for (let i = 0; i < TABLE_16_SECTORS; i++) {
        const first = i * 256
        const table = first < end ? full() : taken
        for (let cluster = Math.max(first, 2); cluster < Math.min(first + 256, end); cluster++)
            if (isFree(cluster)) table.setAt((cluster - first) * 2, "u16", 0)
        for (let copy = 0; copy < 2; copy++)
            disk.poke(FAT16_RESERVED + copy * TABLE_16_SECTORS + i, table)
    }
    return disk
}
