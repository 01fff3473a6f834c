import { describe, test, expect } from "@devicescript/test"
import {
    appendCluster,
    findFreeRun,
    freeClustersAt,
    FreeSearch,
    linkRun,
    missingInChain,
    missingLinks,
    takeRun,
} from "../../../src/fat/allocation"
import { Chain } from "../../../src/fat/chain"
import { noteTaking, settleFree } from "../../../src/fat/fs-info"
import { mountVolume } from "../../../src/fat/mount"
import { Volume } from "../../../src/fat/volume"
import { FAT32_RESERVED, formatFat16, formatFat32, PARTITION_START } from "../support/formatter"
import { RamDisk } from "../support/ram-disk"

async function mounted(disk: RamDisk): Promise<Volume> {
    const volume = new Volume(disk)
    await mountVolume(volume)
    return volume
}

describe("allocation", () => {
    test("chains go to both tables, over the border of a sector", async () => {
        const disk = formatFat32(1)
        const volume = await mounted(disk)
        await linkRun(volume, 126, 6, 3)
        const first = PARTITION_START + FAT32_RESERVED
        expect(disk.peek(first + 547).getAt(126 * 4, "u32")).toBe(127)
        expect(disk.peek(first + 548).getAt(0, "u32")).toBe(0x0fffffff)
        expect(disk.peek(first + 1).getAt(4, "u32")).toBe(130)
        expect(await volume.nextCluster(126)).toBe(127)
        expect(await volume.nextCluster(128)).toBe(undefined)
        expect(await missingLinks(volume, 126, 3)).toBe(0)
        expect(await missingLinks(volume, 126, 4)).toBe(undefined)
        expect(await missingLinks(volume, 126, 2)).toBe(undefined)
        expect(await missingLinks(volume, 140, 3)).toBe(3)
    })
    test("a chain is compared in one go where somebody has lent room, and with the same result", async () => {
        const volume = await mounted(formatFat32(1))
        const disk = volume.card as RamDisk
        await linkRun(volume, 100, 400, 400)
        for (const ahead of [undefined, Buffer.alloc(2048)]) {
            volume.ahead = ahead
            volume.borrowTable()
            disk.readCommands = 0
            expect(await missingInChain(volume, 100, 400)).toBe(0)
            expect(disk.readCommands).toBe(ahead === undefined ? 4 : 1)
            expect(await missingInChain(volume, 100, 399)).toBe(undefined)
            expect(await missingInChain(volume, 100, 401)).toBe(undefined)
            expect(await missingInChain(volume, 101, 399)).toBe(0)
            // Ten more sectors than there is room for.
            expect(await missingInChain(volume, 1000, 1700)).toBe(1700)
            expect(await missingInChain(volume, volume.endCluster() - 300, 301)).toBe(undefined)
            expect(await missingInChain(volume, volume.endCluster() - 300, 300)).toBe(300)
        }
    })
    test("a link that is another is found in each of the sectors", async () => {
        for (const at of [100, 127, 128, 255, 256, 300, 383, 384, 499]) {
            const volume = await mounted(formatFat32(1))
            await linkRun(volume, 100, 400, 400)
            volume.ahead = Buffer.alloc(2048)
            const entry = await volume.loadTable(at)
            volume.putEntry(entry, 7)
            await volume.storeTable()
            volume.borrowTable()
            expect(await missingInChain(volume, 100, 400)).toBe(undefined)
            volume.putEntry(await volume.loadTable(at), 0)
            await volume.storeTable()
            volume.borrowTable()
            expect(await missingInChain(volume, 100, 400)).toBe(1)
        }
    })
    test("the upper bits of an entry stay as they are", async () => {
        const disk = formatFat32(1)
        const table = Buffer.alloc(512)
        table.setAt(0, "u32", 0x0ffffff8)
        table.setAt(40, "u32", 0xa0000000)
        disk.poke(PARTITION_START + FAT32_RESERVED, table)
        const volume = await mounted(disk)
        await linkRun(volume, 10, 1, 1)
        const kept = disk.peek(PARTITION_START + FAT32_RESERVED).getAt(40, "u32")
        expect(kept).toBe(0xafffffff)
    })
    test("free clusters are sought from the hint on, then from the start, around what is taken", async () => {
        const volume = await mounted(formatFat32(1))
        await noteTaking(volume, 3, 0, 69990)
        const late = await findFreeRun(volume, 12)
        expect(late.firstCluster).toBe(69990)
        const early = await findFreeRun(volume, 13)
        expect(early.firstCluster).toBe(3)
        await linkRun(volume, 8, 1, 1)
        expect((await findFreeRun(volume, 13)).firstCluster).toBe(9)
    })
    test("they are sought a part of the table each time", async () => {
        const volume = await mounted(formatFat32(1))
        await noteTaking(volume, 3, 0, 30000)
        for (let cluster = 1000; cluster < 70000; cluster += 1000)
            await linkRun(volume, cluster, 1, 1)
        const search = new FreeSearch(volume, 2000)
        let steps = 1
        let run = await search.step()
        while (run === undefined) {
            steps++
            run = await search.step()
        }
        // From 30,000 to the end of 70,002, and from the start to 32,000: 8 sectors are 1,024 clusters.
        expect(steps >= 70 && steps <= 72).toBe(true)
        expect(run.clusterCount).toBe(1001)
        expect(run.firstCluster).toBe(69001)
    })
    test("free ones are counted from a cluster on", async () => {
        const volume = await mounted(formatFat16(1))
        await linkRun(volume, 500, 1, 1)
        expect(await freeClustersAt(volume, 490, 5)).toBe(5)
        expect(await freeClustersAt(volume, 490, 11)).toBe(10)
        expect(await freeClustersAt(volume, 500, 11)).toBe(0)
        expect(await freeClustersAt(volume, volume.endCluster() - 2, 11)).toBe(2)
    })
    test("where no run is long enough, the longest is found", async () => {
        const volume = await mounted(formatFat16(1))
        await linkRun(volume, 5000, 1, 1)
        const run = await findFreeRun(volume, 6000)
        expect(run.firstCluster).toBe(2)
        expect(run.clusterCount).toBe(4998)
    })
    test("a chain grows by zeroed clusters", async () => {
        const disk = formatFat16(2)
        const volume = await mounted(disk)
        await linkRun(volume, 5, 1, 1)
        const dirty = Buffer.alloc(512)
        dirty.fillAt(0, 512, 0xaa)
        disk.poke(volume.sectorOf(2), dirty)
        const chain = new Chain(volume, 5)
        expect(await chain.sectorAt(2)).toBe(undefined)
        expect(await appendCluster(volume, chain)).toBe(2)
        expect(await chain.sectorAt(4)).toBe(undefined)
        expect(await appendCluster(volume, chain)).toBe(3)
        expect(await chain.sectorAt(2)).toBe(volume.sectorOf(2))
        expect(await chain.sectorAt(5)).toBe(volume.sectorOf(3) + 1)
        expect(await chain.sectorAt(6)).toBe(undefined)
        expect(await chain.sectorAt(0)).toBe(volume.sectorOf(5))
        expect(disk.peek(volume.sectorOf(2))[0]).toBe(0)
    })
    test("a folder's next cluster is in the same sector of the table as its last one, where that has a free one", async () => {
        const disk = formatFat32(1)
        const volume = await mounted(disk)
        await linkRun(volume, 130, 2, 1)
        const inside: any = volume
        inside.nextFree = 600
        const chain = new Chain(volume, 130)
        await chain.sectorAt(1)
        expect(await appendCluster(volume, chain)).toBe(128)
        expect(inside.nextFree).toBe(600)
        // The sector is full.
        await linkRun(volume, 129, 1, 1)
        await linkRun(volume, 132, 124, 124)
        await chain.sectorAt(2)
        expect(await appendCluster(volume, chain)).toBe(256)
        expect(await volume.nextCluster(128)).toBe(256)
    })
    test("FSInfo does not know how many are free until all are taken", async () => {
        const disk = formatFat32(1)
        const volume = await mounted(disk)
        await takeRun(volume, 20, 6, 3)
        await takeRun(volume, 26, 1, 1)
        expect(disk.peek(PARTITION_START + 1).getAt(488, "u32")).toBe(0xffffffff)
        // Where they were taken last: there a cut may have destroyed the table.
        expect(disk.peek(PARTITION_START + 1).getAt(492, "u32")).toBe(26)
        await settleFree(volume)
        expect(disk.peek(PARTITION_START + 1).getAt(488, "u32")).toBe(69999 - 7)
        expect(disk.peek(PARTITION_START + 1).getAt(492, "u32")).toBe(27)
    })
    test("a table is written from its last copy to its first", async () => {
        const disk = formatFat32(1)
        const volume = await mounted(disk)
        disk.written = []
        await linkRun(volume, 20, 1, 1)
        expect(disk.written[0]).toBe(PARTITION_START + FAT32_RESERVED + 547)
        expect(disk.written[1]).toBe(PARTITION_START + FAT32_RESERVED)
    })
})
