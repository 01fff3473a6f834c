import { describe, test, expect } from "@devicescript/test"
import { Codec } from "../../../src/hal/sound"
import { MessageStore } from "../../../src/store/message-store"
import { putMessage } from "../../../src/store/slot-entry"
import { HEARD, Kind, SlotState, UNHEARD } from "../../../src/store/slot-state"
import { FaultCode } from "../../../src/util/fault"
import { faultOf } from "../support/fault-of"
import { formatFat32 } from "../support/formatter"
import {
    ENVELOPE,
    leaveNothing,
    leaveNumbered,
    mounted,
    present,
    rest,
    rested,
    restedCard,
} from "../support/messages"
import { folderOf, Home, linkOf, stateOf, takeLink } from "../support/slots"

async function steps(store: MessageStore): Promise<number> {
    let count = 1
    while (await store.maintain()) count++
    return count
}

/** Attributes of each kind of message. */
const ATTRIBUTES = [0x00, 0x20, 0x21, 0x22]

/** Let slots be messages, whose headers are missing: nobody looks for them here. */
async function fill(store: MessageStore, from: number, kind: Kind): Promise<void> {
    const folder = folderOf(store)
    const { sector } = store.volume
    for (let slot = from; slot < 16; slot++) {
        await folder.loadEntry(slot)
        putMessage(sector, folder.shortAt, `message ${slot}.wav`, ENVELOPE)
        sector[folder.shortAt + 11] = ATTRIBUTES[kind]
        await store.volume.storeSector(folder.sector)
        await folder.setState(slot, SlotState.Message | kind)
    }
}

/** Slots in a state, from 0 on. */
async function slotsIn(store: MessageStore, state: SlotState): Promise<string> {
    let text = ""
    for (let slot = 0; slot < 16; slot++) {
        if ((await stateOf(store, slot)) === state) text += `${slot} `
    }
    return text.trim()
}

describe("arming", () => {
    test("is done for four slots, a sector of the index for each, round and round", async () => {
        const disk = await restedCard()
        const store = await mounted(disk)
        expect(await slotsIn(store, SlotState.Armed)).toBe("0 1 2 3")
        for (let i = 0; i < 3; i++) await leaveNothing(store)
        await rest(store)
        expect(await slotsIn(store, SlotState.Armed)).toBe("3 4 5 6")
        // Three of each message, and the index: what the messages have changed, and each slot.
        expect(disk.written.length).toBe(3 * 3 + 1 + 3)
        for (let slot = 0; slot < 3; slot++) await folderOf(store).freeSlot(slot)
        await leaveNothing(store)
        await rest(store)
        expect(await slotsIn(store, SlotState.Armed)).toBe("4 5 6 7")
        const again = await mounted(disk)
        expect(folderOf(again).armed.length).toBe(4)
        await rest(again)
        expect(disk.written.length).toBe(0)
    })
    test("overwrites what a card does not erase as it says, before it is noted", async () => {
        const disk = await restedCard()
        const store = await mounted(disk)
        const start = folderOf(store).startSector(4)
        disk.isStale = true
        const old = Buffer.alloc(512)
        old.fillAt(0, 512, 0x77)
        disk.poke(start + 1, old)
        await leaveNothing(store)
        expect((await steps(store)) > 80).toBe(true)
        expect(disk.peek(start + 1)[0]).toBe(0)
        expect(await stateOf(store, 4)).toBe(SlotState.Armed)
    })
    test("of a card that erases to ones is noted so", async () => {
        const disk = formatFat32(64)
        disk.erasedByte = 0xff
        const store = await rested(disk)
        expect(folderOf(store).index.erasedByte()).toBe(0xff)
        expect(await folderOf(store).erasedByte(0)).toBe(0xff)
        const again = await mounted(disk)
        expect(await folderOf(again).erasedByte(3)).toBe(0xff)
        expect(disk.peek(folderOf(again).startSector(2) + 1700)[5]).toBe(0xff)
    })
    test("begins anew where slots were cleared to another byte", async () => {
        const disk = await restedCard()
        disk.erasedByte = 0xff
        const store = await mounted(disk)
        await leaveNothing(store)
        await rest(store)
        expect(folderOf(store).armed.length).toBe(4)
        for (const slot of folderOf(store).armed) {
            expect(await folderOf(store).erasedByte(slot)).toBe(0xff)
            expect(disk.peek(folderOf(store).startSector(slot) + 9)[5]).toBe(0xff)
        }
        expect(store.messages.freeCount).toBe(15)
    })
    test("keeps nothing of a slot that was taken while it was being cleared", async () => {
        const disk = await restedCard()
        disk.erasedByte = undefined
        const store = await mounted(disk)
        const folder = folderOf(store)
        await leaveNothing(store)
        const { upkeep }: any = store
        while (upkeep.clearedSectors < 128) await store.maintain()
        for (let slot = 1; slot < 4; slot++) await folder.setState(slot, SlotState.Retired)
        await leaveNumbered(store, 5)
        expect(await stateOf(store, 4)).toBe(SlotState.Message)
        await folder.freeSlot(4)
        for (let slot = 5; slot < 16; slot++) await folder.setState(slot, SlotState.Retired)
        await rest(store)
        expect(await stateOf(store, 4)).toBe(SlotState.Armed)
        for (let i = 0; i < 8; i++) expect(disk.peek(folder.startSector(4) + i)[1]).toBe(0)
    })
    test("passes over a slot whose clusters or entry a PC has taken", async () => {
        const disk = await restedCard()
        let store = await mounted(disk)
        const one = new Home(disk, store, 4)
        const two = new Home(disk, store, 5)
        await leaveNothing(store)
        takeLink(disk, one.cluster + 7)
        two.deleteEntries()
        disk.poke(store.volume.sectorOf(one.cluster + 7), disk.peek(0))
        store = await mounted(disk)
        await rest(store)
        expect(await slotsIn(store, SlotState.Armed)).toBe("1 2 3 6")
        expect(linkOf(disk, one.cluster + 7)).toBe(0x0fffffff)
        expect(disk.peek(store.volume.sectorOf(one.cluster + 7))[510]).toBe(0x55)
        expect(store.isReadOnly).toBe(false)
    })
})

describe("a call while nothing is armed", () => {
    test("gets a slot that is erased and noted first", async () => {
        const disk = formatFat32(64)
        const store = await mounted(disk)
        await leaveNumbered(store, 5)
        expect(await stateOf(store, 0)).toBe(SlotState.Message)
        const { index } = folderOf(store)
        expect(index.firstSlot()).toBe(1)
        expect((await mounted(disk)).messages.unheardCount).toBe(1)
    })
    test("takes none whose clusters a PC has taken, whether the card erases or not", async () => {
        for (let i = 0; i < 2; i++) {
            const disk = await restedCard()
            if (i === 1) disk.erasedByte = undefined
            const store = await mounted(disk)
            await folderOf(store).setState(0, SlotState.Free)
            for (let slot = 2; slot < 16; slot++) await folderOf(store).setState(slot, 2)
            await folderOf(store).setState(1, SlotState.Free)
            const { cluster } = new Home(disk, store, 0)
            takeLink(disk, cluster)
            // The round begins with the first slot.
            await folderOf(store).index.passTo(15)
            await leaveNothing(store)
            expect(await stateOf(store, 0)).toBe(SlotState.Retired)
            expect(await stateOf(store, 1)).toBe(SlotState.Message)
            expect(disk.peek(store.volume.sectorOf(cluster))[0]).toBe(0)
        }
    })
})

describe("making room", () => {
    test("takes the oldest of the trash when no slot is free, and not before", async () => {
        const disk = await restedCard()
        const store = await mounted(disk)
        await fill(store, 0, Kind.Unheard)
        await folderOf(store).setAttributes(6, 0x22, 0)
        await folderOf(store).setAttributes(2, 0x22, 0)
        await rest(store)
        expect(await slotsIn(store, SlotState.Free)).toBe("")
        expect(store.messages.messageCount).toBe(14)
        expect(await slotsIn(store, SlotState.Armed)).toBe("2 6")
    })
    test("takes the oldest that was heard where nothing is in the trash, one alone, before a call comes", async () => {
        const disk = await restedCard()
        const store = await mounted(disk)
        await fill(store, 0, Kind.Heard)
        // Slots 4 to 15 are of the round before.
        await rest(store)
        expect(await slotsIn(store, SlotState.Armed)).toBe("4")
        expect(store.messages.messageCount).toBe(15)
        await leaveNothing(store)
        await rest(store)
        expect(await slotsIn(store, SlotState.Armed)).toBe("5")
        expect(store.messages.unheardCount).toBe(1)
        expect(new Home(disk, store, 5).attributes()).toBe(0x06)
    })
    test("never takes what is kept, or was not heard", async () => {
        const disk = await restedCard()
        const store = await mounted(disk)
        await fill(store, 0, Kind.Kept)
        await fill(store, 8, Kind.Unheard)
        await rest(store)
        expect(store.messages.messageCount).toBe(16)
        expect(store.messages.roomCount).toBe(0)
        expect(
            await faultOf(async () => {
                await store.beginRecording(Codec.MuLaw)
            })
        ).toBe(FaultCode.Full)
        expect(store.messages.messageCount).toBe(16)
        expect(store.messages.unheardCount).toBe(8)
    })
    test("goes on with the next where a message's entry is gone, also for a call", async () => {
        const disk = await restedCard()
        const store = await mounted(disk)
        await fill(store, 0, Kind.Heard)
        new Home(disk, store, 4).deleteEntries()
        await leaveNothing(store)
        expect(await stateOf(store, 4)).toBe(SlotState.Retired)
        expect(await stateOf(store, 5)).toBe(SlotState.Message)
        expect(store.isReadOnly).toBe(false)
    })
    test("what is in the trash can be taken back", async () => {
        const disk = await restedCard()
        const store = await mounted(disk)
        await leaveNothing(store)
        const message = present(await store.messages.nextOfKinds(UNHEARD))
        await store.messages.trash(message)
        expect(store.messages.messageCount).toBe(0)
        expect(store.messages.roomCount).toBe(16)
        await store.messages.markHeard(message)
        await store.messages.trash(message)
        await store.messages.untrash(message)
        await rest(store)
        const again = await mounted(disk)
        const heard = present(await again.messages.nextOfKinds(HEARD))
        expect(heard.slot).toBe(0)
        expect(await again.messages.nextOfKinds(HEARD, heard.order)).toBe(undefined)
    })
    test("and is unheard as before, where nobody has heard it", async () => {
        const disk = await restedCard()
        const store = await mounted(disk)
        await leaveNothing(store)
        const message = present(await store.messages.nextOfKinds(UNHEARD))
        await store.messages.trash(message)
        expect(store.messages.unheardCount).toBe(0)
        await store.messages.untrash(message)
        expect(store.messages.unheardCount).toBe(1)
        const again = await mounted(disk)
        expect(present(await again.messages.nextOfKinds(UNHEARD)).slot).toBe(0)
    })
})

describe("a card that fails", () => {
    test("again and again is given up, and one that fails once is not", async () => {
        const disk = await restedCard()
        const store = await mounted(disk)
        await leaveNothing(store)
        disk.writesLeft = 0
        // The folder is compared; then erased, but not noted.
        let isGoingOn = true
        for (let i = 0; i < 12; i++) isGoingOn = isGoingOn && (await store.maintain())
        expect(isGoingOn).toBe(true)
        disk.writesLeft = 1000
        await rest(store)
        expect(store.isReadOnly).toBe(false)
        expect(folderOf(store).armed.length).toBe(4)
        expect(store.messages.freeCount).toBe(15)
        await leaveNothing(store)
        disk.writesLeft = 0
        await steps(store)
        expect(store.isReadOnly).toBe(true)
    })
    test("to be written, because it is locked, is read only, and its messages can be heard", async () => {
        const disk = await restedCard()
        const before = await mounted(disk)
        await leaveNumbered(before, 5)
        await rest(before)
        disk.isWriteProtected = true
        const store = await mounted(disk)
        expect(store.isReadOnly).toBe(true)
        expect(
            await faultOf(async () => {
                await store.beginRecording(Codec.MuLaw)
            })
        ).toBe(FaultCode.Full)
        const message = present(await store.messages.nextOfKinds(UNHEARD))
        expect((await message.open()).lengthBytes).toBe(3172)
        expect(await faultOf(async () => await store.messages.markHeard(message))).toBe(
            FaultCode.WriteProtected
        )
        expect(await store.messages.nextOfKinds(UNHEARD)).toBe(undefined)
        expect((await mounted(disk)).messages.unheardCount).toBe(1)
    })
})
