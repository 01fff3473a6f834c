/** What PCs and cuts do to the messages folder. */
import { describe, test, expect } from "@devicescript/test"
import { FAT32_RESERVED, formatFat32, PARTITION_START } from "../support/formatter"
import { countNumbered, leaveNumbered, mounted, rested } from "../support/messages"
import { RamDisk } from "../support/ram-disk"

/** First sector of AFTERBEEP/messages; slots 1 and 2 are in the next one. */
const FOLDER = PARTITION_START + FAT32_RESERVED + 2 * 547 + 2 * 64
const TABLE = PARTITION_START + FAT32_RESERVED

/** Two messages, in slots 1 and 2. */
async function used(): Promise<RamDisk> {
    const disk = formatFat32(64)
    const store = await rested(disk)
    await leaveNumbered(store, 0x31)
    await leaveNumbered(store, 0x52)
    return disk
}

async function expectBoth(disk: RamDisk): Promise<void> {
    const store = await mounted(disk)
    expect(await countNumbered(store, 0, 0x31)).toBe(7)
    expect(await countNumbered(store, 1, 0x52)).toBe(7)
    expect(store.freeCount).toBe(14)
    await mounted(disk)
    expect(disk.written.length).toBe(0)
}

function filled(byte: number): Buffer {
    const sector = Buffer.alloc(512)
    sector.fillAt(0, 512, byte)
    return sector
}

/** Give a deleted slot's clusters back to the volume, as a PC does. */
function unlink(disk: RamDisk, firstCluster: number): void {
    for (let cluster = firstCluster; cluster < firstCluster + 44; cluster++) {
        for (let i = 0; i < 2; i++) {
            disk.peek(TABLE + i * 547 + (cluster >> 7)).setAt((cluster & 127) * 4, "u32", 0)
        }
    }
}

describe("a directory sector that was destroyed", () => {
    test("is made anew from the slots' headers when it is zeros, ones or noise", async () => {
        const disk = await used()
        disk.poke(FOLDER + 1, Buffer.alloc(512))
        await expectBoth(disk)
        disk.poke(FOLDER + 1, filled(0xff))
        await expectBoth(disk)
        disk.poke(FOLDER + 1, filled(0xa7))
        await expectBoth(disk)
    })
    test("also the last one of the folder", async () => {
        const disk = await used()
        disk.poke(FOLDER + 8, Buffer.alloc(512))
        await expectBoth(disk)
    })
})

describe("a person at a PC", () => {
    test("deletes a slot: it is made again while its clusters are free", async () => {
        const disk = formatFat32(64)
        await mounted(disk)
        const cluster = disk.peek(FOLDER + 1).getAt(480 + 26, "u16")
        for (let at = 256; at < 512; at += 32) disk.peek(FOLDER + 1)[at] = 0xe5
        unlink(disk, cluster)
        expect((await mounted(disk)).freeCount).toBe(16)
        expect(disk.peek(TABLE).getAt(cluster * 4, "u32")).toBe(cluster + 1)
        expect(disk.peek(FOLDER + 1)[480]).toBe(0x41)
    })
    test("deletes one and moves its clusters elsewhere: they are not touched", async () => {
        const disk = formatFat32(64)
        await mounted(disk)
        for (let at = 0; at < 256; at += 32) disk.peek(FOLDER + 2)[at] = 0xe5
        expect((await mounted(disk)).freeCount).toBe(15)
        expect(disk.written.length).toBe(0)
    })
    test("deletes all: they are made again", async () => {
        const disk = formatFat32(64)
        await mounted(disk)
        for (let i = 1; i < 9; i++) {
            for (let at = 0; at < 512; at += 32) disk.peek(FOLDER + i)[at] = 0xe5
        }
        // From cluster 9 on all is free again.
        for (let i = 0; i < 7; i++) {
            disk.peek(TABLE + i).fillAt(i === 0 ? 36 : 0, 512, 0)
            disk.peek(TABLE + 547 + i).fillAt(i === 0 ? 36 : 0, 512, 0)
        }
        expect((await mounted(disk)).freeCount).toBe(16)
        expect((await mounted(disk)).freeCount).toBe(16)
    })
    test("renames a message: it stays one, heard, trashed and used again like any other", async () => {
        const disk = await used()
        const sector = disk.peek(FOLDER + 1)
        const entry = sector.slice(224, 256)
        // As Windows does it: other entries, in a gap farther on.
        for (let at = 0; at < 256; at += 32) sector[at] = 0xe5
        entry.blitAt(0, "MOM     WAV", 0, 11)
        disk.peek(FOLDER).blitAt(64, entry, 0, 32)
        const store = await mounted(disk)
        expect(await countNumbered(store, 0, 0x31)).toBe(7)
        const message = store.nextUnheard()
        if (message) await store.markHeard(message)
        expect(disk.peek(FOLDER)[64 + 11]).toBe(0x20)
        expect((await mounted(disk)).messageCount).toBe(2)
    })
    test("copies a sound file of the slots' size there: it is no message", async () => {
        const disk = await used()
        const entry = disk.peek(FOLDER + 1).slice(224, 256)
        entry.blitAt(0, "FOREIGN WAV", 0, 11)
        entry.setAt(26, "u16", 60000)
        entry.setAt(20, "u16", 0)
        disk.peek(FOLDER).blitAt(64, entry, 0, 32)
        expect((await mounted(disk)).messageCount).toBe(2)
    })
})
