import assert from "node:assert/strict"
import { test } from "node:test"
import { median } from "../../../tools/bench/calibration.ts"
import { loadBetween } from "../../../tools/bench/load.ts"
import type { Moment } from "../../../tools/bench/trial.ts"

/** A turn of the loop takes 1 µs here, a transfer 10 and a byte 0.1; each transfer makes 3 allocations. */
const CALIBRATION = { turnMs: 0.001, transferMs: 0.01, byteMs: 0.0001, transferAllocations: 3 }

function moment(
    tMs: number,
    counts: { transfers: number; pauses: number; bytes: number; vmMs: number; allocations: number }
): Moment {
    const { transfers, pauses, bytes, vmMs, allocations } = counts
    return {
        tMs,
        stats: { bus: { transfers, pauses, bytes } },
        effort: { wallMs: vmMs, wakes: 0, allocations },
    } as unknown as Moment
}

const START = moment(1000, { transfers: 0, pauses: 0, bytes: 0, vmMs: 0, allocations: 0 })

test("script alone: so many turns of a loop, at 12.9 µs each on the device", () => {
    // 10 ms are 10,000 turns, 129 ms on the device, in two seconds.
    const end = moment(3000, { transfers: 0, pauses: 0, bytes: 0, vmMs: 10, allocations: 0 })
    assert.ok(Math.abs(loadBetween(START, end, CALIBRATION).percent - 6.45) < 1e-9)
})

test("a transfer costs 57 µs whatever the simulator needs for it; a pause costs nothing", () => {
    const vmMs = 300 * 0.01 + 1000 * 0.0001
    const counts = { transfers: 200, pauses: 100, bytes: 1000, vmMs, allocations: 900 }
    const { percent, callPercent } = loadBetween(START, moment(2000, counts), CALIBRATION)
    assert.ok(Math.abs(percent - (200 * 57) / 1e4) < 1e-9)
    assert.equal(callPercent, 0)
})

test("calls are what was allocated beyond the transfers', at 26 µs each", () => {
    const counts = { transfers: 0, pauses: 0, bytes: 0, vmMs: 0, allocations: 1000 }
    const load = loadBetween(START, moment(2000, counts), CALIBRATION)
    assert.ok(Math.abs(load.callPercent - 2.6) < 1e-9)
    assert.equal(load.percent, load.callPercent)
})

test("the median of an even number of runs lies between the two in the middle", () => {
    assert.equal(median([3, 1, 2]), 2)
    assert.equal(median([4, 1, 3, 2]), 2.5)
    assert.ok(Number.isNaN(median([])))
})
