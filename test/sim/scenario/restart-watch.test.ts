import assert from "node:assert/strict"
import { test } from "node:test"
import { Scheduler } from "../../../sim/clock/scheduler.ts"
import { Timeline } from "../../../sim/report/timeline.ts"
import { RestartWatch } from "../../../sim/scenario/restart-watch.ts"

function bench(): { timeline: Timeline; watch: RestartWatch } {
    const timeline = new Timeline(new Scheduler())
    return { timeline, watch: new RestartWatch(timeline) }
}

test("each power-on allows one boot, whenever it comes", () => {
    const { timeline, watch } = bench()
    watch.powerOn()
    timeline.emit("machine", "boot")
    watch.powerOff()
    watch.powerOn()
    timeline.emit("machine", "boot")
    assert.deepEqual(watch.counted, [])
    timeline.emit("machine", "boot")
    assert.deepEqual(watch.counted, ["restart at 0.000 s"])
})

test("power that went off before the boot allows none", () => {
    const { timeline, watch } = bench()
    watch.powerOn()
    watch.powerOff()
    timeline.emit("machine", "boot")
    assert.equal(watch.counted.length, 1)
})

test("a panic without a stack is told all the same", () => {
    const { timeline, watch } = bench()
    timeline.emit("machine", "panic")
    assert.deepEqual(watch.counted, ["panic at 0.000 s"])
})

test("events of the same name from elsewhere are nothing to it", () => {
    const { timeline, watch } = bench()
    timeline.emit("sim", "panic")
    assert.deepEqual(watch.counted, [])
})
