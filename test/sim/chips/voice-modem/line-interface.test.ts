import assert from "node:assert/strict"
import { test } from "node:test"
import { LineInterface } from "../../../../sim/chips/voice-modem/line-interface.ts"
import { LoopSense } from "../../../../sim/chips/voice-modem/loop-sense.ts"
import { Scheduler } from "../../../../sim/clock/scheduler.ts"

function wired() {
    const scheduler = new Scheduler()
    const told: string[] = []
    const hook = { offHook: () => told.push("off"), onHook: () => told.push("on") }
    const sense = new LoopSense(new Map(), scheduler, () => told.push("intruded"))
    const pair = new LineInterface(hook, scheduler, () => told.push("interrupted"), sense)
    const run = (ms: number) => scheduler.runUntil(scheduler.nowUs + ms * 1000)
    return { pair, sense, told, run }
}

test("the hook moves once each way, however often it is asked", () => {
    const { pair, told } = wired()
    pair.release()
    pair.seize()
    pair.seize()
    assert.ok(pair.isOffHook)
    pair.release()
    pair.release()
    assert.ok(!pair.isOffHook)
    assert.deepEqual(told, ["off", "on"])
})

test("a break counts from 200 ms on, once, and only while off-hook", () => {
    const { pair, told, run } = wired()
    pair.current(false)
    run(500)
    pair.seize()
    pair.current(false)
    run(199)
    pair.current(true)
    run(500)
    assert.deepEqual(told, ["off"])
    pair.current(false)
    run(1000)
    assert.deepEqual(told, ["off", "interrupted"])
})

test("who hangs up is not told of a break that began before", () => {
    const { pair, told, run } = wired()
    pair.seize()
    pair.current(false)
    run(100)
    pair.release()
    run(500)
    assert.deepEqual(told, ["off", "on"])
})

test("what is measured follows hook and current", () => {
    const { pair, sense, run } = wired()
    const levels = [sense.level]
    pair.seize()
    levels.push(sense.level)
    pair.current(false)
    levels.push(sense.level)
    pair.current(true)
    pair.release()
    run(1)
    levels.push(sense.level)
    const [onHook, offHook, broken, again] = levels
    assert.ok(onHook! > offHook! && offHook! > 0, `${levels}`)
    assert.deepEqual([broken, again], [0, onHook])
})
