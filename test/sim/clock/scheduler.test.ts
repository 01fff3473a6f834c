import assert from "node:assert/strict"
import { test } from "node:test"
import { Random } from "../../../sim/clock/random.ts"
import { Scheduler } from "../../../sim/clock/scheduler.ts"

test("events run in the order of their time, and of equal times in the order of scheduling", () => {
    const scheduler = new Scheduler()
    const seen: string[] = []
    scheduler.at(20, () => seen.push("c"))
    scheduler.at(10, () => seen.push("a"))
    scheduler.at(20, () => seen.push("d"))
    scheduler.at(10, () => seen.push("b"))
    scheduler.runUntil(100)
    assert.deepEqual(seen, ["a", "b", "c", "d"])
    assert.equal(scheduler.nowUs, 100)
})

test("a thousand events in any order come out sorted", () => {
    const scheduler = new Scheduler()
    const random = new Random(7)
    const seen: number[] = []
    for (let i = 0; i < 1000; i++) {
        const dueUs = random.nextInteger(0, 300)
        scheduler.at(dueUs, () => seen.push(scheduler.nowUs))
    }
    scheduler.runUntil(300)
    assert.equal(seen.length, 1000)
    assert.deepEqual(
        seen,
        [...seen].sort((a, b) => a - b)
    )
})

test("time stands at the event while it runs, and is a whole number of µs", () => {
    const scheduler = new Scheduler()
    let at = -1
    scheduler.at(12.3, () => (at = scheduler.nowUs))
    scheduler.runUntil(50)
    assert.equal(at, 13)
})

test("what is cancelled never runs, and cancelling twice or too late does nothing", () => {
    const scheduler = new Scheduler()
    let runs = 0
    const timer = scheduler.after(5, () => runs++)
    const other = scheduler.after(6, () => runs++)
    scheduler.cancel(timer)
    scheduler.cancel(timer)
    scheduler.runUntil(10)
    scheduler.cancel(other)
    scheduler.cancel(undefined)
    assert.equal(runs, 1)
})

test("an event in the past runs now, not before", () => {
    const scheduler = new Scheduler()
    scheduler.runUntil(100)
    let at = -1
    scheduler.at(50, () => (at = scheduler.nowUs))
    scheduler.step()
    assert.equal(at, 100)
})

test("events may schedule events, also for the same time", () => {
    const scheduler = new Scheduler()
    const seen: string[] = []
    scheduler.at(10, () => {
        seen.push("first")
        scheduler.after(0, () => seen.push("second"))
    })
    scheduler.runUntil(10)
    assert.deepEqual(seen, ["first", "second"])
    assert.equal(scheduler.nextDueUs(), undefined)
    assert.equal(scheduler.step(), false)
})
