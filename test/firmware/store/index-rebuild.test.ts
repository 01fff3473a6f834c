/** index.bin is lost: all is found again in the folder and in the headers. */
import { describe, test, expect } from "@devicescript/test"
import { findPath } from "../../../src/fat/directory"
import { MessageStore } from "../../../src/store/message-store"
import { Kind, SlotState, UNHEARD } from "../../../src/store/slot-state"
import { formatFat32 } from "../support/formatter"
import {
    countNumbered,
    leaveNothing,
    leaveNumbered,
    mounted,
    prepared,
    present,
    rest,
    rested,
} from "../support/messages"
import { RamDisk } from "../support/ram-disk"
import { folderOf, Home, stateOf, takeLink } from "../support/slots"

/** Five messages: unheard, heard, kept, in the trash, and one that a PC has renamed; slots 6 to 9 are armed. */
async function makeUsed(): Promise<RamDisk> {
    const disk = formatFat32(64)
    const store = await rested(disk)
    await leaveNumbered(store, 0x31)
    for (let i = 0; i < 3; i++) await leaveNothing(store)
    await rest(store)
    await leaveNothing(store)
    for (let slot = 1; slot < 4; slot++)
        new Home(disk, store, slot).setAttributes([0, 0x20, 0x21, 0x22][slot])
    new Home(disk, store, 4).renameTo(store.volume.sectorOf(folderOf(store).cluster), 64)
    await rested(disk)
    return disk
}

/** The index is lost: its file is zeros. */
async function lose(disk: RamDisk): Promise<void> {
    const store = await mounted(disk)
    const file = present(await findPath(store.volume, "AFTERBEEP/index.bin"))
    for (let i = 0; i < 2; i++)
        disk.poke(store.volume.sectorOf(file.firstCluster) + i, Buffer.alloc(512))
}

async function statesOf(store: MessageStore, slots: number): Promise<string> {
    let text = ""
    for (let slot = 0; slot < slots; slot++) text += `${await stateOf(store, slot)} `
    return text
}

/** Unheard messages, oldest first. */
async function slotsInOrder(store: MessageStore): Promise<string> {
    let text = ""
    let message = await store.messages.nextOfKinds(UNHEARD)
    while (message !== undefined) {
        text += `${message.slot} `
        message = await store.messages.nextOfKinds(UNHEARD, message.order)
    }
    return text
}

function extentsOf(store: MessageStore): string {
    const { index } = folderOf(store)
    let text = ""
    for (let i = 0; i < index.extentCount(); i++) {
        const place = `${index.extentCluster(i)} ${index.folderCluster(i)}`
        text += `${place} ${index.extentSlots(i)}, `
    }
    return text
}

describe("an index that is lost", () => {
    test("is made anew in idle: all messages, what they are, and where the slots are", async () => {
        const disk = await prepared("five messages", makeUsed)
        let store = await mounted(disk)
        const extents = extentsOf(store)
        expect(await statesOf(store, 10)).toBe("8 9 10 11 4 1 1 1 1 0 ")
        await lose(disk)
        store = await mounted(disk)
        expect(store.isReadOnly).toBe(false)
        expect(extentsOf(store)).toBe(extents)
        await rest(store)
        // Nothing is known to be cleared: others are.
        expect(await statesOf(store, 10)).toBe("8 9 10 11 4 1 1 1 1 0 ")
        expect(folderOf(store).armed.length).toBe(4)
        expect(store.messages.unheardCount).toBe(2)
        expect(store.messages.messageCount).toBe(4)
        expect(store.messages.freeCount).toBe(11)
        expect(await countNumbered(store, 0, 0x31)).toBe(7)
        store = await rested(disk)
        expect(disk.written.length).toBe(0)
        expect(store.messages.messageCount).toBe(4)
    })
    test("takes no serial and no name twice", async () => {
        const disk = await prepared("five messages", makeUsed)
        await lose(disk)
        const store = await rested(disk)
        expect(folderOf(store).index.lastSerial()).toBe(5)
        await leaveNothing(store)
        const title = "AFTERBEEP/messages/2026-11-22 14.05 2125550123 J SMITH"
        // The first four, and this one, which takes the name of the one that was renamed.
        for (const name of [".wav", " (2).wav", " (4).wav", " (5).wav"])
            expect((await findPath(store.volume, title + name)) === undefined).toBe(false)
        expect((await findPath(store.volume, title + " (6).wav")) === undefined).toBe(true)
    })
    test("takes a call before the idle that finds the messages, and keeps them", async () => {
        const disk = await prepared("five messages", makeUsed)
        await lose(disk)
        const store = await mounted(disk)
        let isFull = false
        try {
            await leaveNothing(store)
        } catch {
            isFull = true
        }
        await rest(store)
        expect(store.messages.unheardCount).toBe(isFull ? 2 : 3)
        expect(await countNumbered(store, 0, 0x31)).toBe(7)
    })
    test("does not use slots whose clusters are another file's", async () => {
        const disk = await prepared("five messages", makeUsed)
        const home = new Home(disk, await mounted(disk), 9)
        takeLink(disk, home.cluster + 5)
        await lose(disk)
        const store = await rested(disk)
        expect(await stateOf(store, 9)).toBe(SlotState.Retired)
        expect(store.messages.freeCount).toBe(10)
    })
    test("where entries of the folder's first slots are gone: the others' places tell of them", async () => {
        const disk = await prepared("five messages", makeUsed)
        let store = await mounted(disk)
        const extents = extentsOf(store)
        new Home(disk, store, 0).remove()
        new Home(disk, store, 1).remove()
        new Home(disk, store, 15).remove()
        await lose(disk)
        store = await rested(disk)
        // Of the last one nobody knows; room for it is found again.
        expect(extentsOf(store).startsWith(extents.slice(0, extents.indexOf(" 16")))).toBe(true)
        expect(await stateOf(store, 0)).toBe(SlotState.Free)
        expect(await stateOf(store, 2)).toBe(SlotState.Message | Kind.Kept)
        expect(store.messages.messageCount).toBe(2)
        expect(store.messages.freeCount).toBe(13)
        await rested(disk)
        expect(disk.written.length).toBe(0)
    })
    test("has the messages in their order, also where the round goes over the end", async () => {
        const disk = await prepared("five messages", makeUsed)
        const store = await mounted(disk)
        const folder = folderOf(store)
        for (const slot of folder.armed.slice()) await folder.setState(slot, SlotState.Free)
        await folder.index.passTo(13)
        await folder.freeSlot(0)
        await folder.freeSlot(1)
        for (let i = 0; i < 3; i++) await leaveNothing(store)
        await rest(store)
        const before = await slotsInOrder(store)
        await lose(disk)
        const again = await rested(disk)
        expect(await slotsInOrder(again)).toBe(before)
        // The one that a PC has renamed has no age.
        expect(before).toBe("14 15 0 4 ")
    })
})

describe("a call before all was compared", () => {
    test("finds a place for its message", async () => {
        const disk = await prepared("five messages", makeUsed)
        await lose(disk)
        const store = await mounted(disk)
        await leaveNothing(store)
        await rest(store)
        expect(store.messages.unheardCount).toBe(3)
        expect(store.messages.messageCount).toBe(5)
    })
})

describe("foreign files named like slots", () => {
    test("do not make slots", async () => {
        const disk = await prepared("five messages", makeUsed)
        const store = await mounted(disk)
        const before = extentsOf(store)
        const entry = new Home(disk, store, 9).entry()
        entry.blitAt(0, "AB000900WAV", 0, 11)
        entry.setAt(26, "u16", 60000)
        disk.edit(store.volume.sectorOf(folderOf(store).cluster)).blitAt(224, entry, 0, 32)
        await lose(disk)
        const again = await rested(disk)
        expect(again.isReadOnly).toBe(false)
        expect(again.messages.messageCount).toBe(4)
        expect(extentsOf(again)).toBe(before)
    })
})
