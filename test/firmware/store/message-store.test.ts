import { describe, test, expect } from "@devicescript/test"
import { MessageStore } from "../../../src/store/message-store"
import { Codec } from "../../../src/hal/sound"
import { Fault, FaultCode } from "../../../src/util/fault"
import { FAT32_RESERVED, formatFat16, formatFat32, PARTITION_START } from "../support/formatter"
import { append, mounted, rested } from "../support/messages"

const AT = { year: 2026, month: 11, day: 22, hour: 14, minute: 5, second: 31 }
/** The directory sector of the first slot on a fresh card of formatFat32(64), and its short entry there. */
const FOLDER_SECTOR = PARTITION_START + FAT32_RESERVED + 2 * 547 + 2 * 64 + 1
const SHORT_AT = 224
const ENVELOPE = { number: "2125550123", name: "J SMITH", at: AT }

/** A message of 3 whole sectors and some bytes, all of one value. */
async function leaveMessage(store: MessageStore, value: number, tail: number): Promise<void> {
    const sound = Buffer.alloc(1024)
    sound.fillAt(0, 1024, value)
    const recording = await store.beginRecording(Codec.MuLaw)
    await append(recording, sound, 512, 2)
    await append(recording, sound, 0, 1)
    await recording.finish(sound, tail, ENVELOPE)
}

/** A message of somebody who said nothing. */
async function leaveNothing(store: MessageStore): Promise<void> {
    const recording = await store.beginRecording(Codec.MuLaw)
    await recording.finish(Buffer.alloc(512), 0, ENVELOPE)
}

/** What must be there. */
function present<T>(value: T | undefined): T {
    if (value === undefined) throw new Error("nothing there")
    return value
}

/** @returns whether there was a cut */
async function cutAndMount(writes: number): Promise<boolean> {
    const disk = formatFat32(64)
    disk.writesLeft = writes
    const first = new MessageStore(disk)
    await first.mount()
    const isCut = first.isReadOnly
    disk.writesLeft = 1000
    const store = await mounted(disk)
    expect(store.freeCount).toBe(16)
    await leaveNothing(store)
    expect((await mounted(disk)).unheardCount).toBe(1)
    return isCut
}

describe("MessageStore", () => {
    test("makes folders and slots on a fresh FAT32 card, once", async () => {
        const disk = formatFat32(64)
        const first = await mounted(disk)
        expect(first.freeCount).toBe(16)
        const second = await mounted(disk)
        expect(second.freeCount).toBe(16)
        expect(disk.written.length).toBe(0)
        expect(second.messageCount).toBe(0)
        expect(second.nextUnheard(0)).toBe(undefined)
    })
    test("makes slots on FAT16 with small clusters, where the folder has to grow", async () => {
        const disk = formatFat16(8)
        expect((await mounted(disk)).freeCount).toBe(16)
        expect((await mounted(disk)).freeCount).toBe(16)
    })
    test("a message is sound, header and one directory sector", async () => {
        const disk = formatFat32(64)
        const store = await rested(disk)
        await leaveMessage(store, 0x55, 100)
        // Two runs, the last sector, the header, the directory.
        expect(disk.written.length).toBe(5)
        expect(disk.written[3]).toBe(disk.written[0] - 1)
        expect(store.unheardCount).toBe(1)
        expect(store.freeCount).toBe(15)
    })
    test("what was recorded is what is played, also after a mount", async () => {
        const disk = formatFat32(64)
        await leaveMessage(await mounted(disk), 0x55, 101)
        const store = await mounted(disk)
        const message = present(store.nextUnheard(0))
        const sound = await message.open()
        expect(sound.codec).toBe(Codec.MuLaw)
        expect(sound.lengthBytes).toBe(3 * 512 + 101)
        const into = Buffer.alloc(1024)
        expect(await sound.read(0, into)).toBe(1024)
        expect(await sound.read(1024, into)).toBe(613)
        expect(into[0]).toBe(0x55)
        expect(into[612]).toBe(0x55)
        expect(into[613]).toBe(0)
        expect(await sound.read(1637, into)).toBe(0)
    })
    test("heard is one sector written, and stays heard", async () => {
        const disk = formatFat16(64)
        const store = await mounted(disk)
        await leaveMessage(store, 1, 0)
        await leaveMessage(store, 2, 0)
        const message = present(store.nextUnheard(0))
        expect(message.serial).toBe(1)
        disk.written = []
        await store.markHeard(message)
        expect(disk.written.length).toBe(1)
        expect(present(store.nextUnheard(0)).serial).toBe(2)
        const again = await mounted(disk)
        expect(again.unheardCount).toBe(1)
        expect(again.messageCount).toBe(2)
        expect(present(again.nextUnheard(0)).serial).toBe(2)
    })
    test("the file has the caller's number, and an equal name gets a number", async () => {
        const store = await mounted(formatFat32(64))
        await leaveMessage(store, 1, 0)
        await leaveMessage(store, 2, 0)
        const folder = "AFTERBEEP/messages/"
        const one = present(
            await store.openSound(folder + "2026-11-22 14.05 2125550123 J SMITH.wav")
        )
        const two = present(
            await store.openSound(folder + "2026-11-22 14.05 2125550123 J SMITH (2).wav")
        )
        expect(one.lengthBytes).toBe(1536)
        expect(two.lengthBytes).toBe(1536)
        const into = Buffer.alloc(512)
        await two.read(0, into)
        expect(into[0]).toBe(2)
    })
    test("an empty message is a message", async () => {
        const store = await mounted(formatFat32(64))
        const recording = await store.beginRecording(Codec.ALaw)
        await recording.finish(Buffer.alloc(512), 0, { number: "private", name: "", at: undefined })
        const sound = await present(store.nextUnheard(0)).open()
        expect(sound.lengthBytes).toBe(0)
        present(await store.openSound("afterbeep/MESSAGES/no-time #000001 private.wav"))
    })
    test("a recording without sound that is not finished leaves nothing behind", async () => {
        const disk = formatFat32(64)
        const store = await rested(disk)
        await store.beginRecording(Codec.MuLaw)
        expect(disk.written.length).toBe(0)
        expect(store.freeCount).toBe(16)
        expect((await mounted(disk)).messageCount).toBe(0)
    })
    test("one with sound takes no other's slot, and is a message at the next mount", async () => {
        const disk = formatFat32(64)
        const store = await rested(disk)
        const recording = await store.beginRecording(Codec.ALaw)
        await append(recording, Buffer.alloc(1024), 0, 2)
        expect(store.freeCount).toBe(16)
        await leaveNothing(store)
        const again = await mounted(disk)
        expect(again.unheardCount).toBe(2)
        expect(again.freeCount).toBe(14)
        const message = present(again.nextUnheard(1))
        const sound = await message.open()
        expect(sound.lengthBytes).toBe(1024)
        expect(sound.codec).toBe(Codec.ALaw)
        expect(message.number).toBe("unknown")
        expect(message.at === undefined).toBe(true)
        present(await again.openSound("AFTERBEEP/messages/no-time #000002 unknown.wav"))
    })
    test("a full store says so", async () => {
        const store = await mounted(formatFat32(64))
        for (let i = 0; i < 16; i++) await leaveNothing(store)
        let code: FaultCode | undefined = undefined
        try {
            await store.beginRecording(Codec.MuLaw)
        } catch (e) {
            if (e instanceof Fault) code = e.code
        }
        expect(code).toBe(FaultCode.Full)
        expect(store.unheardCount).toBe(16)
    })
    test("a missing file is undefined", async () => {
        const store = await mounted(formatFat32(64))
        expect(await store.openSound("AFTERBEEP/greetings/default.wav")).toBe(undefined)
        expect(await store.readText("AFTERBEEP/settings.txt")).toBe(undefined)
    })
    test("a cut while a card is prepared is made good at the next mount", async () => {
        let writes = 0
        while (await cutAndMount(writes)) writes += 2
        expect(writes > 30).toBe(true)
    })
    test("a commit that fails is made good at the next mount, with caller and time", async () => {
        const disk = formatFat32(64)
        const store = await rested(disk)
        const recording = await store.beginRecording(Codec.MuLaw)
        disk.writesLeft = 2
        let code: FaultCode | undefined = undefined
        try {
            await recording.finish(Buffer.alloc(512), 10, ENVELOPE)
        } catch (e) {
            if (e instanceof Fault) code = e.code
        }
        expect(code).toBe(FaultCode.Protocol)
        disk.writesLeft = 1000
        const again = await mounted(disk)
        expect(again.freeCount).toBe(15)
        const message = present(again.nextUnheard())
        expect((await message.open()).lengthBytes).toBe(10)
        expect(message.number).toBe(ENVELOPE.number)
        expect(present(message.at).minute).toBe(5)
    })
})

describe("MessageStore after a PC had the card", () => {
    test("entries that the PC took stay the PC's, and the name is cut", async () => {
        const disk = formatFat32(64)
        await mounted(disk)
        const sector = disk.peek(FOLDER_SECTOR)
        sector.blitAt(SHORT_AT - 3 * 32, "FOREIGN TXT \0", 0, 13)
        await leaveNothing(await mounted(disk))
        const after = disk.peek(FOLDER_SECTOR)
        expect(after.slice(SHORT_AT - 96, SHORT_AT - 85).toString()).toBe("FOREIGN TXT")
        const store = await mounted(disk)
        expect(store.unheardCount).toBe(1)
        present(await store.openSound("AFTERBEEP/messages/2026-11-22 14.05 21255.wav"))
    })
    test("a message that was made heard or unheard there is so here", async () => {
        const disk = formatFat32(64)
        await leaveNothing(await mounted(disk))
        disk.peek(FOLDER_SECTOR)[SHORT_AT + 11] = 0x20
        expect((await mounted(disk)).unheardCount).toBe(0)
        disk.peek(FOLDER_SECTOR)[SHORT_AT + 11] = 0x02
        const trashed = await mounted(disk)
        expect(trashed.messageCount).toBe(0)
        expect(trashed.freeCount).toBe(15)
    })
    test("a free slot that was unhidden there is no message, and is hidden again", async () => {
        const disk = formatFat32(64)
        await mounted(disk)
        disk.peek(FOLDER_SECTOR)[SHORT_AT + 11] = 0x20
        const store = await mounted(disk)
        expect(store.messageCount).toBe(0)
        expect(store.freeCount).toBe(16)
        expect(disk.peek(FOLDER_SECTOR)[SHORT_AT + 11]).toBe(0x06)
    })
    test("a deleted slot, and one whose chain was changed, are not used", async () => {
        const disk = formatFat32(64)
        await mounted(disk)
        disk.peek(FOLDER_SECTOR)[SHORT_AT] = 0xe5
        const table = disk.peek(PARTITION_START + FAT32_RESERVED)
        const second = disk.peek(FOLDER_SECTOR).getAt(480 + 26, "u16")
        table.setAt(second * 4, "u32", 0x0fffffff)
        const store = await mounted(disk)
        expect(store.freeCount).toBe(14)
        await leaveNothing(store)
        expect(store.freeCount).toBe(13)
        expect(store.unheardCount).toBe(1)
        expect(disk.peek(FOLDER_SECTOR + 1)[SHORT_AT + 11]).toBe(0)
    })
})
