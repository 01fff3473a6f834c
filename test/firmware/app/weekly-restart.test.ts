import { describe, expect, test } from "@devicescript/test"
import { Clock } from "../../../src/app/clock"
import { WeeklyRestart } from "../../../src/app/weekly-restart"
import { FakeKeepsake } from "../support/fake-keepsake"

const DAY_MS = 86400000

describe("WeeklyRestart", () => {
    test("comes after a week, not before, and takes the clock along", async () => {
        let restarts = 0
        const clock = new Clock()
        clock.setFromCallerId("1122", "1405")
        const flash = new FakeKeepsake()
        const restart = new WeeklyRestart(clock, flash, () => {
            restarts++
        })
        await restart.step(6 * DAY_MS)
        expect(restarts).toBe(0)
        await restart.step(7 * DAY_MS)
        expect(restarts).toBe(1)
        const after = new Clock()
        await new WeeklyRestart(after, flash, () => {}).resume()
        expect(after.now()?.day).toBe(22)
        expect(after.now()?.hour).toBe(14)
        expect(after.isTrusted).toBe(true)
        expect(flash.value > 0).toBe(true)
    })
    test("a clock that was never set is not known", async () => {
        const clock = new Clock()
        await new WeeklyRestart(clock, new FakeKeepsake(), () => {}).resume()
        expect(clock.now()).toBe(undefined)
    })
    test("after a power failure the clock goes on from what was noted last, in doubt", async () => {
        const clock = new Clock()
        const flash = new FakeKeepsake()
        const restart = new WeeklyRestart(clock, flash, () => {})
        clock.setFromCallerId("1122", "1405")
        await restart.step(1000)
        const noted = flash.value
        await restart.step(2000)
        expect(flash.value).toBe(noted)
        const after = new Clock()
        await new WeeklyRestart(after, flash, () => {}).resume()
        expect(after.isTrusted).toBe(false)
        expect(after.now()?.isDoubtful).toBe(true)
        expect(after.now()?.minute).toBe(5)
    })
})
