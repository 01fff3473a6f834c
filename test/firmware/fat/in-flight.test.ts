import { describe, test, expect } from "@devicescript/test"
import { takeRun } from "../../../src/fat/allocation"
import { notePlace, storeInFolder } from "../../../src/fat/in-flight"
import { mountVolume } from "../../../src/fat/mount"
import { Volume } from "../../../src/fat/volume"
import { FAT16_RESERVED, formatFat16, formatFat32, PARTITION_START } from "../support/formatter"
import { RamDisk } from "../support/ram-disk"

/** Of a volume from `formatFat16`: its root folder, and its number in the boot sector. */
const ROOT = FAT16_RESERVED + 64
const ID_AT = 0x27

async function mounted(disk: RamDisk): Promise<Volume> {
    const volume = new Volume(disk)
    await mountVolume(volume)
    return volume
}

describe("where a sector in flight is noted", () => {
    test("is the last cluster, or the next free one before it", async () => {
        for (const format of [formatFat16, formatFat32]) {
            const volume = await mounted(format(8))
            const last = volume.endCluster() - 1
            expect(await notePlace(volume, 0, 0)).toBe(volume.sectorOf(last))
            await takeRun(volume, last - 2, 3, 3)
            expect(await notePlace(volume, 0, 0)).toBe(volume.sectorOf(last - 3))
        }
    })
    test("is nowhere where that is about to be taken", async () => {
        const volume = await mounted(formatFat16(8))
        const last = volume.endCluster() - 1
        expect(await notePlace(volume, last - 3, 4)).toBe(0)
        expect(await notePlace(volume, last - 4, 4)).toBe(volume.sectorOf(last))
    })
    test("is nowhere where the end of the table is full, or a cluster is a sector", async () => {
        const volume = await mounted(formatFat16(8))
        await takeRun(volume, 7936, volume.endCluster() - 7936, 1)
        expect(await notePlace(volume, 0, 0)).toBe(0)
        expect(await notePlace(await mounted(formatFat16(1)), 0, 0)).toBe(0)
    })
})

describe("a sector of a folder", () => {
    test("is noted with its content, written, and noted no more", async () => {
        const disk = formatFat16(8)
        disk.edit(0).setAt(ID_AT, "u32", 0xfedcba98)
        const volume = await mounted(disk)
        const place = await notePlace(volume, 0, 0)
        disk.written = []
        disk.cutIn = 2
        volume.sector.fillAt(0, 512, 0x61)
        let isCut = false
        try {
            await storeInFolder(volume, ROOT, 0, 0, 0)
        } catch {
            isCut = true
        }
        expect(isCut).toBe(true)
        expect(disk.written.join()).toBe(`${place + 1},${place},${ROOT}`)
        expect(disk.peek(place + 1)[511]).toBe(0x61)
        const note = disk.peek(place)
        expect(note.slice(0, 4).toString()).toBe("abif")
        expect(note.getAt(4, "u32")).toBe(0xfedcba98)
        expect(note.getAt(8, "u32")).toBe(ROOT)
        expect(note.getAt(12, "u32")).toBe(0)
        // SHA-256 of 512 times "a".
        expect(note.slice(16, 24).toString("hex")).toBe("471be6558b665e4f")
        disk.powerOn()
        volume.sector.fillAt(0, 512, 0x61)
        await storeInFolder(volume, ROOT, 0, 0, 0)
        expect(disk.peek(ROOT)[0]).toBe(0x61)
        expect(disk.peek(place)[0]).toBe(0)
    })
})

describe("a table of which only one is in use", () => {
    test("is written without a note: there is no copy", async () => {
        const disk = formatFat32(8)
        disk.edit(PARTITION_START)[0x28] = 0x80
        const volume = await mounted(disk)
        disk.written = []
        await takeRun(volume, 200, 1, 1)
        const end = volume.sectorOf(volume.endCluster() - 1)
        // Only cleared, after it.
        expect(disk.written.filter(sector => sector >= end).length).toBe(1)
        expect(disk.written[disk.written.length - 1]).toBe(end)
        expect(disk.peek(end)[0]).toBe(0)
    })
})
