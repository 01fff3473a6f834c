/** Power that fails in a message longer than a slot: what is found of it is one message. */
import { describe, test, expect } from "@devicescript/test"
import { Codec } from "../../../src/hal/sound"
import { MessageStore } from "../../../src/store/message-store"
import { SlotState, UNHEARD } from "../../../src/store/slot-state"
import {
    append,
    ENVELOPE,
    leaveNothing,
    mounted,
    mountUntilCut,
    present,
    rest,
    rested,
    restedCard,
    untilCut,
} from "../support/messages"
import { Cut, RamDisk } from "../support/ram-disk"
import { folderOf, Home, stateOf, takeLink } from "../support/slots"

const PART_SECTORS = 2812
const PART_BYTES = PART_SECTORS * 512
const SLOT_MS = 180000
/** The first byte of each sector of a part; the next part has one more. */
const FIRST = 0x31

/** One sector goes the way of all, the others are written in one go. */
async function fillPart(disk: RamDisk, recording: any, value: number): Promise<void> {
    const sound = Buffer.alloc(512)
    sound.fillAt(0, 512, value)
    await append(recording, sound, 0, 1)
    await disk.write(recording.nextSector, sound, 0, PART_SECTORS - 1)
    recording.nextSector += PART_SECTORS - 1
    recording.sectorsLeft -= PART_SECTORS - 1
}

/** Begin a message that fills all parts but the last, and has two sectors in that. */
async function begin(disk: RamDisk, store: MessageStore, parts: number): Promise<any> {
    const recording: any = await store.beginRecording(Codec.MuLaw, parts * SLOT_MS)
    for (let part = 0; part < parts - 1; part++) await fillPart(disk, recording, FIRST + part)
    const sound = Buffer.alloc(512)
    sound.fillAt(0, 512, FIRST + parts - 1)
    await append(recording, sound, 0, 1)
    await append(recording, sound, 0, 1)
    return recording
}

/** A message of so many parts, the power failing in its n-th write after all whole sectors. @returns whether it did */
async function finishUntilCut(
    disk: RamDisk,
    parts: number,
    n: number,
    cut: Cut,
    keptBytes?: number
): Promise<boolean> {
    const recording = await begin(disk, await mounted(disk), parts)
    disk.cutIn = n
    disk.cut = cut
    const last = Buffer.alloc(512)
    last.fillAt(0, 512, FIRST + parts - 1)
    const isCut = await untilCut(async () => {
        await recording.finish(last, 100, ENVELOPE, keptBytes)
    })
    disk.powerOn()
    return isCut
}

/** That there is one message, of so many parts, which can be played through. @returns its length */
async function lengthOf(store: MessageStore, parts: number, what: string): Promise<number> {
    const message = present(await store.messages.nextOfKinds(UNHEARD))
    const count = store.messages.unheardCount
    const slots = await folderOf(store).partsOf(message.slot)
    if (count !== 1 || slots.length !== parts || store.messages.freeCount !== 16 - parts)
        throw new Error(
            `${what}: ${count} messages, ${slots.length} parts, ${store.messages.freeCount} free`
        )
    const sound = await message.open()
    const into = Buffer.alloc(512)
    let lengthBytes = 0
    for (let part = 0; part < parts; part++) {
        const isFirst = part === 0
        if ((await stateOf(store, slots[part])) !== (isFirst ? SlotState.Message : SlotState.Part))
            throw new Error(`${what}: part ${part}`)
        const read = await sound.read(part * PART_BYTES, into)
        if (read !== 512 || into[0] !== FIRST + part)
            throw new Error(`${what}: ${read} bytes of part ${part}`)
        lengthBytes += sound.lengthBytes
    }
    return lengthBytes
}

/** Look at the card after a cut, and once more after idle. @returns length of the message */
async function check(disk: RamDisk, parts: number, what: string): Promise<number> {
    const store = await mounted(disk)
    const lengthBytes = await lengthOf(store, parts, what)
    await rest(store)
    await lengthOf(store, parts, what + ", in idle")
    if (store.isReadOnly) throw new Error(what + ": can't be written")
    return lengthBytes
}

describe("a message longer than a slot, cut off", () => {
    test("in its second part is one message", async () => {
        const disk = await restedCard()
        await begin(disk, await mounted(disk), 2)
        expect(await check(disk, 2, "second")).toBe(PART_BYTES + 1024)
    })
    test("in its third part is one message, which leads on to its end", async () => {
        const disk = await restedCard()
        await begin(disk, await mounted(disk), 3)
        expect(await check(disk, 3, "third")).toBe(2 * PART_BYTES + 1024)
        const store = await mounted(disk)
        const message = present(await store.messages.nextOfKinds(UNHEARD))
        await message.open()
        expect(message.isLong).toBe(true)
        expect(message.number).toBe("unknown")
        await store.messages.trash(message)
        expect(new Home(disk, store, 2).attributes()).toBe(0x02)
    })
    test("while it is filed, at each write of that, is one message", async () => {
        const cuts = [Cut.Garbage, Cut.Zeros, Cut.Before, Cut.After, Cut.Ones]
        for (const keptBytes of [undefined, 2 * PART_BYTES + 300]) {
            let count = 0
            while (true) {
                const disk = await restedCard()
                const cut = cuts[count % cuts.length]
                if (!(await finishUntilCut(disk, 3, count, cut, keptBytes))) break
                await check(disk, 3, `cut ${cut} at write ${count}`)
                count++
            }
            expect(count >= 9).toBe(true)
        }
    })
    test("has its caller, once the last part has its header", async () => {
        const disk = await restedCard()
        await finishUntilCut(disk, 3, 2, Cut.Before)
        const store = await mounted(disk)
        const message = present(await store.messages.nextOfKinds(UNHEARD))
        await message.open()
        expect(message.number).toBe(ENVELOPE.number)
        expect(present(message.at).minute).toBe(5)
        present(await store.openSound("AFTERBEEP/messages/2026-11-22 14.05 2125550123 J SMITH.wav"))
    })
    test("and cut again at each write while it is recovered, is one message", async () => {
        const cuts = [Cut.Garbage, Cut.Before, Cut.Ones, Cut.After, Cut.Zeros]
        // In its sound; with one header; with two, of which the second has no entry.
        for (const n of [0, 2, 6]) {
            let count = 0
            while (true) {
                const disk = await restedCard()
                const cut = cuts[(count + n) % cuts.length]
                await finishUntilCut(disk, 3, n, Cut.Before)
                disk.cutIn = count
                disk.cut = cut
                if (!(await mountUntilCut(disk))) break
                disk.powerOn()
                await check(disk, 3, `cut at write ${n}, and ${cut} at ${count} of the recovery`)
                count++
            }
            expect(count >= 3).toBe(true)
        }
    })
    test("is as much of one as there is where a PC has made another file of a part", async () => {
        const disk = await restedCard()
        let store = await mounted(disk)
        await begin(disk, store, 3)
        takeLink(disk, new Home(disk, store, 1).cluster)
        store = await rested(disk)
        expect(store.messages.unheardCount).toBe(2)
        expect(await stateOf(store, 1)).toBe(SlotState.Retired)
        expect((await folderOf(store).partsOf(0)).length).toBe(1)
        expect((await folderOf(store).partsOf(2)).length).toBe(1)
    })
    test("takes nothing of the call after it, which was filed", async () => {
        const disk = await restedCard()
        let store = await mounted(disk)
        await fillPart(disk, await store.beginRecording(Codec.MuLaw), FIRST)
        await leaveNothing(store)
        store = await mounted(disk)
        expect(store.messages.unheardCount).toBe(2)
        expect((await folderOf(store).partsOf(0)).length).toBe(1)
        expect(await stateOf(store, 1)).toBe(SlotState.Message)
    })
})
