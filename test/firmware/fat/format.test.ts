import { describe, expect, test } from "@devicescript/test"
import { clearMark, NewCard } from "../../../src/fat/format"
import { inspect } from "../../../src/fat/inspection"
import { freeHint } from "../../../src/fat/fs-info"
import { mountVolume } from "../../../src/fat/mount"
import { Volume } from "../../../src/fat/volume"
import { Fault } from "../../../src/util/fault"
import { Cut, RamDisk } from "../support/ram-disk"

const START = 8192
const CARD_100_MB = 204800

async function make(disk: RamDisk): Promise<Volume> {
    const volume = new Volume(disk)
    const card = new NewCard(volume)
    card.begin(0x12345678)
    while (await card.step()) {}
    return volume
}

/** A card with exFAT in a partition of its own, as a shop sells it. */
function exfatCard(sectorCount: number, partition: number): RamDisk {
    const disk = new RamDisk(sectorCount)
    const table = disk.edit(0)
    table[450] = 7
    table.setAt(454, "u32", partition)
    table.setAt(458, "u32", sectorCount - partition)
    table.setAt(510, "u16", 0xaa55)
    const boot = disk.edit(partition)
    boot.blitAt(0, hex`eb7690`, 0, 3)
    boot.blitAt(3, "EXFAT   ", 0, 8)
    boot.setAt(510, "u16", 0xaa55)
    return disk
}

/** "volume", "offered" or "refused". */
async function stateOf(disk: RamDisk): Promise<string> {
    const volume = new Volume(disk)
    try {
        await mountVolume(volume)
        await inspect(volume)
        return "volume"
    } catch (e) {
        if (!(e instanceof Fault)) throw e
        return volume.isReplaceable ? "offered" : "refused"
    }
}

describe("a card that is made new", () => {
    test("has clusters for its size, which begin at a multiple of 4 MB, and all of them are free", async () => {
        // 100 MB, 8 GB, 32 GB as they are sold, 64 GB.
        const sizes = [CARD_100_MB, 15523840, 62333952, 124735488]
        const expected = ["2 16384", "64 16384", "64 24576", "128 24576"]
        for (let i = 0; i < sizes.length; i++) {
            const disk = exfatCard(sizes[i], 32768)
            const volume = await make(disk)
            await mountVolume(volume)
            await inspect(volume)
            const heap = volume.sectorOf(2)
            expect(volume.sectorsPerCluster + " " + heap).toBe(expected[i])
            const clusters = Math.idiv(sizes[i] - heap, volume.sectorsPerCluster)
            expect(volume.clusterCount).toBe(clusters)
            expect(disk.peek(START + 1).getAt(488, "u32")).toBe(clusters - 1)
            expect(await volume.nextCluster(2)).toBe(undefined)
            expect(await freeHint(volume)).toBe(3)
            expect(disk.peek(heap).slice(0, 13).toString()).toBe("AFTERBEEP  \u0008\u0000")
        }
    })
    test("has a copy of boot sector and FSInfo, two tables, and nothing else in them", async () => {
        const disk = exfatCard(CARD_100_MB, START)
        // What was there before lies in the tables.
        for (let i = 0; i < 40; i++) disk.edit(START + 100 * i)[7] = 0xbb
        const volume = await make(disk)
        await mountVolume(volume)
        for (const at of [0, 1])
            expect(disk.peek(START + 6 + at).toString("hex")).toBe(
                disk.peek(START + at).toString("hex")
            )
        const boot = disk.peek(START)
        const tableSectors = boot.getAt(0x24, "u32")
        const table = START + boot.getAt(0x0e, "u16")
        expect(table + 2 * tableSectors).toBe(volume.sectorOf(2))
        expect(disk.keptIn(table, volume.sectorOf(3)).length).toBe(3)
        expect(disk.peek(table).toString("hex")).toBe(
            disk.peek(table + tableSectors).toString("hex")
        )
        expect(boot.getAt(0x43, "u32")).toBe(0x12345678)
    })
    test("is said to be half new until its volume is used", async () => {
        const disk = exfatCard(CARD_100_MB, START)
        const volume = await make(disk)
        await mountVolume(volume)
        expect(volume.isReplaceable).toBe(false)
        await clearMark(volume)
        expect(disk.peek(1)[0]).toBe(0)
        disk.written = []
        await clearMark(volume)
        expect(disk.written.length).toBe(0)
    })
})

/** Cut the power at the writes, one after the other, until all of them go well. @returns how often it was cut */
async function cutEverywhere(place: number, cut: Cut): Promise<number> {
    let state = ""
    let at = 0
    while (state !== "volume") {
        const disk = exfatCard(CARD_100_MB, place)
        disk.cut = cut
        // The mark, two of the runs, then what is written behind all of them.
        disk.cutIn = at < 6 ? at : at + 23
        try {
            await make(disk)
        } catch (e) {
            if (!(e instanceof Fault)) throw e
        }
        disk.powerOn()
        state = await stateOf(disk)
        if (state === "refused") throw new RangeError(`refused: cut ${cut} at ${at}, ${place}`)
        at++
    }
    return at
}

describe("making a card new", () => {
    test("leaves, wherever it is cut, a card that is offered again or a volume", async () => {
        for (const place of [0, START, 32768])
            for (let cut = Cut.Before; cut <= Cut.After; cut++)
                expect((await cutEverywhere(place, cut)) > 20).toBe(true)
    })
})
