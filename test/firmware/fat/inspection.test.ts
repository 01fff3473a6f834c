import { describe, test, expect } from "@devicescript/test"
import { linkRun, missingLinks, takeRun } from "../../../src/fat/allocation"
import { inspect } from "../../../src/fat/inspection"
import { Volume } from "../../../src/fat/volume"
import {
    FAT16_RESERVED,
    FSINFO,
    PARTITION_START,
    TABLE,
    TABLE_16_SECTORS,
    TABLE_SECTORS,
    formatFat16,
    formatFat32,
} from "../support/formatter"
import { RamDisk } from "../support/ram-disk"

const UNKNOWN = 0xffffffff
/** Bytes that a destroyed sector is full of; below zero: of chance. */
const RUINS = [0, 0xff, -1]

async function mounted(disk: RamDisk): Promise<Volume> {
    const volume = new Volume(disk)
    await volume.mountVolume()
    return volume
}

/** What stands in a sector after a power cut: all the same, or nothing that makes sense. */
function destroyed(byte: number): Buffer {
    const sector = Buffer.alloc(512)
    sector.fillAt(0, 512, byte & 0xff)
    let state = 77
    for (let at = 0; byte < 0 && at < 512; at += 4) {
        state = Math.imul(state, 1664525) + 1013904223
        sector.setAt(at, "i32", state | 0)
    }
    return sector
}

/** Somebody's file of 40 clusters from 200 on; then 10 are taken behind it, and the power fails. */
async function taken(disk: RamDisk): Promise<Volume> {
    const volume = await mounted(disk)
    await linkRun(volume, 200, 40, 40)
    await takeRun(volume, 240, 10, 5)
    return volume
}

describe("a table of which a cut has destroyed a sector", () => {
    test("is taken from its copy on FAT32", async () => {
        for (const ruin of RUINS) {
            const disk = formatFat32(8)
            await taken(disk)
            disk.poke(TABLE + 1, destroyed(ruin))
            const volume = await mounted(disk)
            await inspect(volume, false)
            expect(await missingLinks(volume, 200, 40)).toBe(0)
            expect(await missingLinks(volume, 240, 10, 5)).toBe(0)
            const copy = disk.peek(TABLE + TABLE_SECTORS + 1).toString("hex")
            expect(disk.peek(TABLE + 1).toString("hex")).toBe(copy)
        }
    })
    test("is taken from its copy on FAT16, its beginning too", async () => {
        for (const ruin of RUINS) {
            const disk = formatFat16(8)
            await taken(disk)
            disk.poke(FAT16_RESERVED, destroyed(ruin))
            const volume = await mounted(disk)
            await inspect(volume, true)
            expect(await missingLinks(volume, 200, 40)).toBe(0)
            expect(await missingLinks(volume, 240, 10, 5)).toBe(0)
        }
    })
    test("stays as it is where its copy is the one", async () => {
        for (const ruin of RUINS) {
            const disk = formatFat32(8)
            await taken(disk)
            disk.poke(TABLE + TABLE_SECTORS + 1, destroyed(ruin))
            const volume = await mounted(disk)
            disk.written = []
            await inspect(volume, false)
            expect(disk.written.length).toBe(0)
            expect(await missingLinks(volume, 200, 40)).toBe(0)
        }
    })
    test("is not looked for where all that was taken is known to be", async () => {
        const disk = formatFat32(8)
        const before = await taken(disk)
        await before.settle()
        const volume = await mounted(disk)
        disk.readCount = 0
        await inspect(volume, true)
        expect(disk.readCount).toBe(2)
        const small = formatFat16(8)
        await taken(small)
        const other = await mounted(small)
        small.readCount = 0
        await inspect(other, false)
        expect(small.readCount).toBe(1)
    })
    test("is left alone where both are possible, and where none is", async () => {
        const disk = formatFat16(8)
        await taken(disk)
        const other = disk.peek(FAT16_RESERVED).concat(hex``)
        other.setAt(200, "u16", 0xffff)
        disk.poke(FAT16_RESERVED, other)
        disk.poke(FAT16_RESERVED + 1, destroyed(0))
        disk.poke(FAT16_RESERVED + TABLE_16_SECTORS + 1, destroyed(0xff))
        const volume = await mounted(disk)
        disk.written = []
        await inspect(volume, true)
        expect(disk.written.length).toBe(0)
    })
})

describe("an FSInfo that a cut has destroyed", () => {
    test("is that of its copy, and its count is unknown", async () => {
        const disk = formatFat32(8)
        disk.poke(FSINFO + 6, disk.peek(FSINFO).concat(hex``))
        disk.poke(FSINFO, destroyed(-1))
        const volume = await mounted(disk)
        await inspect(volume, false)
        expect(disk.peek(FSINFO).getAt(0, "u32")).toBe(0x41615252)
        expect(disk.peek(FSINFO).getAt(488, "u32")).toBe(UNKNOWN)
    })
    test("stays as it is where there is no copy, and where there was none", async () => {
        const disk = formatFat32(8)
        disk.poke(FSINFO, destroyed(0))
        await inspect(await mounted(disk), true)
        disk.peek(PARTITION_START).setAt(0x30, "u16", 0)
        await inspect(await mounted(disk), true)
        expect(disk.written.length).toBe(0)
    })
})
