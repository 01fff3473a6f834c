import { describe, test, expect } from "@devicescript/test"
import { Kind, SlotState } from "../../../src/store/slot-state"
import { isEmptyHalf, mendSector } from "../../../src/store/slot-mender"
import { putNewSlot } from "../../../src/store/slot-entry"
import { formatFat32 } from "../support/formatter"
import { leaveNothing, mounted, prepared, rested } from "../support/messages"
import { begun } from "../support/pc-fixture"
import { RamDisk } from "../support/ram-disk"
import { folderOf, freeLinks, Home, stateOf, takeLink } from "../support/slots"

const UNHEARD = SlotState.Message | Kind.Unheard

function filled(byte: number): Buffer {
    const sector = Buffer.alloc(512)
    sector.fillAt(0, 512, byte)
    return sector
}

function noise(): Buffer {
    const sector = Buffer.alloc(512)
    let state = 77
    for (let at = 0; at < 512; at += 4) {
        state = Math.imul(state, 1664525) + 1013904223
        sector.setAt(at, "i32", state | 0)
    }
    return sector
}

/** Three messages of one minute, the first two in one sector. */
async function makeUsed(): Promise<RamDisk> {
    const disk = formatFat32(64)
    const store = await rested(disk)
    for (let i = 0; i < 3; i++) await leaveNothing(store)
    await rested(disk)
    return disk
}

async function used(): Promise<RamDisk> {
    return await prepared("three messages", makeUsed)
}

function halves(): Buffer {
    const sector = Buffer.alloc(512)
    putNewSlot(sector, 224, 1, 9)
    putNewSlot(sector, 480, 2, 53)
    return sector
}

describe("isEmptyHalf", () => {
    test("has nothing but deleted entries and ends", () => {
        const sector = halves()
        expect(isEmptyHalf(sector, 224)).toBe(false)
        for (let at = 0; at < 224; at += 32) sector[at] = 0xe5
        expect(isEmptyHalf(sector, 224)).toBe(false)
        sector[224] = 0
        expect(isEmptyHalf(sector, 224)).toBe(true)
        expect(isEmptyHalf(sector, 480)).toBe(false)
    })
})

describe("mendSector", () => {
    test("gives messages of the same minute names that nobody has", async () => {
        const disk = await used()
        const store = await mounted(disk)
        const home = new Home(disk, store, 0)
        const before = home.text() + new Home(disk, store, 1).text()
        disk.poke(home.sector, Buffer.alloc(512))
        await mendSector(folderOf(store), 1)
        expect(disk.written.length).toBe(1)
        expect(home.text() + new Home(disk, store, 1).text()).toBe(before)
    })
    test("makes a free slot where there is no header any more", async () => {
        const disk = await used()
        const store = await mounted(disk)
        const home = new Home(disk, store, 1)
        disk.poke(store.volume.sectorOf(home.cluster), Buffer.alloc(512))
        disk.poke(home.sector, Buffer.alloc(512))
        await mendSector(folderOf(store), 0)
        expect(home.attributes()).toBe(0x06)
        expect(await stateOf(store, 1)).toBe(SlotState.Free)
        expect(store.messages.messageCount).toBe(3)
        expect((await mounted(disk)).messages.messageCount).toBe(3)
        expect((await rested(disk)).messages.messageCount).toBe(2)
    })
    test("leaves out whose clusters are free, or another file's", async () => {
        const disk = await used()
        const store = await mounted(disk)
        const one = new Home(disk, store, 0)
        const two = new Home(disk, store, 1)
        disk.poke(one.sector, Buffer.alloc(512))
        takeLink(disk, one.cluster + 3)
        freeLinks(disk, two.cluster, 44)
        await mendSector(folderOf(store), 0)
        let deleted = ""
        for (let i = 0; i < 8; i++) deleted += "deleted "
        expect(one.text()).toBe(deleted)
        expect(two.text()).toBe(deleted)
    })
})

describe("a directory sector that was destroyed", () => {
    test("is made anew from the slots' headers when it is zeros, ones or noise", async () => {
        const f = await begun()
        const { sector } = f.home(0)
        const before = f.home(0).text() + f.home(1).text()
        for (const content of [filled(0), filled(0xff), noise()]) {
            f.disk.poke(sector, content)
            await f.rested()
            expect(f.home(0).text() + f.home(1).text()).toBe(before)
            await f.expectBoth()
        }
    })
    test("gets back what the index knows: heard, kept, trash", async () => {
        const f = await begun()
        f.home(0).setAttributes(0x21)
        f.home(1).setAttributes(0x22)
        await f.rested()
        f.disk.poke(f.home(0).sector, filled(0))
        await f.rested()
        expect(f.home(0).attributes()).toBe(0x21)
        expect(f.home(1).attributes()).toBe(0x22)
        await f.expectRest()
    })
    test("of free and armed slots, also the last of the folder", async () => {
        const f = await begun()
        const armed = f.home(2).text() + f.home(3).text()
        const free = f.home(14).text() + f.home(15).text()
        f.disk.poke(f.home(2).sector, filled(0))
        f.disk.poke(f.home(14).sector, noise())
        await f.rested()
        expect(f.home(2).text() + f.home(3).text()).toBe(armed)
        expect(f.home(14).text() + f.home(15).text()).toBe(free)
        await f.expectState(2, SlotState.Armed)
        await f.expectBoth()
    })
    test("in one half alone: the other one's message stays as it is", async () => {
        const f = await begun()
        const { sector } = f.home(0)
        const before = f.home(0).text() + f.home(1).text()
        for (let half = 0; half < 2; half++) {
            f.disk.edit(sector).fillAt(half * 256, 256, 0)
            await f.rested()
            expect(f.home(0).text() + f.home(1).text()).toBe(before)
            await f.expectBoth()
        }
    })
    test("does not get back an entry that is elsewhere in the folder", async () => {
        const f = await begun()
        f.home(0).renameTo(f.gapSector, 64)
        await f.rested()
        f.disk.poke(f.home(0).sector, filled(0))
        await f.rested()
        await f.expectState(0, SlotState.Moved | Kind.Unheard)
        expect(f.disk.peek(f.home(0).sector)[f.home(0).shortAt]).toBe(0xe5)
        await f.expectBoth()
    })
    test("does not get back a slot whose clusters are another file's", async () => {
        const f = await begun()
        f.home(0).remove()
        takeLink(f.disk, f.home(0).cluster + 20)
        await f.rested()
        f.disk.poke(f.home(0).sector, filled(0))
        await f.rested()
        await f.expectState(0, SlotState.Retired)
        await f.expectState(1, UNHEARD)
        expect(f.disk.peek(f.home(0).sector)[f.home(0).shortAt]).toBe(0xe5)
        await f.expectRest()
    })
})
