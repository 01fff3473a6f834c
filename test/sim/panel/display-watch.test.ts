import assert from "node:assert/strict"
import { test } from "node:test"
import { displayPlan } from "../../../sim/cli/display-plan.ts"
import { Scheduler } from "../../../sim/clock/scheduler.ts"
import { DisplayWatch } from "../../../sim/panel/display-watch.ts"
import { Timeline } from "../../../sim/report/timeline.ts"

function fixture() {
    const scheduler = new Scheduler()
    const timeline = new Timeline(scheduler)
    const points = new Uint8Array(128 * 32)
    const display = { width: 128, height: 32, picture: () => points.slice() }
    const watch = new DisplayWatch(display, scheduler, timeline, displayPlan(32)!.font)
    const light = (at: number) => {
        points[at] = 1
        watch.changed()
    }
    return { scheduler, timeline, points, watch, light }
}

test("a display is read when it has come to rest, once", () => {
    const f = fixture()
    f.light(0)
    f.scheduler.runUntil(40_000)
    f.light(7)
    f.scheduler.runUntil(80_000)
    assert.equal(f.timeline.events.length, 0)
    f.scheduler.runUntil(1_000_000)
    assert.equal(f.timeline.events.length, 1)
    const event = f.timeline.events.at(-1)
    assert.deepEqual([event?.tMs, event?.source, event?.event], [90, "panel", "display"])
    const picture = Buffer.from(String(event?.fields["picture"]), "base64")
    assert.deepEqual([picture.length, picture[0]], [512, 0x81])
})

test("a change that can't be seen is not told", () => {
    const f = fixture()
    f.watch.changed()
    f.scheduler.runUntil(1_000_000)
    assert.deepEqual(f.timeline.events, [])
})

test("without power it is dark at once, and the last picture is kept", () => {
    const f = fixture()
    f.light(5)
    f.scheduler.runUntil(100_000)
    f.points.fill(0)
    f.watch.powerOff()
    assert.equal(f.timeline.events.at(-1)?.fields["text"], "")
    assert.equal(f.timeline.events.at(-1)?.tMs, 100)
    assert.equal(f.watch.lastPicture.points[5], 1)
})
