import * as ds from "@devicescript/core"
import { describe, test, expect } from "@devicescript/test"
import { linkRun, missingLinks, takeRun } from "../../../src/fat/allocation"
import { ensureFile, ensureFolder, findEntries } from "../../../src/fat/directory"
import { inspect } from "../../../src/fat/inspection"
import { mountVolume } from "../../../src/fat/mount"
import { Volume } from "../../../src/fat/volume"
import {
    FAT16_RESERVED,
    FSINFO,
    PARTITION_START,
    formatFat16,
    formatFat32,
} from "../support/formatter"
import { Fault } from "../../../src/util/fault"
import { Cut, RamDisk } from "../support/ram-disk"

const UNKNOWN = 0xffffffff
/** Sector of the root folder of a volume from `formatFat16`. */
const ROOT = FAT16_RESERVED + 64

async function mounted(disk: RamDisk): Promise<Volume> {
    const volume = new Volume(disk)
    await mountVolume(volume)
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

/** The power fails at a write of some work. @returns false: it was over before that */
async function isCut(
    disk: RamDisk,
    write: number,
    cut: Cut,
    work: (disk: RamDisk) => Promise<void>
): Promise<boolean> {
    disk.cutIn = write
    disk.cut = cut
    try {
        await work(disk)
    } catch (e: any) {
        if (!(e instanceof Fault)) throw e
    }
    const isOff = disk.sectorCount === 0
    disk.powerOn()
    return isOff
}

async function inspected(disk: RamDisk): Promise<Volume> {
    const volume = await mounted(disk)
    await inspect(volume)
    return volume
}

/** Take clusters at the end of the first sector of the table and at the beginning of the second. */
async function takeAcross(disk: RamDisk): Promise<void> {
    const volume = await mounted(disk)
    await takeRun(volume, Math.idiv(512, volume.entryBytes) - 4, 12, 12)
}

async function makeTop(disk: RamDisk): Promise<void> {
    await ensureFolder(await mounted(disk), 0, "AFTERBEEP")
}

async function makeReadme(disk: RamDisk): Promise<void> {
    const volume = await mounted(disk)
    const top = await ensureFolder(volume, 0, "AFTERBEEP")
    await ensureFile(volume, top, "README.txt", { sizeBytes: 100, attributes: 0x20 })
}

async function lookAt(disk: RamDisk): Promise<void> {
    await inspect(await mounted(disk))
}

const CUTS = [Cut.TornFirst, Cut.TornSecond, Cut.Zeros, Cut.Ones, Cut.Garbage, Cut.Reordered]

/** Nothing of the chains is lost after the power has failed in `takeAcross`, and the first two sectors of both tables are equal. */
async function expectWhole(disk: RamDisk, cut: Cut): Promise<void> {
    const volume = await inspected(disk)
    expect(await missingLinks(volume, 50, 40)).toBe(0)
    const missing = await missingLinks(volume, Math.idiv(512, volume.entryBytes) - 4, 12)
    expect(missing === undefined).toBe(false)
    // A sector that the card has lost although it had said that it holds it, is linked anew.
    if (cut === Cut.Reordered) return
    const { tableStart, tableSectorCount } = volume
    for (let sector = tableStart; sector < tableStart + 2; sector++) {
        const copy = disk.peek(sector + tableSectorCount).toString("hex")
        expect(disk.peek(sector).toString("hex")).toBe(copy)
    }
}

describe("a table at which the power fails", () => {
    test("is whole again, and equal to its copy, wherever it is cut", async () => {
        for (const format of [formatFat32, formatFat16]) {
            const before = format(8)
            await linkRun(await mounted(before), 50, 40, 40)
            for (const cut of CUTS) {
                let write = 0
                let isOff = true
                while (isOff) {
                    const disk = before.copy()
                    isOff = await isCut(disk, write++, cut, takeAcross)
                    await expectWhole(disk, cut)
                }
                expect(write >= 8).toBe(true)
            }
        }
    })
    test("costs no write where nothing was in flight, and two sectors that are read", async () => {
        for (const format of [formatFat32, formatFat16]) {
            const disk = format(8)
            await takeRun(await mounted(disk), 200, 40, 40)
            const volume = await mounted(disk)
            disk.readCount = 0
            disk.written = []
            expect(await inspect(volume)).toBe(false)
            expect(disk.written.length).toBe(0)
            expect(disk.readCount).toBe(format === formatFat32 ? 4 : 3)
        }
    })
})

/** A FAT16 card of a PC's: two files in its root. */
function ofPc(): RamDisk {
    const disk = formatFat16(8)
    const root = Buffer.alloc(512)
    for (let i = 0; i < 2; i++) {
        root.blitAt(i * 32, "HOLIDAY" + i + "TXT", 0, 11)
        root[i * 32 + 11] = 0x20
    }
    disk.poke(ROOT, root)
    return disk
}

async function hasBoth(volume: Volume): Promise<boolean> {
    const [one, other] = await findEntries(volume, 0, ["holiday0.txt", "holiday1.txt"])
    return one !== undefined && other !== undefined
}

/** What the root holds when the power fails while a folder is put into it. @returns the disk, before it is mounted again */
async function cutAtRoot(ruin: number): Promise<RamDisk> {
    const disk = ofPc()
    // What is in the folder, the content behind the note, the note; then the root.
    for (let write = 0; disk.peek(ROOT)[0] !== (ruin & 0xff); write++) {
        disk.poke(ROOT, ofPc().peek(ROOT))
        const isOff = await isCut(disk, write, ruin === 0 ? Cut.Zeros : Cut.Ones, makeTop)
        ds.assert(isOff, "a write of the root")
    }
    return disk
}

describe("a sector of a folder at which the power fails", () => {
    test("still has all that was in it, wherever it is cut", async () => {
        for (const cut of CUTS) {
            let write = 0
            let isOff = true
            while (isOff) {
                const disk = ofPc()
                isOff = await isCut(disk, write++, cut, makeTop)
                const volume = await inspected(disk)
                expect(await hasBoth(volume)).toBe(true)
                await ensureFolder(volume, 0, "AFTERBEEP")
                expect(await hasBoth(volume)).toBe(true)
            }
            expect(write >= 9).toBe(true)
        }
    })
    test("is put back once, also where that is cut", async () => {
        const disk = await cutAtRoot(0)
        for (let write = 0; write < 2; write++) {
            const again = disk.copy()
            await isCut(again, write, Cut.Garbage, lookAt)
            expect(await hasBoth(await inspected(again))).toBe(true)
        }
        expect(await inspect(await mounted(disk))).toBe(true)
        expect(await inspect(await mounted(disk))).toBe(false)
    })
    test("is left as it is after a format", async () => {
        const disk = await cutAtRoot(0)
        disk.edit(0).setAt(0x27, "u32", 4711)
        expect(await inspect(await mounted(disk))).toBe(false)
        expect(disk.peek(ROOT)[0]).toBe(0)
    })
    test("is left as it is where a PC has put something there, or has deleted what was there", async () => {
        for (let i = 0; i < 2; i++) {
            const disk = await cutAtRoot(0xff)
            const root = disk.edit(ROOT)
            root.blitAt(0, ofPc().peek(ROOT), 0, 512)
            // Its last entry can't be one, and is not looked at.
            root.fillAt(480, 32, 0xff)
            if (i === 1) root[0] = root[32] = 0xe5
            const before = root.toString("hex")
            expect(await inspect(await mounted(disk))).toBe(false)
            expect(disk.peek(ROOT).toString("hex")).toBe(before)
        }
    })
    test("is not that of a folder that is not there any more", async () => {
        const disk = formatFat16(8)
        const volume = await mounted(disk)
        const top = await ensureFolder(volume, 0, "AFTERBEEP")
        const at = volume.sectorOf(top)
        for (let write = 0; disk.peek(at)[0] === 0x2e; write++)
            await isCut(disk, write, Cut.Zeros, makeReadme)
        // Deleted, and its cluster is another file's.
        disk.edit(ROOT)[32] = 0xe5
        await inspected(disk)
        expect(disk.peek(at)[0]).toBe(0)
    })
})

describe("an FSInfo that a cut has destroyed", () => {
    test("is that of its copy, and its count is unknown", async () => {
        const disk = formatFat32(8)
        disk.poke(FSINFO + 6, disk.peek(FSINFO).concat(hex``))
        disk.poke(FSINFO, destroyed(-1))
        const volume = await mounted(disk)
        await inspect(volume)
        expect(disk.peek(FSINFO).getAt(0, "u32")).toBe(0x41615252)
        expect(disk.peek(FSINFO).getAt(488, "u32")).toBe(UNKNOWN)
    })
    test("stays as it is where there is no copy, and where there was none", async () => {
        const disk = formatFat32(8)
        disk.poke(FSINFO, destroyed(0))
        await inspect(await mounted(disk))
        disk.peek(PARTITION_START).setAt(0x30, "u16", 0)
        await inspect(await mounted(disk))
        expect(disk.written.length).toBe(0)
    })
})
