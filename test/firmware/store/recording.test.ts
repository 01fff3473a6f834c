import { describe, test, expect } from "@devicescript/test"
import { Codec } from "../../../src/hal/sound"
import { MessageStore } from "../../../src/store/message-store"
import { SlotState, UNHEARD } from "../../../src/store/slot-state"
import { Fault } from "../../../src/util/fault"
import { append, ENVELOPE, mounted, present, rest, rested, restedCard } from "../support/messages"
import { RamDisk } from "../support/ram-disk"
import { folderOf } from "../support/slots"

/** A message of 4 whole sectors and 100 bytes of 0x55, cut at `keptBytes`. @returns where its first sector of sound is */
async function leave(disk: RamDisk, keptBytes: number | undefined): Promise<number> {
    const store = await mounted(disk)
    const sound = Buffer.alloc(1024)
    sound.fillAt(0, 1024, 0x55)
    const recording = await store.beginRecording(Codec.MuLaw)
    await append(recording, sound, 0, 2)
    await append(recording, sound, 512, 2)
    await recording.finish(sound, 100, ENVELOPE, keptBytes)
    return disk.written[0]
}

async function lengthOf(store: MessageStore): Promise<number> {
    return (await present(await store.messages.nextOfKinds(UNHEARD)).open()).lengthBytes
}

/** What the JUNK chunk says that begins at a byte of the sound. */
function junkBytes(disk: RamDisk, first: number, at: number): number {
    const sector = disk.peek(first + (at >> 9))
    const inSector = at & 511
    expect(sector.slice(inSector, inSector + 4).toString()).toBe("JUNK")
    return sector.getAt(inSector + 4, "u32")
}

/** Power fails in the n-th write of a message whose tail is cut. */
async function cutAtTheEnd(n: number, lengthBytes: number): Promise<void> {
    const disk = await restedCard()
    disk.cutIn = n
    try {
        await leave(disk, 600)
    } catch (e) {
        expect(e instanceof Fault).toBe(true)
    }
    disk.powerOn()
    const store = await mounted(disk)
    expect(await lengthOf(store)).toBe(lengthBytes)
    await rest(store)
}

describe("Recording", () => {
    test("keeps all where nothing is to be cut", async () => {
        const disk = await restedCard()
        const first = await leave(disk, undefined)
        expect(await lengthOf(await mounted(disk))).toBe(2148)
        expect(junkBytes(disk, first, 2148)).toBe(2813 * 512 - 2148 - 8)
        await rested(disk)
        await leave(disk, 2148)
        expect(disk.written.length).toBe(5)
    })
    test("cuts its tail, rounded up to a sector, at the cost of one sector", async () => {
        const disk = await restedCard()
        const first = await leave(disk, 600)
        expect(disk.written.length).toBe(5)
        const store = await mounted(disk)
        expect(await lengthOf(store)).toBe(1024)
        expect(junkBytes(disk, first, 1024)).toBe(2813 * 512 - 1024 - 8)
        expect(disk.peek(first + 1)[511]).toBe(0x55)
    })
    test("of length zero is a message", async () => {
        const disk = await restedCard()
        const first = await leave(disk, 0)
        const store = await mounted(disk)
        expect(await lengthOf(store)).toBe(0)
        expect(present(await store.messages.nextOfKinds(UNHEARD)).slot).toBe(0)
        expect(junkBytes(disk, first, 0)).toBe(2813 * 512 - 8)
    })
    test("cut before its header is there, keeps all: nobody knows where it was to be cut", async () => {
        await cutAtTheEnd(4, 2048)
    })
    test("cut at its new end, is the same message after a mount", async () => {
        await cutAtTheEnd(5, 1024)
    })
    test("cut at the folder's sector, is the same message after a mount", async () => {
        await cutAtTheEnd(6, 1024)
    })
    test("steps aside where a sector ends like an erased one", async () => {
        const disk = await restedCard()
        const store = await mounted(disk)
        const sound = Buffer.alloc(1024)
        const recording = await store.beginRecording(Codec.ALaw)
        await append(recording, sound, 0, 2)
        // The first write notes the codec, which is not the one that was expected.
        const first = disk.written[1]
        expect(disk.peek(first)[511]).toBe(1)
        expect(disk.peek(first + 1)[511]).toBe(1)
        expect(disk.peek(first)[510]).toBe(0)
        expect(disk.peek(first + 1)[510]).toBe(0)
    })
    test("read its entry before, needs not read it at the end", async () => {
        const disk = await restedCard()
        const store = await mounted(disk)
        const recording = await store.beginRecording(Codec.MuLaw)
        await recording.prepare()
        await append(recording, Buffer.alloc(512), 0, 1)
        disk.readCount = 0
        await recording.finish(Buffer.alloc(512), 100, ENVELOPE)
        expect(disk.readCount).toBe(0)
        expect((await mounted(disk)).messages.unheardCount).toBe(1)
    })
    test("in a slot that is not armed keeps its sound as it is", async () => {
        const disk = await restedCard()
        disk.erasedByte = undefined
        const store = await mounted(disk)
        for (let slot = 0; slot < 4; slot++) await folderOf(store).setState(slot, SlotState.Free)
        const recording = await store.beginRecording(Codec.MuLaw)
        await append(recording, Buffer.alloc(1024), 0, 2)
        expect(disk.peek(disk.written[0])[511]).toBe(0)
        await recording.finish(Buffer.alloc(512), 100, ENVELOPE)
        expect(await lengthOf(store)).toBe(1124)
    })
    test("fills a slot to its end", async () => {
        const disk = await restedCard()
        const store = await mounted(disk)
        const recording = await store.beginRecording(Codec.MuLaw)
        recording.sectorsLeft = 0
        const last = Buffer.alloc(512)
        last.fillAt(0, 512, 0x55)
        await recording.finish(last, 512, ENVELOPE)
        expect(await lengthOf(store)).toBe(1440000)
    })
})
