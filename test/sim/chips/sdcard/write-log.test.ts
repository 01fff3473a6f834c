import assert from "node:assert/strict"
import { test } from "node:test"
import { WriteLog } from "../../../../sim/chips/sdcard/write-log.ts"
import { Scheduler } from "../../../../sim/clock/scheduler.ts"
import { Timeline } from "../../../../sim/report/timeline.ts"

function setUp() {
    const scheduler = new Scheduler()
    const timeline = new Timeline(scheduler)
    return { scheduler, timeline, log: new WriteLog(scheduler, timeline) }
}

test("a command is told once, when its last busy ends", () => {
    const { scheduler, timeline, log } = setUp()
    const run = log.begin(40)
    run.committedCount = 3
    log.end(run, 500)
    scheduler.runUntil(499)
    assert.equal(timeline.events.length, 0)
    scheduler.runUntil(1000)
    log.cut()
    assert.deepEqual(
        timeline.events.map(each => [each.tMs, each.event, each.fields]),
        [[0.5, "write", { lba: 40, count: 3 }]]
    )
})

test("without power, what the medium holds is told at once, and nothing later", () => {
    const { scheduler, timeline, log } = setUp()
    const ended = log.begin(40)
    ended.committedCount = 2
    log.end(ended, 500)
    log.begin(80).committedCount = 1
    scheduler.runUntil(100)
    log.cut()
    scheduler.runUntil(1000)
    assert.deepEqual(
        timeline.events.map(each => [each.tMs, each.fields]),
        [
            [0.1, { lba: 40, count: 2 }],
            [0.1, { lba: 80, count: 1 }],
        ]
    )
})

test("a command of which the medium holds nothing is not told", () => {
    const { scheduler, timeline, log } = setUp()
    log.end(log.begin(40), 500)
    scheduler.runUntil(1000)
    assert.equal(timeline.events.length, 0)
})
