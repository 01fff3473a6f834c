/** index.bin by itself: a card that holds nothing else, so that there may be thousands of slots. */
import * as ds from "@devicescript/core"
import { describe, test, expect } from "@devicescript/test"
import { mountVolume } from "../../../src/fat/mount"
import { Volume } from "../../../src/fat/volume"
import { INDEX_BYTES, PAGE_SLOTS, SlotIndex } from "../../../src/store/slot-index"
import { FREE_MASK, Kind, OLD, SlotState } from "../../../src/store/slot-state"
import { Fault } from "../../../src/util/fault"
import { formatFat16 } from "../support/formatter"
import { Cut } from "../support/ram-disk"

const ARMED_MASK = 1 << SlotState.Armed
/** First cluster of the file. */
const FILE = 100
/** In the second half of the first page. */
const LATE_SLOT = 700
const UNHEARD = SlotState.Message | Kind.Unheard
const HEARD = SlotState.Message | Kind.Heard

function ignore(slot: number): void {}

class Fixture {
    readonly disk = formatFat16(64)
    readonly volume = new Volume(this.disk)
    index = new SlotIndex(this.volume)
    /** Sector of the first copy of the first page. */
    start = 0

    /** An index of so many slots, all free, written once: the second copy is the good one. */
    async made(slotCount: number): Promise<Fixture> {
        await mountVolume(this.volume)
        this.start = this.volume.sectorOf(FILE)
        expect(await this.index.readPages(FILE, ignore)).toBe(false)
        this.index.addExtent(5000, 4900, slotCount)
        this.index.growTo(slotCount)
        await this.index.writeBack()
        this.disk.written = []
        return this
    }

    async setAll(slots: number[], state: number): Promise<void> {
        for (const slot of slots) await this.index.putState(slot, state)
    }

    /** As after a mount. @returns whether there is a good one */
    async reload(): Promise<boolean> {
        this.index = new SlotIndex(this.volume)
        return await this.index.readPages(FILE, ignore)
    }
}

/** Orders of the messages of some kinds, oldest first, as their slots. */
async function slotsInOrder(index: SlotIndex, kinds: number): Promise<string> {
    let text = ""
    let order = await index.nextOrder(kinds, 0)
    while (order !== 0) {
        text += `${index.slotAt(order)} `
        order = await index.nextOrder(kinds, order)
    }
    return text.trim()
}

/** Lose the power while a page with a change in its second half is written. @returns what the slot is then */
async function cutFlush(cut: Cut): Promise<number> {
    const f = await new Fixture().made(PAGE_SLOTS)
    const { disk, index, start } = f
    await index.putState(LATE_SLOT, UNHEARD)
    await index.writeBack()
    await index.putState(LATE_SLOT, HEARD)
    disk.cut = cut
    disk.cutIn = 0
    try {
        await index.writeBack()
    } catch (e) {
        expect(e instanceof Fault).toBe(true)
    }
    disk.powerOn()
    expect(await f.reload()).toBe(true)
    const state = await f.index.stateOf(LATE_SLOT)
    // The next one goes over the copy that does not count.
    disk.written = []
    await f.index.putState(0, UNHEARD)
    await f.index.writeBack()
    const isWhole = state === HEARD
    expect(disk.written.length).toBe(1)
    expect(disk.written[0]).toBe(isWhole ? start : start + 1)
    expect(await f.reload()).toBe(true)
    expect(await f.index.stateOf(LATE_SLOT)).toBe(state)
    expect(await f.index.stateOf(0)).toBe(UNHEARD)
    return state
}

describe("the two copies of a page", () => {
    test("leaves its last sector for copies where no slot is in its last page", async () => {
        const f = await new Fixture().made(9 * PAGE_SLOTS)
        await f.reload()
        expect(f.volume.spareSector).toBe(f.start + INDEX_BYTES / 512 - 1)
        const g = await new Fixture().made(9 * PAGE_SLOTS + 1)
        await g.reload()
        expect(g.volume.spareSector).toBe(0)
    })
    test("knows more slots than are ready while some are being made", async () => {
        const f = await new Fixture().made(32)
        expect(f.index.plannedCount()).toBe(32)
        f.index.setExtentSlots(0, 48)
        expect(f.index.plannedCount()).toBe(48)
        expect(f.index.slotCount()).toBe(32)
    })
    test("are written in turn, one sector for whatever was changed, and none for nothing", async () => {
        const { disk, index, start } = await new Fixture().made(64)
        await index.writeBack()
        expect(disk.written.length).toBe(0)
        await index.putState(3, UNHEARD)
        await index.putState(60, HEARD)
        index.noteSerial(7)
        await index.writeBack()
        await index.putState(3, UNHEARD)
        index.noteSerial(7)
        index.noteWhen(0)
        await index.writeBack()
        expect(disk.written.length).toBe(1)
        expect(disk.written[0]).toBe(start)
        index.noteSerial(8)
        await index.writeBack()
        expect(disk.written[1]).toBe(start + 1)
        expect(disk.written.length).toBe(2)
    })
    test("leave the older one when the power fails while the other is written", async () => {
        for (const cut of [Cut.Before, Cut.TornFirst, Cut.TornSecond])
            expect(await cutFlush(cut)).toBe(UNHEARD)
        for (const cut of [Cut.Zeros, Cut.Ones, Cut.Garbage])
            expect(await cutFlush(cut)).toBe(UNHEARD)
        expect(await cutFlush(Cut.After)).toBe(HEARD)
    })
    test("don't count with a bit turned over, in another cluster, or in another page's place", async () => {
        const f = await new Fixture().made(PAGE_SLOTS + 1)
        const { disk, volume, start } = f
        await f.index.putState(PAGE_SLOTS, UNHEARD)
        await f.index.writeBack()
        const elsewhere = volume.sectorOf(200)
        for (let i = 0; i < 4; i++) disk.poke(elsewhere + i, disk.peek(start + i))
        expect(await new SlotIndex(volume).readPages(200, ignore)).toBe(false)
        disk.edit(start + 1)[500] ^= 0x10
        expect(await f.reload()).toBe(false)
        expect(f.index.slotCount()).toBe(0)
        disk.poke(start, disk.peek(start + 3))
        expect(await f.reload()).toBe(false)
    })
    test("of another version don't count", async () => {
        const f = await new Fixture().made(16)
        f.disk.edit(f.start + 1).setAt(4, "u16", 3)
        expect(await f.reload()).toBe(false)
    })
})

describe("what the index holds", () => {
    test("is the same after it was read again: head, states, counts, armed slots in their order", async () => {
        const f = await new Fixture().made(2000)
        const { index, disk } = f
        index.addExtent(90000, 80000, 48)
        index.noteSerial(70000)
        index.noteWhen(0x5d766000)
        index.setArmedFor(0xff, 6)
        index.setTarget(1024, 900)
        await f.setAll([1999, 5, 832, 1663], SlotState.Armed)
        await f.setAll([831, 1664], UNHEARD | OLD)
        await index.writeBack()
        let armed = ""
        disk.readCount = 0
        const again = new SlotIndex(f.volume)
        expect(await again.readPages(FILE, slot => (armed += `${slot} `))).toBe(true)
        expect(disk.readCount).toBe(6)
        expect(armed).toBe("5 832 1663 1999 ")
        expect(again.counts[SlotState.Armed]).toBe(4)
        expect(again.counts[UNHEARD | OLD]).toBe(2)
        expect(again.counts[SlotState.Free]).toBe(1994)
        expect(again.lastSerial()).toBe(70000)
        expect(again.latest()).toBe(0x5d766000)
        expect(again.erasedByte()).toBe(0xff)
        expect(again.codec()).toBe(6)
        expect(again.targetFor(1024)).toBe(900)
        expect(again.targetFor(1000)).toBe(undefined)
        expect(again.extentCount()).toBe(2)
        expect(again.extentCluster(0)).toBe(5000)
        expect(again.folderCluster(1)).toBe(80000)
        expect(again.extentSlots(1)).toBe(48)
        again.setExtentSlots(1, 0)
        expect(again.extentCount()).toBe(1)
    })
    test("is at the bytes of docs/card-layout.md", async () => {
        const { disk, index, start } = await new Fixture().made(64)
        await index.putState(3, HEARD)
        await index.passTo(9)
        index.setArmedFor(0xff, 7)
        index.setTarget(1024, 64)
        await index.writeBack()
        const page = disk.peek(start)
        expect(page.slice(0, 8).toString("hex")).toBe("6162697802000000")
        expect(page.getAt(16, "u32")).toBe(2)
        expect(page.getAt(20, "u32")).toBe(FILE)
        expect(page.getAt(32, "u16")).toBe(64)
        expect(page.getAt(34, "u16")).toBe(9)
        expect(page.slice(36, 40).toString("hex")).toBe("ff070100")
        expect(page.slice(40, 50).toString("hex")).toBe("88130000241300004000")
        expect(page.slice(92, 96).toString("hex")).toBe("00044000")
        expect(page.slice(96, 99).toString("hex")).toBe("00d000")
        expect(INDEX_BYTES).toBe(10240)
    })
    test("with 8,000 slots takes two sectors for each 832, and two writes for a change in a later page", async () => {
        const f = await new Fixture().made(8000)
        const { disk } = f
        await f.index.putState(7999, UNHEARD)
        await f.index.putState(7000, HEARD)
        f.index.noteSerial(1)
        await f.index.writeBack()
        expect(disk.written.length).toBe(3)
        disk.readCount = 0
        expect(await f.reload()).toBe(true)
        expect(disk.readCount).toBe(20)
        expect(f.index.counts[UNHEARD]).toBe(1)
        expect(f.index.counts[SlotState.Free]).toBe(7998)
        expect(await f.index.stateOf(7999)).toBe(UNHEARD)
        expect(await f.index.stateOf(7000)).toBe(HEARD)
        expect(await f.index.nextOrder(1 << Kind.Unheard, 0)).toBe(16000)
    })
    test("is counted right whatever is set, over the borders of pages", async () => {
        const f = await new Fixture().made(1700)
        let seed = 1
        for (let i = 0; i < 60; i++) {
            seed = (seed * 75 + 74) % 65537
            await f.index.putState(seed % 1700, (seed >> 5) & 15)
        }
        await f.index.writeBack()
        const { counts } = f.index
        expect(await f.reload()).toBe(true)
        let sum = 0
        for (let state = 0; state < 16; state++) {
            expect(f.index.counts[state]).toBe(counts[state])
            sum += counts[state]
        }
        expect(sum).toBe(1700)
    })
    test("a fault while it is written loses none of it: the next time it is written", async () => {
        const f = await new Fixture().made(64)
        await f.index.putState(3, UNHEARD)
        f.disk.writesLeft = 0
        let isRefused = false
        try {
            await f.index.writeBack()
        } catch (e) {
            isRefused = e instanceof Fault
        }
        expect(isRefused).toBe(true)
        f.disk.writesLeft = 1
        await f.index.writeBack()
        await f.reload()
        expect(await f.index.stateOf(3)).toBe(UNHEARD)
    })
})

describe("seek", () => {
    test("goes over the borders of pages, and round the end", async () => {
        const { index } = await new Fixture().made(2000)
        expect(await index.seek(ARMED_MASK, 0, 2000)).toBe(undefined)
        await index.putState(840, SlotState.Armed)
        await index.putState(1990, SlotState.Armed)
        expect(await index.seek(ARMED_MASK, 0, 2000)).toBe(840)
        expect(await index.seek(ARMED_MASK, 841, 2000)).toBe(1990)
        expect(await index.seek(ARMED_MASK, 841, 1149)).toBe(undefined)
        expect(await index.seek(ARMED_MASK, 1991, 2000)).toBe(840)
        expect(await index.seek(ARMED_MASK, 1991, 849)).toBe(undefined)
        expect(await index.seek(ARMED_MASK, 3991, 850)).toBe(840)
        expect(await index.seek(FREE_MASK, 840, 2000)).toBe(841)
    })
    test("finds the same as looking at each slot", async () => {
        const f = await new Fixture().made(100)
        let seed = 5
        for (let i = 0; i < 30; i++) {
            seed = (seed * 75 + 74) % 65537
            await f.index.putState(seed % 100, 1 + (seed & 7))
        }
        for (let from = 0; from < 100; from += 3) {
            await ds.sleep(0)
            let slot = from
            while ((await f.index.stateOf(slot % 100)) !== 5 && slot < from + 50) slot++
            const found = await f.index.seek(1 << 5, from, 50)
            expect(found).toBe(slot < from + 50 ? slot % 100 : undefined)
        }
    })
    test("of no slots finds none", async () => {
        const { index } = await new Fixture().made(0)
        expect(await index.seek(FREE_MASK, index.firstSlot(), 0)).toBe(undefined)
        expect(await index.nextOrder(0xf, 0)).toBe(0)
    })
})

/** Slots that are used as the machine does it: the next free one from the one used last on. */
async function arrive(index: SlotIndex): Promise<number> {
    const slot = await index.seek(FREE_MASK, index.firstSlot(), index.slotCount())
    if (slot === undefined) throw new Error("no slot is free")
    await index.putState(slot, UNHEARD)
    await index.passTo(slot)
    return slot
}

describe("the order of messages", () => {
    test("is the one in which they came, from behind the slot that was armed last", async () => {
        const { index } = await new Fixture().made(8)
        for (let i = 0; i < 6; i++) await arrive(index)
        expect(await slotsInOrder(index, 0xf)).toBe("0 1 2 3 4 5")
        await index.putState(0, SlotState.Free)
        await index.putState(1, SlotState.Free)
        for (let i = 0; i < 3; i++) await arrive(index)
        expect(await slotsInOrder(index, 0xf)).toBe("2 3 4 5 6 7 0")
    })
    test("has those that are passed over before all others, over several rounds", async () => {
        const { index } = await new Fixture().made(6)
        for (let i = 0; i < 6; i++) await arrive(index)
        for (const slot of [0, 2, 4]) await index.putState(slot, SlotState.Free)
        for (let i = 0; i < 3; i++) await arrive(index)
        // 1 and 3 came before 5, and all of them before the second round.
        expect(await slotsInOrder(index, 0xf)).toBe("1 3 5 0 2 4")
        await index.putState(5, SlotState.Free)
        await index.putState(0, SlotState.Free)
        await arrive(index)
        await arrive(index)
        expect(await slotsInOrder(index, 0xf)).toBe("1 3 2 4 5 0")
        expect(await index.stateOf(1)).toBe(UNHEARD | OLD)
        expect(await index.stateOf(2)).toBe(UNHEARD)
        await index.putState(1, SlotState.Free)
        await arrive(index)
        expect(await slotsInOrder(index, 0xf)).toBe("3 2 4 5 0 1")
    })
    test("of those that were not passed over is that of their arrival, whatever goes in between", async () => {
        const { index } = await new Fixture().made(20)
        let seed = 9
        // Slots by their arrival, oldest first.
        const arrived: number[] = []
        for (let round = 0; round < 70; round++) {
            await ds.sleep(0)
            seed = (seed * 75 + 74) % 65537
            if (arrived.length > 12) {
                const place = seed % 3 === 0 ? 0 : seed % arrived.length
                await index.putState(arrived[place], SlotState.Free)
                arrived.insert(place, -1)
            }
            arrived.push(await arrive(index))
            let fresh = ""
            let old = 0
            for (const slot of arrived) {
                if (((await index.stateOf(slot)) & OLD) === 0) fresh += ` ${slot}`
                else old++
            }
            const all = await slotsInOrder(index, 1 << Kind.Unheard)
            expect(all.endsWith(fresh.trim())).toBe(true)
            expect(all.split(" ").length).toBe(arrived.length)
            expect(old < arrived.length).toBe(true)
        }
    })
    test("knows kinds, and those whose entries a PC has moved", async () => {
        const f = await new Fixture().made(10)
        const { index } = f
        await f.setAll([1], UNHEARD)
        await f.setAll([2, 7], HEARD)
        await f.setAll([3], SlotState.Message | Kind.Kept)
        await f.setAll([4], SlotState.Message | Kind.Trashed)
        await f.setAll([5], SlotState.Moved | Kind.Heard)
        await f.setAll([6], SlotState.Part)
        await f.setAll([8], UNHEARD | OLD)
        await f.setAll([9], SlotState.Retired)
        expect(await slotsInOrder(index, 1 << Kind.Unheard)).toBe("8 1")
        expect(await slotsInOrder(index, 1 << Kind.Heard)).toBe("2 5 7")
        expect(await slotsInOrder(index, (1 << Kind.Heard) | (1 << Kind.Kept))).toBe("2 3 5 7")
        expect(await slotsInOrder(index, 1 << Kind.Trashed)).toBe("4")
    })
    test("goes on over the borders of pages", async () => {
        const f = await new Fixture().made(2000)
        const { index } = f
        await index.passTo(1700)
        await f.setAll([0, 831, 832, 1700, 1701, 1999], UNHEARD)
        expect(await slotsInOrder(index, 1)).toBe("1701 1999 0 831 832 1700")
        await index.passTo(831)
        expect(await index.stateOf(1999)).toBe(UNHEARD | OLD)
        expect(await index.stateOf(831)).toBe(UNHEARD)
        expect(await slotsInOrder(index, 1)).toBe("1701 1999 0 832 1700 831")
        expect(index.firstSlot()).toBe(832)
        await f.index.writeBack()
        await f.reload()
        expect(await slotsInOrder(f.index, 1)).toBe("1701 1999 0 832 1700 831")
        expect(f.index.counts[UNHEARD | OLD]).toBe(3)
    })
    test("begins anew behind the last slot", async () => {
        const { index } = await new Fixture().made(8)
        expect(index.firstSlot()).toBe(0)
        await index.passTo(7)
        expect(index.firstSlot()).toBe(0)
        await index.passTo(6)
        expect(index.firstSlot()).toBe(7)
    })
})
