import { describe, test, expect } from "@devicescript/test"
import {
    FAT16_RESERVED,
    FAT32_RESERVED,
    formatFat16,
    formatFat32,
    PARTITION_START,
} from "../support/formatter"
import { leaveNumbered, mounted } from "../support/messages"
import { Cut, RamDisk } from "../support/ram-disk"
import { MessageStore } from "../../../src/store/message-store"
import { Fault } from "../../../src/util/fault"

const FSINFO = PARTITION_START + 1

/** Clusters that the first table sectors have as taken. */
function takenClusters(disk: RamDisk, sectors: number): number {
    let taken = 0
    for (let i = 0; i < sectors; i++) {
        const table = disk.peek(PARTITION_START + FAT32_RESERVED + i)
        for (let at = 0; at < 512; at += 4) if (table.getAt(at, "u32") !== 0) taken++
    }
    return taken
}

function expectEqualTables(disk: RamDisk, first: number, apart: number, sectors: number): void {
    for (let i = first; i < first + sectors; i++) {
        expect(disk.peek(i).toString("hex") === disk.peek(i + apart).toString("hex")).toBe(true)
    }
}

describe("provisioning", () => {
    test("takes what it takes from the free clusters of FSInfo", async () => {
        const disk = formatFat32(64)
        await mounted(disk)
        // 3 folders, README, calls.csv, 16 slots of 44; the root folder and two entries that are none.
        expect(takenClusters(disk, 7)).toBe(3 + 1 + 2 + 16 * 44 + 3)
        expect(disk.peek(FSINFO).getAt(488, "u32")).toBe(70000 - 1 - (3 + 1 + 2 + 16 * 44))
    })
    test("cut anywhere, is finished at the next mount with nothing lost", async () => {
        for (let n = 0; n < 60; n += 3) {
            const disk = formatFat32(64)
            disk.cutIn = n
            disk.cut = Cut.Before
            let isCut = false
            try {
                await new MessageStore(disk).mount()
            } catch (e) {
                if (!(e instanceof Fault)) throw e
                isCut = true
            }
            if (!isCut) {
                expect(n > 30).toBe(true)
                return
            }
            disk.powerOn()
            expect((await mounted(disk)).freeCount).toBe(16)
            expect(takenClusters(disk, 7)).toBe(3 + 1 + 2 + 16 * 44 + 3)
            expectEqualTables(disk, PARTITION_START + FAT32_RESERVED, 547, 7)
        }
        throw new Error("never whole")
    })
    test("what a cut has left uncounted in FSInfo is counted in idle, a part at a time", async () => {
        const disk = formatFat32(64)
        await mounted(disk)
        const right = disk.peek(FSINFO).getAt(488, "u32")
        const uncounted = Buffer.alloc(512)
        uncounted.blitAt(0, disk.peek(FSINFO), 0, 512)
        uncounted.setAt(488, "u32", 0xffffffff)
        disk.poke(FSINFO, uncounted)
        const store = await mounted(disk)
        let steps = 0
        while (await store.maintain()) steps++
        expect(disk.peek(FSINFO).getAt(488, "u32")).toBe(right)
        expect(steps > 60).toBe(true)
        expect(await store.maintain()).toBe(false)
    })
    test("makes as many slots as there is room for, and says where there is none", async () => {
        const disk = formatFat16(64)
        for (let i = 0; i < 2; i++) {
            for (let s = 0; s < 31; s++) {
                const table = Buffer.alloc(512)
                table.fillAt(0, 512, 0xff)
                // Room for folders and files, and for one slot.
                if (s === 3) table.fillAt(0, 2 * 60, 0)
                disk.poke(FAT16_RESERVED + i * 32 + s, table)
            }
            const last = Buffer.alloc(512)
            last.fillAt(0, 512, 0xff)
            disk.poke(FAT16_RESERVED + i * 32 + 31, last)
        }
        const store = await mounted(disk)
        expect(store.freeCount).toBe(1)
        expect(store.isReadOnly).toBe(false)
        await leaveNumbered(store, 1)
        expect((await mounted(disk)).unheardCount).toBe(1)
        for (let i = 0; i < 2; i++) {
            const table = disk.peek(FAT16_RESERVED + i * 32 + 3)
            table.fillAt(0, 512, 0xff)
        }
    })
    test("on a full card leaves the card as it is, with no room for messages or calls", async () => {
        const disk = formatFat16(64)
        for (let s = 0; s < 64; s++) {
            const table = Buffer.alloc(512)
            table.fillAt(0, 512, 0xff)
            disk.poke(FAT16_RESERVED + s, table)
        }
        const store = await mounted(disk)
        expect(store.freeCount).toBe(0)
        expect(await store.maintain()).toBe(false)
        expect(await store.logCall("1", "", undefined, "no room for a message", 1)).toBe(false)
        expect(disk.written.length).toBe(0)
    })
})
