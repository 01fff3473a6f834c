import { describe, test, expect } from "@devicescript/test"
import { appendCluster, findFreeRun, missingLinks, linkRun } from "../../../src/fat/allocation"
import { Chain } from "../../../src/fat/chain"
import { Volume } from "../../../src/fat/volume"
import { Fault, FaultCode } from "../../../src/util/fault"
import {
    FAT16_RESERVED,
    FAT32_RESERVED,
    formatFat16,
    formatFat32,
    PARTITION_START,
} from "../support/formatter"
import { RamDisk } from "../support/ram-disk"

async function mounted(disk: RamDisk): Promise<Volume> {
    const volume = new Volume(disk)
    await volume.mount()
    return volume
}

describe("Volume.mount", () => {
    test("finds FAT32 in a partition", async () => {
        const volume = await mounted(formatFat32(16))
        expect(volume.clusterCount).toBe(70000)
        expect(volume.rootCluster).toBe(2)
        expect(volume.sectorOf(3)).toBe(PARTITION_START + FAT32_RESERVED + 2 * 547 + 16)
    })
    test("finds FAT16 from the first sector on", async () => {
        const volume = await mounted(formatFat16(4))
        expect(volume.clusterCount).toBe(8000)
        expect(volume.rootCluster).toBe(0)
        expect(volume.rootSector).toBe(FAT16_RESERVED + 64)
        expect(volume.rootSectorCount).toBe(32)
    })
    test("a blank card is a Corrupt fault", async () => {
        let code: FaultCode | undefined = undefined
        try {
            await mounted(new RamDisk(1000000))
        } catch (e) {
            if (e instanceof Fault) code = e.code
        }
        expect(code).toBe(FaultCode.Corrupt)
    })
})

/** What `mount` has to say about a card. */
async function complaint(disk: RamDisk): Promise<string> {
    try {
        await new Volume(disk).mount()
    } catch (e) {
        if (e instanceof Fault) return e.message
    }
    return ""
}

describe("a card that is of no use", () => {
    test("is told by its name, and what to do", async () => {
        const blank = "a card without a file system: format it as FAT32 on a PC"
        expect(await complaint(new RamDisk(1000))).toBe(blank)
        const exfat = formatFat32(8)
        const boot = exfat.peek(PARTITION_START)
        boot.fillAt(0, 90, 0)
        boot.blitAt(0, hex`eb7690`, 0, 3)
        boot.blitAt(3, "EXFAT   ", 0, 8)
        expect(await complaint(exfat)).toBe("a card with EXFAT: format it as FAT32 on a PC")
        const ntfs = formatFat32(8)
        ntfs.peek(PARTITION_START).fillAt(0, 90, 0)
        ntfs.peek(PARTITION_START).blitAt(3, "NTFS    ", 0, 8)
        expect(await complaint(ntfs)).toBe("a card with NTFS: format it as FAT32 on a PC")
        const small = formatFat16(8)
        small.peek(0).setAt(0x20, "u32", 30000)
        expect(await complaint(small)).toBe("a card with FAT12: format it as FAT32 on a PC")
    })
    test("one that was not ejected is taken, and its marks stay", async () => {
        const disk = formatFat16(8)
        disk.peek(0)[0x25] = 1
        disk.peek(FAT16_RESERVED).setAt(2, "u16", 0x7fff)
        expect(await complaint(disk)).toBe("")
        expect(disk.written.length).toBe(0)
    })
})

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
    test("the upper bits of an entry stay as they are", async () => {
        const disk = formatFat32(1)
        const table = Buffer.alloc(512)
        table.setAt(40, "u32", 0xa0000000)
        disk.poke(PARTITION_START + FAT32_RESERVED, table)
        const volume = await mounted(disk)
        await linkRun(volume, 10, 1, 1)
        const kept = disk.peek(PARTITION_START + FAT32_RESERVED).getAt(40, "u32")
        expect(kept).toBe(0xafffffff)
    })
    test("free clusters are sought from the hint on, then from the start, around what is taken", async () => {
        const volume = await mounted(formatFat32(1))
        await volume.noteTaking(0, 69990)
        const late = await findFreeRun(volume, 12)
        expect(late.firstCluster).toBe(69990)
        const early = await findFreeRun(volume, 13)
        expect(early.firstCluster).toBe(3)
        await linkRun(volume, 8, 1, 1)
        expect((await findFreeRun(volume, 13)).firstCluster).toBe(9)
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
    test("a broken chain is a Corrupt fault", async () => {
        const volume = await mounted(formatFat16(1))
        let code: FaultCode | undefined = undefined
        try {
            await volume.nextCluster(77)
        } catch (e) {
            if (e instanceof Fault) code = e.code
        }
        expect(code).toBe(FaultCode.Corrupt)
    })
})
