import { describe, test, expect } from "@devicescript/test"
import { findPath } from "../../../src/fat/directory"
import { MessageStore } from "../../../src/store/message-store"
import { Fault } from "../../../src/util/fault"
import { crowded, takenClusters } from "../support/crowded"
import { FSINFO, TABLE, TABLE_SECTORS, formatFat32 } from "../support/formatter"
import {
    aCall,
    leaveNothing,
    mounted,
    mountUntilCut,
    prepared,
    present,
    rest,
    rested,
    storeOn,
} from "../support/messages"
import { Cut, RamDisk } from "../support/ram-disk"
import { folderOf, Home, linkOf, takeLink } from "../support/slots"
import { mountVolume } from "../../../src/fat/mount"

/** Clusters of 64 KB, of which a slot takes 22: little of the table is written. */
const LARGE = 128

function expectEqualTables(disk: RamDisk): void {
    for (const number of disk.keptIn(TABLE, TABLE + 2 * TABLE_SECTORS)) {
        const isFirst = number < TABLE + TABLE_SECTORS
        const one = disk.peek(number)
        const other = disk.peek(isFirst ? number + TABLE_SECTORS : number - TABLE_SECTORS)
        if (one !== other) expect(one.toString("hex")).toBe(other.toString("hex"))
    }
}

function extentsOf(store: MessageStore): string {
    const { index } = folderOf(store)
    let text = ""
    for (let i = 0; i < index.extentCount(); i++) text += `${index.extentSlots(i)} `
    return text.trim()
}

/** All of a slot is there: entry and chain. */
async function expectSlot(store: MessageStore, slot: number): Promise<void> {
    const name = `AFTERBEEP/messages/AB0000${slot < 9 ? "0" : ""}${slot + 1}.WAV`
    const entry = present(await findPath(store.volume, name))
    expect(entry.firstCluster).toBe(folderOf(store).locate(slot))
    expect(entry.attributes).toBe(0x06)
    expect(await folderOf(store).linksMissing(slot)).toBe(0)
}

describe("provisioning", () => {
    test("takes what it takes from the free clusters of FSInfo, and no more", async () => {
        const disk = formatFat32(64)
        await rested(disk)
        // 3 folders, index.bin, the folder's run, README, calls.csv, 16 slots of 44.
        const ours = 3 + 1 + 1 + 1 + 2 + 16 * 44
        // The root folder, and two entries that are none.
        expect(await takenClusters(disk)).toBe(ours + 1 + 2)
        expect(disk.peek(FSINFO).getAt(488, "u32")).toBe(70000 - 1 - ours)
        expectEqualTables(disk)
    })
    test("makes 16 slots at once, the others in idle, 4 at a time, while calls are taken", async () => {
        const disk = formatFat32(LARGE)
        const store = await mounted(disk, 48)
        expect(store.messages.freeCount).toBe(16)
        await leaveNothing(store)
        let begun = 0
        let slotCount = 16
        while (await store.maintain()) {
            const before = slotCount
            slotCount = folderOf(store).index.slotCount()
            expect(slotCount - before <= 4).toBe(true)
            if (store.messages.freeCount !== 31) continue
            await leaveNothing(store)
            begun++
        }
        expect(begun).toBe(1)
        expect(store.messages.freeCount).toBe(46)
        expect(store.messages.unheardCount).toBe(2)
        expect(extentsOf(store)).toBe("48")
        await expectSlot(store, 15)
        await expectSlot(store, 16)
        await expectSlot(store, 47)
        expect(folderOf(store).armed.length).toBe(4)
        expectEqualTables(disk)
        const again = await rested(disk, 48)
        expect(again.messages.freeCount).toBe(46)
        expect(disk.written.length).toBe(0)
    })
    test("makes more where the owner wants more later, and takes none away", async () => {
        const disk = formatFat32(LARGE)
        expect((await rested(disk)).messages.freeCount).toBe(16)
        expect((await rested(disk, 24)).messages.freeCount).toBe(24)
        const store = await rested(disk, 16)
        expect(store.messages.freeCount).toBe(24)
        expect(extentsOf(store)).toBe("24")
        await expectSlot(store, 23)
        await rested(disk, 16)
        expect(disk.written.length).toBe(0)
    })
    test("fills half of the free space, and does not look again for that", async () => {
        const disk = crowded(LARGE, 1102, cluster => true)
        const store = await rested(disk, 1024)
        // 1100 clusters were free, 8 are for all else; half of them are 24 slots of 22.
        expect(store.messages.freeCount).toBe(24)
        await expectSlot(store, 23)
        disk.readCount = 0
        const again = await rested(disk, 1024)
        expect(again.messages.freeCount).toBe(24)
        expect(disk.written.length).toBe(0)
    })
    test("where the table is in pieces, makes an extent of each, all in one folder", async () => {
        // Runs of 230 clusters: ten slots and their run of the folder.
        const disk = crowded(LARGE, 1800, cluster => cluster % 231 !== 0)
        const store = await rested(disk, 48)
        // Half of the free space in the end.
        expect(extentsOf(store)).toBe("10 10 10 10")
        expect(store.messages.freeCount).toBe(40)
        for (const slot of [0, 9, 10, 19, 20, 29, 30, 39]) await expectSlot(store, slot)
        const again = await rested(disk, 48)
        // What else was made meanwhile is in nobody's place.
        expect(again.isReadOnly).toBe(false)
        expect(again.messages.freeCount).toBe(40)
        expect(disk.written.length).toBe(0)
    })
    test("leaves what a PC has in the folder, and makes deleted entries of the rest before its own", async () => {
        const disk = formatFat32(LARGE)
        const store = await mounted(disk)
        const { sector } = new Home(disk, store, 0)
        const first = store.volume.sectorOf(folderOf(store).cluster)
        const begin = disk.peek(first)
        expect(begin.slice(0, 2).toString()).toBe(". ")
        expect(begin.slice(32, 34).toString()).toBe("..")
        for (let at = 64; at < 512; at += 32) expect(begin[at]).toBe(0xe5)
        for (let i = 1; i < LARGE; i++) expect(disk.peek(first + i)[96]).toBe(0xe5)
        expect(disk.peek(sector + 8)[0]).toBe(0)
    })
})

describe("provisioning where there is little room", () => {
    test("makes as many slots as there is room for", async () => {
        // Room for folders and files, and for one slot.
        const disk = crowded(64, 830, cluster => cluster >= 768 && cluster < 828)
        const store = await rested(disk)
        expect(store.messages.freeCount).toBe(1)
        expect(store.isReadOnly).toBe(false)
        await leaveNothing(store)
        const again = await rested(disk)
        expect(again.messages.unheardCount).toBe(1)
        expect(again.messages.freeCount).toBe(0)
        expect(again.isReadOnly).toBe(false)
    })
    test("on a full card leaves the card as it is, with no room for messages or calls", async () => {
        const disk = crowded(64, 0, cluster => false)
        const store = await mounted(disk)
        expect(store.messages.freeCount).toBe(0)
        await rest(store)
        expect(await store.logCall(aCall("1", "no room for a message"))).toBe(false)
        expect(disk.written.length).toBe(0)
    })
    test("goes elsewhere where a PC has taken what was planned, before it was made", async () => {
        const disk = formatFat32(LARGE)
        // Planned is what the index says before anything of it is made.
        for (let n = 0; n < 40; n++) {
            disk.cutIn = n
            try {
                await mounted(disk)
            } catch (e) {
                if (!(e instanceof Fault)) throw e
            }
            disk.powerOn()
            const store: any = storeOn(disk)
            await mountVolume(store.volume)
            const file = await findPath(store.volume, "AFTERBEEP/index.bin")
            if (file === undefined) continue
            const { index } = folderOf(store)
            await index.readPages(file.firstCluster, () => {})
            if (index.extentCount() === 0) continue
            expect(index.slotCount()).toBe(0)
            takeLink(disk, index.extentCluster(0) + 100)
            const again = await rested(disk)
            expect(again.messages.freeCount).toBe(16)
            expect(linkOf(disk, index.extentCluster(0) + 100)).toBe(0x0fffffff)
            await expectSlot(again, 0)
            await expectSlot(again, 15)
            return
        }
        throw new Error("never planned")
    })
})

async function restUntilCut(store: MessageStore): Promise<void> {
    try {
        await rest(store)
    } catch (e) {
        if (!(e instanceof Fault)) throw e
    }
}

/** What is to be had in the end. */
async function expectAll(disk: RamDisk, what: string): Promise<void> {
    const store = await rested(disk)
    const ours = 3 + 1 + 1 + 1 + 1 + 16 * 22
    const taken = (await takenClusters(disk)) - 3
    const free = disk.peek(FSINFO).getAt(488, "u32")
    const counts = `${store.messages.freeCount} slots, ${taken} clusters, ${free} free`
    if (counts !== `16 slots, ${ours} clusters, ${70000 - 1 - ours} free`)
        throw new Error(`${what}: ${counts}`)
    expectEqualTables(disk)
    await expectSlot(store, 15)
    expect(store.isReadOnly).toBe(false)
}

describe("provisioning that is cut", () => {
    test("anywhere, is finished at the next mount with nothing lost", async () => {
        const ways = [Cut.Before, Cut.TornFirst, Cut.After, Cut.TornSecond]
        let n = 0
        let isCut = true
        while (isCut) {
            const disk = formatFat32(LARGE)
            const cut = ways[n % 4]
            disk.cutIn = n
            disk.cut = cut
            isCut = await mountUntilCut(disk)
            disk.powerOn()
            await expectAll(disk, `cut ${cut} at write ${n}`)
            n += 11
        }
        expect(n > 30).toBe(true)
    })
    test("in idle, and again when it is finished, is finished with nothing lost", async () => {
        for (let n = 4; n < 60; n += 19) {
            const disk = await prepared("fresh", async () => formatFat32(LARGE))
            await mounted(disk)
            for (let again = 0; again < 2; again++) {
                const store = await mounted(disk, 32)
                disk.cutIn = n
                disk.cut = again === 0 ? Cut.Before : Cut.TornFirst
                await restUntilCut(store)
                disk.powerOn()
            }
            const store = await rested(disk, 32)
            expect(store.messages.freeCount).toBe(32)
            await expectSlot(store, 31)
            const ours = 3 + 1 + 1 + 1 + 1 + 32 * 22
            expect((await takenClusters(disk)) - 3).toBe(ours)
            expect(disk.peek(FSINFO).getAt(488, "u32")).toBe(70000 - 1 - ours)
        }
    })
    test("leaves FSInfo uncounted, which is counted in idle, a part at a time", async () => {
        const disk = formatFat32(LARGE)
        await rested(disk)
        const right = disk.peek(FSINFO).getAt(488, "u32")
        disk.edit(FSINFO).setAt(488, "u32", 0xffffffff)
        const store = await mounted(disk)
        let steps = 0
        while (await store.maintain()) steps++
        expect(disk.peek(FSINFO).getAt(488, "u32")).toBe(right)
        expect(steps > 60).toBe(true)
        expect(await store.maintain()).toBe(false)
    })
})
