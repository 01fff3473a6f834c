import * as ds from "@devicescript/core"
import { describe, expect, test } from "@devicescript/test"
import { CodeGuard, isCode } from "../../../src/owner/code-guard"
import { Settings } from "../../../src/settings/settings"
import { FakeKeepsake } from "../support/fake-keepsake"

const MINUTE_MS = 60000

class Fixture {
    flash = new FakeKeepsake()
    settings = new Settings()
    guard: CodeGuard

    constructor(pin: string) {
        this.settings.pin = pin
        this.guard = new CodeGuard(this.flash, this.settings)
    }

    async wrong(count: number): Promise<void> {
        for (let i = 0; i < count; i++) await this.guard.noteWrong()
    }
}

describe("CodeGuard", () => {
    test("a code has four to eight figures that are not all the same", () => {
        expect(isCode("1234")).toBe(true)
        expect(isCode("12345678")).toBe(true)
        expect(isCode("1112")).toBe(true)
        expect(isCode("")).toBe(false)
        expect(isCode("123")).toBe(false)
        expect(isCode("123456789")).toBe(false)
        expect(isCode("7777")).toBe(false)
    })
    test("only the whole code is right", () => {
        const { guard } = new Fixture("2468")
        expect(guard.isRight("2468")).toBe(true)
        expect(guard.isRight("2469")).toBe(false)
        expect(guard.isRight("246")).toBe(false)
        expect(guard.isRight("24680")).toBe(false)
        expect(guard.isRight("")).toBe(false)
    })
    test("without a code, or with one that anybody guesses, nobody gets in", () => {
        expect(new Fixture("").guard.isOpen()).toBe(false)
        expect(new Fixture("").guard.isRight("")).toBe(false)
        expect(new Fixture("7777").guard.isRight("7777")).toBe(false)
    })
    test("three wrong codes lock it for a minute, three more for two", async () => {
        const f = new Fixture("2468")
        await f.wrong(2)
        expect(f.guard.isOpen()).toBe(true)
        await f.wrong(1)
        expect(f.guard.isOpen()).toBe(false)
        await ds.sleep(MINUTE_MS)
        expect(f.guard.isOpen()).toBe(true)
        await f.wrong(3)
        await ds.sleep(MINUTE_MS + 100)
        expect(f.guard.isOpen()).toBe(false)
        await ds.sleep(MINUTE_MS)
        expect(f.guard.isOpen()).toBe(true)
    })
    test("a power cut does not help: the whole time begins again", async () => {
        const f = new Fixture("2468")
        await f.wrong(3)
        const again = new CodeGuard(f.flash, f.settings)
        await again.load()
        expect(again.isOpen()).toBe(false)
        await ds.sleep(MINUTE_MS)
        expect(again.isOpen()).toBe(true)
    })
    test("the owner's presence makes up for all of it, and is written only where there is something to forget", async () => {
        const f = new Fixture("2468")
        await f.guard.forget()
        expect(f.flash.writeCount).toBe(0)
        await f.wrong(3)
        await f.guard.forget()
        expect(f.guard.isOpen()).toBe(true)
        expect(f.flash.value).toBe(0)
    })
})
