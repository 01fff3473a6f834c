import { describe, test, expect } from "@devicescript/test"
import { Codec } from "../../../src/hal/sound"
import { MessageStore } from "../../../src/store/message-store"
import { Fault, FaultCode } from "../../../src/util/fault"
import { formatFat32 } from "../support/formatter"
import { ENVELOPE, leaveNumbered, mounted, present, rest, rested } from "../support/messages"
import { RamDisk } from "../support/ram-disk"

async function leaveNothing(store: MessageStore): Promise<void> {
    const recording = await store.beginRecording(Codec.MuLaw)
    await recording.finish(Buffer.alloc(512), 0, ENVELOPE)
}

async function steps(store: MessageStore): Promise<number> {
    let count = 1
    while (await store.maintain()) count++
    return count
}

/** Where the second slot begins; the first one is armed then. */
async function secondSlot(disk: RamDisk): Promise<number> {
    const store = await mounted(disk)
    const recording: any = await store.beginRecording(Codec.MuLaw)
    return recording.nextSector - 1 + 44 * 64
}

describe("upkeep", () => {
    test("arms four slots, one in two steps, and then has no more to do", async () => {
        const disk = formatFat32(64)
        const store = await mounted(disk)
        expect(await steps(store)).toBe(9)
        // One directory sector for each.
        expect(disk.written.length).toBe(4)
        expect(await steps(store)).toBe(1)
        await leaveNothing(store)
        expect(await steps(store)).toBe(3)
        expect(await steps(await mounted(disk))).toBe(1)
    })
    test("overwrites what a card does not erase as it says, before it is armed", async () => {
        const disk = formatFat32(64)
        disk.isStale = true
        const start = await secondSlot(disk)
        const old = Buffer.alloc(512)
        old.fillAt(0, 512, 0x77)
        disk.poke(start + 401, old)
        const store = await mounted(disk)
        expect((await steps(store)) > 80).toBe(true)
        expect(disk.peek(start + 401)[0]).toBe(0)
    })
    test("a slot taken while it is being cleared keeps nothing of that for the next time", async () => {
        const disk = formatFat32(64)
        const store = await mounted(disk)
        await store.maintain()
        await leaveNumbered(store, 5)
        const { folder }: any = store
        await folder.free(0, 0)
        await rest(store)
        const recording: any = await store.beginRecording(Codec.MuLaw)
        for (let i = 0; i < 7; i++) expect(disk.peek(recording.nextSector + i)[1]).toBe(0)
    })
    test("takes the oldest message out of the trash when no slot is free, and not before", async () => {
        const disk = formatFat32(64)
        const store = await rested(disk)
        for (let i = 0; i < 16; i++) await leaveNothing(store)
        await store.trash(present(await store.nextUnheard(3)))
        await store.trash(present(await store.nextUnheard(1)))
        expect(store.messageCount).toBe(14)
        expect(store.freeCount).toBe(0)
        await rest(store)
        expect(store.freeCount).toBe(1)
        await leaveNumbered(store, 5)
        const again = await mounted(disk)
        expect(again.messageCount).toBe(15)
        expect(again.freeCount).toBe(0)
        expect(present(await again.nextUnheard(1)).order).toBe(3)
        await leaveNothing(again)
        expect(again.messageCount).toBe(16)
    })
    test("what is in the trash can be taken back", async () => {
        const disk = formatFat32(64)
        const store = await rested(disk)
        await leaveNothing(store)
        const message = present(await store.nextUnheard())
        await store.trash(message)
        expect((await mounted(disk)).messageCount).toBe(0)
        await store.untrash(message)
        const again = await mounted(disk)
        expect(present(await again.nextHeard()).order).toBe(1)
        expect(await again.nextHeard(1)).toBe(undefined)
    })
    test("gives a card up that fails again and again, and not one that fails once", async () => {
        const disk = formatFat32(64)
        const store = await mounted(disk)
        disk.writesLeft = 0
        // Erased, but not noted.
        expect(await store.maintain()).toBe(true)
        expect(await store.maintain()).toBe(true)
        disk.writesLeft = 1000
        await rest(store)
        expect(store.isReadOnly).toBe(false)
        await leaveNothing(store)
        disk.writesLeft = 0
        expect(await steps(store)).toBe(6)
        expect(store.isReadOnly).toBe(true)
    })
    test("a locked card is read only, and its messages can be heard", async () => {
        const disk = formatFat32(64)
        await leaveNumbered(await rested(disk), 5)
        disk.isWriteProtected = true
        const store = await mounted(disk)
        expect(store.isReadOnly).toBe(true)
        let code: FaultCode | undefined = undefined
        try {
            await store.beginRecording(Codec.MuLaw)
        } catch (e) {
            if (e instanceof Fault) code = e.code
        }
        expect(code).toBe(FaultCode.Full)
        const message = present(await store.nextUnheard())
        expect((await message.open()).lengthBytes).toBe(3172)
        try {
            await store.markHeard(message)
        } catch (e) {
            if (e instanceof Fault) code = e.code
        }
        expect(code).toBe(FaultCode.WriteProtected)
        expect(await store.nextUnheard()).toBe(undefined)
        expect((await mounted(disk)).unheardCount).toBe(1)
    })
})
