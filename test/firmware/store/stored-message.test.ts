import { describe, test, expect } from "@devicescript/test"
import { ATTRIBUTE_ARCHIVE, ATTRIBUTE_HIDDEN } from "../../../src/fat/layout"
import { Codec } from "../../../src/hal/sound"
import { MessageStore } from "../../../src/store/message-store"
import { Kind, SlotState, UNHEARD } from "../../../src/store/slot-state"
import { Fault } from "../../../src/util/fault"
import { formatFat32 } from "../support/formatter"
import {
    append,
    ENVELOPE,
    mounted,
    prepared,
    present,
    rest,
    rested,
    restedCard,
} from "../support/messages"
import { RamDisk } from "../support/ram-disk"
import { folderOf, Home, stateOf } from "../support/slots"

const PART_BYTES = 2812 * 512
/** Sound in the second part: two sectors and the beginning of a third one. */
const REST_BYTES = 2 * 512 + 100
const LONG_MS = 420000

/** A message that goes on in the next slot; its first part is written in one go, but for its last sector. */
async function leaveLong(store: MessageStore, keptBytes?: number): Promise<void> {
    const recording = await store.beginRecording(Codec.MuLaw, LONG_MS)
    const inside: any = recording
    const sound = Buffer.alloc(512)
    sound.fillAt(0, 512, 0x55)
    await store.volume.card.write(inside.nextSector, sound, 0, 2811)
    inside.nextSector += 2811
    inside.sectorsLeft -= 2811
    sound.fillAt(0, 512, 0x77)
    await append(recording, sound, 0, 1)
    sound.fillAt(0, 512, 0x66)
    await append(recording, sound, 0, 1)
    await append(recording, sound, 0, 1)
    await recording.finish(sound, 100, ENVELOPE, keptBytes)
}

async function makeLong(): Promise<RamDisk> {
    const disk = formatFat32(64)
    await leaveLong(await rested(disk))
    await rested(disk)
    return disk
}

/** A card whose first two slots hold one message. */
async function longCard(): Promise<RamDisk> {
    return await prepared("long message", makeLong)
}

/** Bytes of all that can be heard. */
async function heardBytes(store: MessageStore): Promise<number> {
    const into = Buffer.alloc(512)
    let total = 0
    let message = await store.messages.nextOfKinds(UNHEARD)
    while (message) {
        const sound = await message.open()
        let atByte = sound.lengthBytes
        let count = 1
        while (count > 0) {
            count = await sound.read(atByte, into)
            atByte += count
        }
        total += atByte
        message = await store.messages.nextOfKinds(UNHEARD, message.order)
    }
    return total
}

describe("a message longer than a slot", () => {
    test("goes on in the next one, and is one message that is read without a gap", async () => {
        const store = await rested(await longCard())
        expect(store.messages.unheardCount).toBe(1)
        expect(store.messages.messageCount).toBe(1)
        expect(await stateOf(store, 0)).toBe(SlotState.Message)
        expect(await stateOf(store, 1)).toBe(SlotState.Part)
        const message = present(await store.messages.nextOfKinds(UNHEARD))
        const sound = await message.open()
        expect(message.number).toBe(ENVELOPE.number)
        const into = Buffer.alloc(1024)
        expect(await sound.read(PART_BYTES - 1024, into)).toBe(1024)
        expect(into[511]).toBe(0x55)
        expect(into[512]).toBe(0x77)
        expect(await sound.read(PART_BYTES, into)).toBe(1024)
        expect(into[0]).toBe(0x66)
        expect(await sound.read(PART_BYTES + 1024, into)).toBe(100)
        expect(await sound.read(PART_BYTES + REST_BYTES, into)).toBe(0)
        expect(await store.messages.nextOfKinds(UNHEARD, message.order)).toBe(undefined)
    })
    test("has names and headers that lead from one part to the next", async () => {
        const disk = await longCard()
        const store = await mounted(disk)
        const first = new Home(disk, store, 0)
        const second = new Home(disk, store, 1)
        expect(first.entry()[13]).toBe(0)
        expect(second.entry()[13]).toBe(1)
        const header = disk.peek(store.volume.sectorOf(first.cluster))
        expect(header.getAt(66, "u32")).toBe(PART_BYTES)
        expect(header.getAt(82, "u32")).toBe(second.cluster)
        expect(header.getAt(86, "u32")).toBe(0)
        const next = disk.peek(store.volume.sectorOf(second.cluster))
        expect(next.getAt(62, "u32")).toBe(header.getAt(62, "u32"))
        expect(next.getAt(82, "u32")).toBe(0)
        expect(next.getAt(86, "u32")).toBe(((1 << 28) | first.cluster) >>> 0)
    })
    test("is heard, and in the trash, with all its parts", async () => {
        const disk = await longCard()
        const store = await rested(disk)
        const message = present(await store.messages.nextOfKinds(UNHEARD))
        await message.open()
        await store.messages.markHeard(message)
        expect(new Home(disk, store, 1).attributes()).toBe(ATTRIBUTE_ARCHIVE)
        await store.messages.trash(message)
        for (let slot = 0; slot < 2; slot++)
            expect(new Home(disk, store, slot).attributes()).toBe(
                ATTRIBUTE_ARCHIVE | ATTRIBUTE_HIDDEN
            )
        const again = await rested(disk)
        expect(await stateOf(again, 0)).toBe(SlotState.Message | Kind.Trashed)
        expect(await stateOf(again, 1)).toBe(SlotState.Part)
    })
    test("makes room with all its parts", async () => {
        const disk = await longCard()
        const store = await rested(disk)
        await store.messages.trash(present(await store.messages.nextOfKinds(UNHEARD)))
        const { index } = folderOf(store)
        for (let slot = 2; slot < index.slotCount(); slot++)
            await index.putState(slot, SlotState.Retired)
        folderOf(store).armed = []
        await rest(store)
        expect(await stateOf(store, 0)).toBe(SlotState.Armed)
        expect(await stateOf(store, 1)).toBe(SlotState.Armed)
    })
    test("without its first part is a message of its own", async () => {
        const disk = await longCard()
        const store = await mounted(disk)
        const first = new Home(disk, store, 0)
        const sector = first.edit()
        for (let at = first.shortAt - 224; at <= first.shortAt; at += 32) sector[at] = 0xe5
        // With its chain still there the slot is retired: the PC may have moved the file elsewhere.
        await rested(disk)
        const again = await rested(disk)
        expect(await stateOf(again, 1)).toBe(SlotState.Message)
        expect(await heardBytes(again)).toBe(REST_BYTES)
    })
    test("is found again where the index is lost", async () => {
        const disk = await longCard()
        const { cluster } = folderOf(await mounted(disk)).index
        const store = await mounted(disk)
        for (let i = 0; i < 20; i++) disk.edit(store.volume.sectorOf(cluster) + i).fillAt(0, 512, 0)
        const again = await rested(disk)
        expect(again.messages.unheardCount).toBe(1)
        expect(await stateOf(again, 1)).toBe(SlotState.Part)
    })
    test("that is cut back to before its last part keeps that empty", async () => {
        const disk = await restedCard()
        await leaveLong(await mounted(disk), PART_BYTES - 600)
        expect(await heardBytes(await mounted(disk))).toBe(PART_BYTES)
    })
    for (let n = 2; n < 11; n++) checkCut(n)
})

/** In the order of writing: the first part, its last sector, two of the second, its end, header, entry; those of the first. */
const KEPT = [0, 0, 0, 512, 1024, 1024, REST_BYTES, REST_BYTES, REST_BYTES, REST_BYTES, REST_BYTES]

/** A parameter, since closures can't capture a loop's variable. */
function checkCut(n: number): void {
    test(`loses nothing that is on the card where power fails in write ${n}`, async () => {
        const disk = await restedCard()
        const store = await mounted(disk)
        disk.cutIn = n
        let isCut = false
        try {
            await leaveLong(store)
        } catch (e) {
            expect(e instanceof Fault).toBe(true)
            isCut = true
        }
        expect(isCut).toBe(n < 10)
        disk.powerOn()
        const again = await rested(disk)
        expect(await heardBytes(again)).toBe(PART_BYTES + KEPT[n])
        expect(again.messages.unheardCount).toBe(1)
    })
}
