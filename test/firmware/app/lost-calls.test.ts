import { describe, expect, test } from "@devicescript/test"
import { LostCalls } from "../../../src/app/lost-calls"
import { LoggedCall } from "../../../src/calls/call-log"
import { ReturnState } from "../../../src/calls/return-state"
import { FakeKeepsake } from "../support/fake-keepsake"

const NOBODY = "|unknown||||0"
const AT = { year: 2026, month: 11, day: 22, hour: 14, minute: 5, second: 31 }

function aCall(number: string, outcome: string): LoggedCall {
    return { number, name: "ŁUCJA", at: AT, outcome, seconds: 0, state: ReturnState.ToReturn }
}

/** A card and its list of calls, as far as notes know it. */
class Store {
    recovery = { cutNote: NOBODY }
    readonly volume = { mountNumber: 1 }
    tidied = 1
    isReadOnly = false
    /** Numbers of the calls that got a line; "?" where they might have had one. */
    lines = ""
    /** So many lines can be had. */
    room = 100

    place(): string {
        return "3|7"
    }

    async logNote(note: string, mayBeListed: boolean): Promise<boolean> {
        this.room--
        if (this.room < 0) return false
        const parts = note.split("|")
        this.lines += parts[parts.length - 5] + (mayBeListed ? "? " : " ")
        return true
    }
}

/** A machine, again and again with the same flash. */
class Desk {
    flash = new FakeKeepsake()
    store = new Store()
    storage: any = { isReady: true, store: this.store }
    calls = new LostCalls(this.flash, this.storage)

    async restart(): Promise<LostCalls> {
        this.store = new Store()
        this.storage = { isReady: true, store: this.store }
        this.calls = new LostCalls(this.flash, this.storage)
        await this.calls.load()
        return this.calls
    }

    /** The owner puts a card in, or pulls it out. */
    async setCard(isReady: boolean): Promise<void> {
        this.storage.isReady = isReady
        this.store.volume.mountNumber++
    }

    texts(): string {
        let all = ""
        for (let i = 0; i < 10; i++) all += (this.flash.texts["call-" + i] ?? "") === "" ? "-" : "x"
        return all
    }
}

describe("the note of a call", () => {
    test("is in flash while the call goes on, and is cleared when it has its line: two writes", async () => {
        const { calls, flash } = new Desk()
        await calls.note(aCall("1", ""))
        expect(flash.texts["call-0"]).toBe("3|7||1|ŁUCJA|2026-11-22|14:05:31|0")
        await calls.clear()
        expect(flash.texts["call-0"]).toBe("")
        await calls.clear()
        expect(flash.textCount).toBe(2)
        expect(flash.writeCount).toBe(0)
    })
    test("leads to a line where the power failed, and to a message of that number before", async () => {
        const d = new Desk()
        await d.calls.note(aCall("1", ""))
        const calls = await d.restart()
        expect(calls.count).toBe(0)
        expect(d.store.recovery.cutNote).toBe("3|7||1|ŁUCJA|2026-11-22|14:05:31|0")
        d.store.tidied = 0
        await calls.list()
        expect(d.store.lines).toBe("")
        d.store.tidied = 1
        await calls.list()
        await calls.list()
        expect(d.store.lines).toBe("1? ")
        expect(d.texts()).toBe("----------")
        expect(d.store.recovery.cutNote).toBe(NOBODY)
        expect((await d.restart()).count).toBe(0)
    })
    test("of a call that a fault has ended while it rang leads to a line, too", async () => {
        const d = new Desk()
        await d.calls.note(aCall("1", ""))
        await d.calls.settle()
        await d.calls.note(aCall("2", ""))
        await d.calls.clear()
        await d.calls.list()
        expect(d.store.lines).toBe("1 ")
        expect(d.calls.count).toBe(0)
    })
})

describe("calls without a card", () => {
    test("are counted, and kept over a power failure; they are lines when there is a card, and count no more", async () => {
        const d = new Desk()
        await d.setCard(false)
        await d.calls.note(aCall("1", ""))
        await d.calls.add(aCall("1", "broken off"))
        await d.calls.add(aCall("2", "not answered after 3 rings"))
        expect(d.calls.count).toBe(2)
        const calls = await d.restart()
        expect(calls.count).toBe(2)
        expect(d.store.recovery.cutNote).toBe(NOBODY)
        await calls.list()
        expect(d.store.lines).toBe("1 2 ")
        expect(calls.count).toBe(0)
        expect(d.texts()).toBe("----------")
        expect(d.flash.value).toBe(0)
    })
    test("one that was pulled out in a message has that message when it is back, also after a power failure", async () => {
        const d = new Desk()
        await d.calls.note(aCall("1", ""))
        await d.setCard(false)
        await d.calls.add(aCall("1", "broken off"))
        await d.calls.add(aCall("2", "broken off"))
        const note = "3|7|broken off|1|ŁUCJA|2026-11-22|14:05:31|0"
        expect(d.store.recovery.cutNote).toBe(note)
        await d.restart()
        expect(d.store.recovery.cutNote).toBe(note)
    })
    test("one that the power cuts off then is none of the others, and comes after them", async () => {
        const d = new Desk()
        await d.setCard(false)
        await d.calls.add(aCall("1", "broken off"))
        await d.calls.note(aCall("2", ""))
        const calls = await d.restart()
        expect(calls.count).toBe(1)
        await calls.settle()
        await calls.settle()
        expect(calls.count).toBe(2)
        await calls.list()
        expect(d.store.lines).toBe("1 2 ")
    })
    test("of more than eight only the count is left", async () => {
        const d = new Desk()
        await d.setCard(false)
        for (let i = 0; i < 10; i++) {
            await d.calls.note(aCall("" + i, ""))
            await d.calls.add(aCall("" + i, "broken off"))
        }
        expect(d.texts()).toBe("xxxxxxxx--")
        const calls = await d.restart()
        expect(calls.count).toBe(10)
        await calls.list()
        expect(d.store.lines).toBe("0 1 2 3 4 5 6 7 ")
        expect(calls.count).toBe(2)
        expect((await d.restart()).count).toBe(2)
    })
    test("are told once, and listed all the same", async () => {
        const d = new Desk()
        await d.setCard(false)
        await d.calls.add(aCall("1", "broken off"))
        d.calls.forget()
        await d.calls.keep()
        expect(d.calls.count).toBe(0)
        await d.calls.add(aCall("2", "broken off"))
        expect(d.calls.count).toBe(1)
        await d.setCard(true)
        await d.calls.list()
        expect(d.store.lines).toBe("1 2 ")
        expect(d.calls.count).toBe(0)
    })
    test("those that a list has no room for wait for the next card", async () => {
        const d = new Desk()
        await d.setCard(false)
        for (let i = 0; i < 3; i++) await d.calls.add(aCall("" + i, "broken off"))
        await d.setCard(true)
        d.store.room = 1
        await d.calls.list()
        d.store.room = 100
        await d.calls.list()
        expect(d.store.lines).toBe("0 ")
        await d.setCard(true)
        await d.calls.list()
        expect(d.store.lines).toBe("0 1 2 ")
        expect(d.calls.count).toBe(0)
    })
    test("flash is written only where something has changed", async () => {
        const d = new Desk()
        await d.calls.keep()
        await d.calls.list()
        await d.calls.settle()
        await d.setCard(false)
        await d.calls.add(aCall("1", "broken off"))
        await d.calls.keep()
        expect(d.flash.writeCount).toBe(1)
        expect(d.flash.textCount).toBe(1)
    })
})
