import assert from "node:assert/strict"
import { test } from "node:test"
import { ModemSettings } from "../../../../sim/chips/voice-modem/modem-settings.ts"
import { CONEXANT } from "../../../../sim/chips/voice-modem/profiles/conexant.ts"
import { RingReporter } from "../../../../sim/chips/voice-modem/ring-reporter.ts"
import { Scheduler } from "../../../../sim/clock/scheduler.ts"

/** What is told of ringing voltage that is on and off for so long, with when it was told. */
function reported(
    cadenceMs: readonly number[],
    vdr = "0,0",
    indicator: (on: boolean) => void = () => {}
): string[] {
    const scheduler = new Scheduler()
    const settings = new ModemSettings(CONEXANT)
    settings.set("+VDR", vdr)
    const told: string[] = []
    const reporter = new RingReporter(scheduler, settings, {
        rang: () => told.push(`RING ${scheduler.nowUs / 1000}`),
        cadence: line => told.push(line),
        indicator,
    })
    cadenceMs.forEach((ms, i) => {
        reporter.ringing(i % 2 === 0)
        scheduler.runUntil(scheduler.nowUs + ms * 1000)
    })
    return told
}

test("a ring is told at its end, in the cadence of each country", () => {
    assert.deepEqual(reported([2000, 4000, 2000, 4000]), ["RING 2000", "RING 8000"])
    assert.deepEqual(reported([1000, 4000, 1000, 4000]), ["RING 1000", "RING 6000"])
    assert.deepEqual(reported([1500, 3500, 1500, 3500]), ["RING 1500", "RING 6500"])
})

test("the double ring of the UK is one ring", () => {
    const once = [400, 200, 400, 2000]
    assert.deepEqual(reported([...once, ...once]), ["RING 400", "RING 3400"])
})

test("the RI pin follows the ringing voltage, burst by burst", () => {
    const levels: boolean[] = []
    reported([400, 200, 400, 2000], "0,0", on => levels.push(on))
    assert.deepEqual(levels, [true, false, true, false])
})

test("a tinkle is no ring", () => {
    assert.deepEqual(reported([100, 1000, 2000, 4000]), ["RING 3100"])
})

test("+VDR=1 tells the cadence alone, or the rings as well", () => {
    assert.deepEqual(reported([500, 1100, 500, 3400], "1,0"), ["DRON=5", "DROF=11", "DRON=5"])
    assert.deepEqual(reported([2000, 4000], "1,1"), ["DRON=20", "RING 2000"])
})
