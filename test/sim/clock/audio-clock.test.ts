import assert from "node:assert/strict"
import { test } from "node:test"
import { AudioClock } from "../../../sim/clock/audio-clock.ts"
import { Scheduler } from "../../../sim/clock/scheduler.ts"

/** A clock that writes down, in ms, when it beats; `onBeat` is called in each beat. */
function clockWith(onBeat: (clock: AudioClock) => void): {
    scheduler: Scheduler
    clock: AudioClock
    beatsMs: number[]
} {
    const scheduler = new Scheduler()
    const beatsMs: number[] = []
    const clock: AudioClock = new AudioClock(scheduler, () => {
        beatsMs.push(scheduler.nowUs / 1000)
        onBeat(clock)
    })
    return { scheduler, clock, beatsMs }
}

test("it beats on multiples of 5 ms while it is held, and not otherwise", () => {
    const { scheduler, clock, beatsMs } = clockWith(() => {})
    scheduler.runUntil(7000)
    clock.hold("a")
    clock.hold("b")
    scheduler.runUntil(21_000)
    clock.release("a")
    scheduler.runUntil(26_000)
    clock.release("b")
    scheduler.runUntil(100_000)
    assert.deepEqual(beatsMs, [10, 15, 20, 25])
    assert.ok(!clock.isBeating)
    assert.equal(scheduler.nextDueUs(), undefined)
})

test("to hold it during a beat does not make it beat twice", () => {
    const { scheduler, clock, beatsMs } = clockWith(beating => beating.hold("b"))
    clock.hold("a")
    scheduler.runUntil(12_000)
    assert.deepEqual(beatsMs, [0, 5, 10])
})

test("to release it during a beat makes that beat the last", () => {
    const { scheduler, clock, beatsMs } = clockWith(beating => beating.release("a"))
    clock.hold("a")
    scheduler.runUntil(12_000)
    assert.deepEqual(beatsMs, [0])
})
