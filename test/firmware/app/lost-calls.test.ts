import { describe, expect, test } from "@devicescript/test"
import { LostCalls } from "../../../src/app/lost-calls"
import { FakeKeepsake } from "../support/fake-keepsake"

describe("LostCalls", () => {
    test("are counted, kept over a power failure, and forgotten when told", async () => {
        const flash = new FakeKeepsake()
        const before = new LostCalls(flash)
        await before.load()
        before.add()
        before.add()
        await before.keep()
        const after = new LostCalls(flash)
        await after.load()
        expect(after.count).toBe(2)
        after.forget()
        await after.keep()
        expect(flash.value).toBe(0)
    })
    test("flash is written only when the count has changed", async () => {
        const flash = new FakeKeepsake()
        const calls = new LostCalls(flash)
        await calls.load()
        await calls.keep()
        calls.add()
        await calls.keep()
        await calls.keep()
        expect(flash.writeCount).toBe(1)
    })
})
