import assert from "node:assert/strict"
import { test } from "node:test"
import { loadBetween } from "../../../tools/bench/load.ts"
import type { Moment } from "../../../tools/bench/trial.ts"

const CALIBRATION = {
    turnSteps: 9,
    transfer: { steps: 80, allocations: 3 },
    report: { steps: 40, allocations: 1 },
}
const NOTHING = { transfers: 0, pauses: 0, framesToFirmware: 0, steps: 0, allocations: 0 }

function moment(tMs: number, counts: Partial<typeof NOTHING>): Moment {
    const { transfers, pauses, framesToFirmware, steps, allocations } = { ...NOTHING, ...counts }
    return {
        tMs,
        stats: { bus: { transfers, pauses, framesToFirmware } },
        effort: { wallMs: 0, steps, wakes: 0, allocations },
    } as unknown as Moment
}

const START = moment(1000, {})

test("script alone: so many turns of a loop, at 12.9 µs each on the device", () => {
    // 90,000 instructions are 10,000 turns, 129 ms on the device, in two seconds.
    const { percent, instructions } = loadBetween(
        START,
        moment(3000, { steps: 90_000 }),
        CALIBRATION
    )
    assert.ok(Math.abs(percent - 6.45) < 1e-9)
    assert.equal(instructions, 45_000)
})

test("a transfer costs 57 µs whatever the simulator needs for it; a pause costs nothing", () => {
    const counts = { transfers: 200, pauses: 100, framesToFirmware: 350 }
    const simulators = { steps: 300 * 80 + 50 * 40, allocations: 300 * 3 + 50 }
    const load = loadBetween(START, moment(2000, { ...counts, ...simulators }), CALIBRATION)
    assert.ok(Math.abs(load.percent - (200 * 57) / 1e4) < 1e-9)
    assert.equal(load.calls, 0)
    assert.equal(load.instructions, 0)
})

test("calls are what was allocated beyond the transfers', at 26 µs each", () => {
    const load = loadBetween(START, moment(2000, { allocations: 1000 }), CALIBRATION)
    assert.ok(Math.abs(load.percent - 2.6) < 1e-9)
    assert.equal(load.calls, 1000)
})
