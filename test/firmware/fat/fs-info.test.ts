import { describe, test, expect } from "@devicescript/test"
import { countFree, freeHint, noteTaking, settleFree } from "../../../src/fat/fs-info"
import { mountVolume } from "../../../src/fat/mount"
import { Volume } from "../../../src/fat/volume"
import { formatFat32, PARTITION_START } from "../support/formatter"
import { RamDisk } from "../support/ram-disk"

async function mounted(disk: RamDisk): Promise<Volume> {
    const volume = new Volume(disk)
    await mountVolume(volume)
    return volume
}

describe("FSInfo", () => {
    test("what is no FSInfo stays as it is", async () => {
        const disk = formatFat32(16)
        disk.peek(PARTITION_START + 1).setAt(484, "u32", 0)
        const volume = await mounted(disk)
        await noteTaking(volume, 3, 1, 4)
        await settleFree(volume)
        expect(await countFree(volume, false)).toBe(false)
        expect(disk.written.length).toBe(0)
    })
    test("where fewer are free than are taken, or more than there are, the number is unknown", async () => {
        const counts = [5, 70001]
        for (let i = 0; i < counts.length; i++) {
            const disk = formatFat32(16)
            disk.peek(PARTITION_START + 1).setAt(488, "u32", counts[i])
            const volume = await mounted(disk)
            await noteTaking(volume, 3, 6, 9)
            await settleFree(volume)
            expect(disk.peek(PARTITION_START + 1).getAt(488, "u32")).toBe(0xffffffff)
        }
    })
    test("says where to look, unless that is no cluster of the volume", async () => {
        const disk = formatFat32(16)
        const info = disk.peek(PARTITION_START + 1)
        const said = [500, 70001, 70002, 0xffffffff]
        const hints = [500, 70001, 2, 2]
        for (let i = 0; i < said.length; i++) {
            info.setAt(492, "u32", said[i])
            expect(await freeHint(await mounted(disk))).toBe(hints[i])
        }
    })
    test("without a number has the clusters counted, 8 sectors of the table each time, and gets it", async () => {
        const disk = formatFat32(16)
        const info = disk.peek(PARTITION_START + 1)
        const free = info.getAt(488, "u32")
        info.setAt(488, "u32", 0xffffffff)
        const volume = await mounted(disk)
        let times = 1
        while (await countFree(volume, false)) times++
        // 547 sectors of the table.
        expect(times).toBe(69)
        expect(volume.free).toBe(free)
        expect(disk.peek(PARTITION_START + 1).getAt(488, "u32")).toBe(free)
        expect(await countFree(volume, false)).toBe(false)
        expect(disk.written.length).toBe(1)
    })
})
