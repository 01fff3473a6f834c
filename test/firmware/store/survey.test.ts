/** What PCs and cuts do to the messages folder, and what is made of it in idle after the next mount. */
import { describe, test, expect } from "@devicescript/test"
import { putNewSlot } from "../../../src/store/slot-entry"
import {
    HEARD as HEARD_ONES,
    Kind,
    SlotState,
    UNHEARD as NEW_ONES,
} from "../../../src/store/slot-state"
import { Fault, FaultCode } from "../../../src/util/fault"
import {
    countNumbered,
    leaveNothing,
    mounted,
    present,
    rest,
    restedCard,
} from "../support/messages"
import { begun, PcFixture, SECOND } from "../support/pc-fixture"
import { folderOf, freeLinks, linkOf, takeLink } from "../support/slots"

const UNHEARD = SlotState.Message | Kind.Unheard
const HEARD = SlotState.Message | Kind.Heard
const FOREIGN = "FOREIGN TXT \0"

function filled(byte: number): Buffer {
    const sector = Buffer.alloc(512)
    sector.fillAt(0, 512, byte)
    return sector
}

describe("a card that nobody has changed", () => {
    test("is compared without a write", async () => {
        const f = await begun()
        await f.expectRest()
    })
})

describe("a person at a PC changes attributes", () => {
    test("of messages: heard, kept, in the trash, and back", async () => {
        const f = await begun()
        f.home(0).setAttributes(0x20)
        f.home(1).setAttributes(0x21)
        let store = await f.rested()
        await f.expectState(0, HEARD)
        await f.expectState(1, SlotState.Message | Kind.Kept)
        expect(store.messages.messageCount).toBe(2)
        f.home(0).setAttributes(0x02)
        f.home(1).setAttributes(0)
        store = await f.rested()
        await f.expectState(0, SlotState.Message | Kind.Trashed)
        await f.expectState(1, UNHEARD)
        expect(store.messages.messageCount).toBe(1)
        await f.expectRest()
    })
    test("of all files, like a backup that clears the archive bits, or a tool that sets them", async () => {
        const f = await begun()
        await f.store.messages.markHeard(present(await f.store.messages.nextOfKinds(NEW_ONES)))
        for (let slot = 0; slot < 16; slot++)
            f.home(slot).setAttributes(f.home(slot).attributes() & ~0x20)
        let store = await f.rested()
        expect(store.messages.unheardCount).toBe(2)
        expect(store.messages.freeCount).toBe(14)
        for (let slot = 0; slot < 16; slot++)
            f.home(slot).setAttributes(f.home(slot).attributes() | 0x20)
        store = await f.rested()
        expect(store.messages.unheardCount).toBe(0)
        expect(store.messages.messageCount).toBe(2)
        expect(store.messages.freeCount).toBe(14)
        for (let slot = 2; slot < 16; slot++) expect(f.home(slot).attributes()).toBe(0x06)
        await f.expectRest()
    })
    test("of free slots: they are hidden again, armed ones too", async () => {
        const f = await begun()
        f.home(2).setAttributes(0x20)
        f.home(9).setAttributes(0)
        f.home(10).setAttributes(0x04)
        await f.rested()
        expect(f.home(2).attributes()).toBe(0x06)
        expect(f.home(9).attributes()).toBe(0x06)
        expect(f.home(10).attributes()).toBe(0x06)
        await f.expectState(2, SlotState.Armed)
        await f.expectBoth()
    })
})

describe("a person at a PC renames", () => {
    test("a message, which gets other entries: it stays one, is heard and trashed like any other", async () => {
        const f = await begun()
        f.home(0).renameTo(f.gapSector, 64)
        const store = await f.rested()
        await f.expectState(0, SlotState.Moved | Kind.Unheard)
        // The index.
        expect(f.disk.written.length).toBe(1)
        await f.expectBoth()
        const message = present(await store.messages.nextOfKinds(NEW_ONES))
        await store.messages.markHeard(message)
        expect(f.disk.peek(f.gapSector)[64 + 11]).toBe(0x20)
        expect((await f.rested()).messages.messageCount).toBe(2)
        await f.expectState(0, SlotState.Moved | Kind.Heard)
        await f.store.messages.trash(present(await f.store.messages.nextOfKinds(HEARD_ONES)))
        expect(f.disk.peek(f.gapSector)[64 + 11]).toBe(0x22)
        expect((await f.rested()).messages.messageCount).toBe(1)
        await f.expectState(0, SlotState.Moved | Kind.Trashed)
        await f.expectRest()
    })
    test("a message to entries that come after its own: the same", async () => {
        const f = await begun()
        f.home(0).renameTo(f.home(0).sector + 20, 0)
        await f.rested()
        await f.expectState(0, SlotState.Moved | Kind.Unheard)
        await f.expectBoth()
    })
    test("and back, to where it was: it is as before", async () => {
        const f = await begun()
        const entry = f.home(0).entry()
        f.home(0).renameTo(f.gapSector, 64)
        await f.rested()
        f.disk.edit(f.gapSector)[64] = 0xe5
        f.home(0).edit().blitAt(f.home(0).shortAt, entry, 0, 32)
        await f.rested()
        await f.expectState(0, UNHEARD)
        await f.expectBoth()
    })
    test("a free slot: it gets its own name again, where it is", async () => {
        const f = await begun()
        const before = f.home(9).text()
        const { shortAt } = f.home(9)
        f.home(9).deleteEntries()
        f.home(9).edit().blitAt(shortAt, "MOM     WAV", 0, 11)
        f.home(10).renameTo(f.gapSector + 1, 480)
        await f.rested()
        expect(f.home(9).text() !== before).toBe(true)
        expect(f.home(9).attributes()).toBe(0x06)
        expect(f.disk.peek(f.gapSector + 1)[480 + 11]).toBe(0x06)
        expect(f.disk.peek(f.gapSector + 1)[480 - 32]).toBe(0x01)
        await f.expectBoth()
    })
    test("a free slot that still holds an older message: that is brought back", async () => {
        const f = await begun()
        await f.store.messages.trash(present(await f.store.messages.nextOfKinds(NEW_ONES)))
        await folderOf(f.store).freeSlot(0)
        await folderOf(f.store).index.writeBack()
        const sector = f.home(0).edit()
        sector.blitAt(f.home(0).shortAt, "MOM     WAV\0", 0, 12)
        await f.rested()
        await f.expectState(0, UNHEARD)
        await f.expectBoth()
    })
})

describe("a person at a PC deletes", () => {
    test("a message and a free slot: they are free slots again while their clusters are free", async () => {
        const f = await begun()
        const { cluster } = f.home(0)
        const before = f.home(9).text()
        f.home(0).remove()
        f.home(9).remove()
        const store = await f.rested()
        expect(linkOf(f.disk, cluster)).toBe(cluster + 1)
        expect(linkOf(f.disk, cluster + 43) >= 0x0ffffff8).toBe(true)
        expect(f.home(9).text()).toBe(before)
        expect(f.home(0).entry().slice(0, 12).toString("hex")).toBe("4142303030303031" + "57415606")
        expect(store.messages.freeCount).toBe(15)
        expect(await countNumbered(store, 0, SECOND)).toBe(7)
        await f.expectRest()
    })
    test("an armed slot: it is armed anew before it takes a message", async () => {
        const f = await begun()
        f.home(2).remove()
        await leaveNothing(await f.mounted())
        expect(linkOf(f.disk, f.home(2).cluster)).toBe(0)
        const store = await f.rested()
        expect(store.messages.unheardCount).toBe(3)
        expect(store.messages.freeCount).toBe(13)
        expect(linkOf(f.disk, f.home(2).cluster)).toBe(f.home(2).cluster + 1)
        await f.expectRest()
    })
    test("one whose clusters are another file's by now: they are not touched, until they are free", async () => {
        const f = await begun()
        const { cluster } = f.home(0)
        f.home(0).remove()
        takeLink(f.disk, cluster + 20)
        const store = await f.rested()
        await f.expectState(0, SlotState.Retired)
        expect(store.messages.freeCount).toBe(14)
        expect(linkOf(f.disk, cluster)).toBe(0)
        expect(linkOf(f.disk, cluster + 20)).toBe(0x0fffffff)
        expect(f.disk.peek(f.home(0).sector)[f.home(0).shortAt]).toBe(0xe5)
        await f.expectRest()
        freeLinks(f.disk, cluster + 20, 1)
        expect((await f.rested()).messages.freeCount).toBe(15)
        await f.expectRest()
    })
    test("one in whose entries there is another file by now: that stays", async () => {
        const f = await begun()
        f.home(0).remove()
        f.home(0)
            .edit()
            .blitAt(f.home(0).shortAt - 64, FOREIGN, 0, 13)
        await f.rested()
        await f.expectState(0, SlotState.Retired)
        const sector = f.disk.peek(f.home(0).sector)
        expect(sector.slice(f.home(0).shortAt - 64, f.home(0).shortAt - 53).toString()).toBe(
            "FOREIGN TXT"
        )
        await f.expectRest()
    })
})

describe("a person at a PC moves", () => {
    test("a message out of the folder: its sound is not ours any more; back again, it is", async () => {
        const f = await begun()
        const entry = f.home(0).entry()
        f.home(0).deleteEntries()
        const store = await f.rested()
        await f.expectState(0, SlotState.Retired)
        expect(store.messages.messageCount).toBe(1)
        expect(store.messages.freeCount).toBe(14)
        await f.expectRest()
        f.disk.edit(f.gapSector).blitAt(96, entry, 0, 32)
        await f.rested()
        await f.expectState(0, SlotState.Moved | Kind.Unheard)
        await f.expectBoth()
    })
    test("a renamed message out of the folder: it is there until it is heard, and nothing is written", async () => {
        const f = await begun()
        f.home(0).renameTo(f.gapSector, 64)
        await f.rested()
        f.disk.edit(f.gapSector)[64] = 0xe5
        const store = await f.rested()
        let code: FaultCode | undefined = undefined
        try {
            await store.messages.markHeard(present(await store.messages.nextOfKinds(NEW_ONES)))
        } catch (e) {
            if (e instanceof Fault) code = e.code
        }
        expect(code).toBe(FaultCode.Corrupt)
        expect(f.disk.written.length).toBe(0)
        await f.expectState(0, SlotState.Retired)
        await rest(store)
        expect((await f.rested()).messages.messageCount).toBe(1)
    })
    test("a free slot out of the folder: nothing is ever written to it", async () => {
        const f = await begun()
        const home = f.home(6)
        home.deleteEntries()
        const start = f.store.volume.sectorOf(home.cluster)
        f.disk.poke(start, filled(0x77))
        await f.rested()
        for (let i = 0; i < 3; i++) await leaveNothing(f.store)
        await f.rested()
        expect(f.disk.peek(start)[0]).toBe(0x77)
        expect(f.store.messages.messageCount).toBe(5)
        expect(f.store.isReadOnly).toBe(false)
    })
})

describe("a card that has not kept what it took", () => {
    test("has the last message in the index alone: it is committed once more", async () => {
        const f = await begun()
        const home = f.home(1)
        putNewSlot(home.edit(), home.shortAt, 2, home.cluster)
        await f.rested()
        await f.expectBoth()
    })
})

describe("what is foreign in the folder", () => {
    test("is left alone, also a sound file of the slots' size", async () => {
        const f = await begun()
        const entry = f.home(0).entry()
        entry.blitAt(0, "FOREIGN WAV", 0, 11)
        entry.setAt(26, "u16", 60000)
        entry.setAt(20, "u16", 0)
        f.disk.edit(f.gapSector).blitAt(64, entry, 0, 32)
        // Inside of a slot's clusters.
        entry.setAt(26, "u16", f.home(0).cluster + 1)
        f.disk.edit(f.gapSector).blitAt(96, entry, 0, 32)
        await f.rested()
        await f.expectBoth()
        expect(f.disk.peek(f.gapSector).slice(64, 75).toString()).toBe("FOREIGN WAV")
    })
})

describe("a person at a PC who has enough", () => {
    test("deletes all: they are made anew", async () => {
        // Another card, without messages: there is not room for both.
        const disk = await restedCard()
        const f = new PcFixture(disk, await mounted(disk))
        for (let slot = 0; slot < 16; slot++) f.home(slot).remove()
        const store = await f.rested()
        expect(store.messages.messageCount).toBe(0)
        expect(store.messages.freeCount).toBe(16)
        for (let slot = 0; slot < 16; slot++) expect(f.home(slot).attributes()).toBe(0x06)
        await f.expectRest()
    })
})
