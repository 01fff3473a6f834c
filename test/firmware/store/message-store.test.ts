import { describe, test, expect } from "@devicescript/test"
import { MessageStore } from "../../../src/store/message-store"
import { Codec } from "../../../src/hal/sound"
import { WallTime } from "../../../src/hal/wall-clock"
import { FaultCode } from "../../../src/util/fault"
import { faultOf } from "../support/fault-of"
import { formatFat16, formatFat32 } from "../support/formatter"
import {
    append,
    ENVELOPE,
    leaveNothing,
    mounted,
    present,
    rest,
    rested,
    restedCard,
    SLOTS,
    storeOn,
} from "../support/messages"
import { RamDisk } from "../support/ram-disk"
import { hideFolder, Home, takeLink } from "../support/slots"
import { UNHEARD } from "../../../src/store/slot-state"

const FOLDER = "AFTERBEEP/messages/"

/** A message of 3 whole sectors and some bytes, all of one value. */
async function leaveMessage(store: MessageStore, value: number, tail: number): Promise<void> {
    const sound = Buffer.alloc(1024)
    sound.fillAt(0, 1024, value)
    const recording = await store.beginRecording(Codec.MuLaw)
    await append(recording, sound, 512, 2)
    await append(recording, sound, 0, 1)
    await recording.finish(sound, tail, ENVELOPE)
}

/** A message without sound. @returns sectors read to finish it */
async function readsToFinish(disk: RamDisk, at: WallTime | undefined): Promise<number> {
    const store = await mounted(disk)
    const recording = await store.beginRecording(Codec.MuLaw)
    disk.readCount = 0
    await recording.finish(Buffer.alloc(512), 0, { number: "1", name: "", at })
    const count = disk.readCount
    await rest(store)
    return count
}

function timeAt(minute: number, second: number): WallTime {
    return { year: 2026, month: 11, day: 22, hour: 14, minute, second }
}

/** @returns sectors read by a mount, which must write nothing */
async function readsOfMount(disk: RamDisk): Promise<number> {
    const store = storeOn(disk)
    store.setSlotsMax(SLOTS)
    disk.readCount = 0
    disk.written = []
    await store.mount()
    expect(disk.written.length).toBe(0)
    return disk.readCount
}

describe("MessageStore", () => {
    test("makes folders and slots on a fresh FAT32 card, once", async () => {
        const disk = formatFat32(64)
        const first = await mounted(disk)
        expect(first.messages.freeCount).toBe(16)
        await rest(first)
        disk.written = []
        const second = await rested(disk)
        expect(second.messages.freeCount).toBe(16)
        expect(second.messages.messageCount).toBe(0)
        expect(await second.messages.nextOfKinds(UNHEARD)).toBe(undefined)
        expect(second.isReadOnly).toBe(false)
        expect(disk.written.length).toBe(0)
    })
    test("makes slots on FAT16 with small clusters, where the folder has to grow", async () => {
        const disk = formatFat16(8)
        expect((await mounted(disk)).messages.freeCount).toBe(16)
        expect((await rested(disk)).messages.freeCount).toBe(16)
        expect(await readsOfMount(disk)).toBe(9)
    })
    test("a full store says so", async () => {
        const store = await mounted(formatFat32(64))
        for (let i = 0; i < 16; i++) await leaveNothing(store)
        expect(
            await faultOf(async () => {
                await store.beginRecording(Codec.MuLaw)
            })
        ).toBe(FaultCode.Full)
        expect(store.messages.unheardCount).toBe(16)
        expect(store.messages.roomCount).toBe(0)
    })
    test("mounts a card at rest with some ten sectors, and writes nothing", async () => {
        const disk = await restedCard()
        // Its partition is the second one, and settings.txt is nowhere: each is one more than 9.
        expect(await readsOfMount(disk)).toBe(11)
        await leaveMessage(await mounted(disk), 1, 0)
        await rested(disk)
        expect(await readsOfMount(disk)).toBe(11)
    })
    test("a message is sound, header and one directory sector", async () => {
        const disk = await restedCard()
        const store = await mounted(disk)
        await leaveMessage(store, 0x55, 100)
        // Two runs, the last sector, the header, the directory.
        expect(disk.written.length).toBe(5)
        expect(disk.written[3]).toBe(disk.written[0] - 1)
        expect(disk.written[4]).toBe(new Home(disk, store, 0).sector)
        expect(store.messages.unheardCount).toBe(1)
        expect(store.messages.freeCount).toBe(15)
    })
    test("what was recorded is what is played, also after a mount", async () => {
        const disk = await restedCard()
        await leaveMessage(await mounted(disk), 0x55, 101)
        const store = await mounted(disk)
        const message = present(await store.messages.nextOfKinds(UNHEARD))
        const sound = await message.open()
        expect(message.number).toBe(ENVELOPE.number)
        expect(message.name).toBe(ENVELOPE.name)
        expect(present(message.at).minute).toBe(5)
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
    test("an empty message is a message", async () => {
        const store = await mounted(await restedCard())
        const recording = await store.beginRecording(Codec.ALaw)
        await recording.finish(Buffer.alloc(512), 0, { number: "private", name: "", at: undefined })
        const sound = await present(await store.messages.nextOfKinds(UNHEARD)).open()
        expect(sound.lengthBytes).toBe(0)
        present(await store.openSound("afterbeep/MESSAGES/no-time #000001 private.wav"))
    })
    test("a recording without sound that is not finished leaves nothing behind", async () => {
        const disk = await restedCard()
        const store = await mounted(disk)
        await store.beginRecording(Codec.MuLaw)
        expect(disk.written.length).toBe(0)
        expect(store.messages.freeCount).toBe(16)
        expect((await mounted(disk)).messages.messageCount).toBe(0)
    })
    test("one with sound takes no other's slot, and is a message at the next mount", async () => {
        const disk = await restedCard()
        const store = await mounted(disk)
        const recording = await store.beginRecording(Codec.ALaw)
        await append(recording, Buffer.alloc(1024), 0, 2)
        expect(store.messages.freeCount).toBe(16)
        await leaveNothing(store)
        const again = await mounted(disk)
        expect(again.messages.unheardCount).toBe(2)
        expect(again.messages.freeCount).toBe(14)
        const message = present(await again.messages.nextOfKinds(UNHEARD))
        const sound = await message.open()
        expect(sound.lengthBytes).toBe(1024)
        expect(message.number).toBe("unknown")
        expect(message.at === undefined).toBe(true)
        // The call after it was filed as the first.
        present(await again.openSound(FOLDER + "no-time #000002 unknown.wav"))
    })
    test("the codec of a cut message is known", async () => {
        const disk = await restedCard()
        const recording = await (await mounted(disk)).beginRecording(Codec.ALaw)
        await append(recording, Buffer.alloc(512), 0, 1)
        const message = present(await (await mounted(disk)).messages.nextOfKinds(UNHEARD))
        expect((await message.open()).codec).toBe(Codec.ALaw)
    })
    test("a missing file is undefined", async () => {
        const store = await mounted(await restedCard())
        expect(await store.openSound("AFTERBEEP/greetings/default.wav")).toBe(undefined)
        expect(await store.readText("AFTERBEEP/settings.txt")).toBe(undefined)
        expect((await store.readText("AFTERBEEP/README.txt"))?.startsWith("Afterbeep,")).toBe(true)
    })
    test("a commit that fails is made good at the next mount, with caller and time", async () => {
        const disk = await restedCard()
        const store = await mounted(disk)
        const recording = await store.beginRecording(Codec.MuLaw)
        disk.writesLeft = 2
        const code = await faultOf(async () => {
            await recording.finish(Buffer.alloc(512), 10, ENVELOPE)
        })
        expect(code).toBe(FaultCode.Protocol)
        disk.writesLeft = 1000
        const again = await mounted(disk)
        expect(again.messages.freeCount).toBe(15)
        const message = present(await again.messages.nextOfKinds(UNHEARD))
        expect((await message.open()).lengthBytes).toBe(10)
        expect(message.number).toBe(ENVELOPE.number)
        expect(present(message.at).minute).toBe(5)
    })
})

describe("names of messages", () => {
    test("have the caller's number, and an equal one gets a number", async () => {
        const store = await mounted(await restedCard())
        await leaveMessage(store, 1, 0)
        await leaveMessage(store, 2, 0)
        const title = "2026-11-22 14.05 2125550123 J SMITH"
        const one = present(await store.openSound(`${FOLDER}${title}.wav`))
        const two = present(await store.openSound(`${FOLDER}${title} (2).wav`))
        expect(one.lengthBytes).toBe(1536)
        expect(two.lengthBytes).toBe(1536)
        const into = Buffer.alloc(512)
        await two.read(0, into)
        expect(into[0]).toBe(2)
    })
    test("are searched for only where another message may have the same: of its minute, or a clock set back", async () => {
        const disk = await restedCard()
        const first = await readsToFinish(disk, timeAt(5, 0))
        expect(first < 5).toBe(true)
        expect((await readsToFinish(disk, timeAt(5, 58))) > 70).toBe(true)
        expect(await readsToFinish(disk, timeAt(6, 0))).toBe(first)
        expect((await readsToFinish(disk, timeAt(5, 0))) > 70).toBe(true)
        expect(await readsToFinish(disk, undefined)).toBe(first)
        expect(await readsToFinish(disk, timeAt(7, 0))).toBe(first)
        const store = await mounted(disk)
        present(await store.openSound(FOLDER + "2026-11-22 14.05 1 (3).wav"))
        present(await store.openSound(FOLDER + "2026-11-22 14.06 1.wav"))
        present(await store.openSound(FOLDER + "no-time #000005 1.wav"))
        expect(await store.openSound(FOLDER + "2026-11-22 14.06 1 (2).wav")).toBe(undefined)
    })
})

describe("MessageStore after a PC had the card", () => {
    test("entries that the PC took stay the PC's, and the name is cut", async () => {
        const disk = await restedCard()
        const home = new Home(disk, await mounted(disk), 0)
        home.edit().blitAt(home.shortAt - 96, "FOREIGN TXT \0", 0, 13)
        await leaveNothing(await mounted(disk))
        const after = disk.peek(home.sector)
        expect(after.slice(home.shortAt - 96, home.shortAt - 85).toString()).toBe("FOREIGN TXT")
        const store = await mounted(disk)
        expect(store.messages.unheardCount).toBe(1)
        present(await store.openSound(FOLDER + "2026-11-22 14.05 21255.wav"))
    })
    test("a slot whose chain was changed takes no message, also before all was compared", async () => {
        const disk = await restedCard()
        const store = await mounted(disk)
        const home = new Home(disk, store, 0)
        takeLink(disk, home.cluster + 1)
        const again = await mounted(disk)
        await leaveNothing(again)
        expect(again.messages.freeCount).toBe(14)
        expect(again.messages.unheardCount).toBe(1)
        expect(home.attributes()).toBe(0x06)
        expect(new Home(disk, again, 1).attributes()).toBe(0)
        // It is known where the message is, though the slot before is empty.
        const last = await mounted(disk)
        expect(last.messages.unheardCount).toBe(1)
        await rest(last)
        expect(last.messages.freeCount).toBe(14)
    })
    test("where the folder is gone, makes another one, with slots of its own", async () => {
        const disk = await restedCard()
        let store = await mounted(disk)
        const old = new Home(disk, store, 0)
        await leaveNothing(store)
        await rest(store)
        hideFolder(disk, store)
        store = await mounted(disk)
        expect(store.messages.messageCount).toBe(0)
        expect(store.messages.freeCount).toBe(16)
        const before = old.text()
        await leaveNothing(store)
        expect(old.text()).toBe(before)
        expect(new Home(disk, store, 0).sector === old.sector).toBe(false)
        store = await rested(disk)
        expect(store.messages.messageCount).toBe(1)
        expect(store.messages.freeCount).toBe(15)
        present(await store.openSound(FOLDER + "2026-11-22 14.05 2125550123 J SMITH.wav"))
    })
})
