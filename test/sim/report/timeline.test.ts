import assert from "node:assert/strict"
import { test } from "node:test"
import { Scheduler } from "../../../sim/clock/scheduler.ts"
import { RuleBook } from "../../../sim/report/rules.ts"
import { Timeline } from "../../../sim/report/timeline.ts"

test("one event a line, JSON, time in ms with three decimals first", () => {
    const scheduler = new Scheduler()
    const timeline = new Timeline(scheduler)
    scheduler.runUntil(1_234_567)
    timeline.emit("panel", "lamp", { value: 0.5 })
    timeline.emit("modem", "rx", { text: 'AT "quoted"\n' })
    const lines = timeline.toJsonLines().split("\n")
    assert.equal(lines[0], '{"tMs":1234.567,"source":"panel","event":"lamp","value":0.5}')
    assert.deepEqual(JSON.parse(lines[1]!), {
        tMs: 1234.567,
        source: "modem",
        event: "rx",
        text: 'AT "quoted"\n',
    })
    assert.equal(lines[2], "")
})

test("listeners hear every event as it happens", () => {
    const timeline = new Timeline(new Scheduler())
    const seen: string[] = []
    timeline.listen(event => seen.push(event.event))
    timeline.emit("sim", "step", { index: 0 })
    timeline.emit("sim", "end", { exit: 0 })
    assert.deepEqual(seen, ["step", "end"])
})

test("a broken rule is kept and told with chip and rule", () => {
    const timeline = new Timeline(new Scheduler())
    const rules = new RuleBook(timeline)
    rules.violation("sc16is750", "register RHR: read while empty")
    assert.deepEqual(rules.broken, ["sc16is750: register RHR: read while empty"])
    assert.deepEqual(timeline.events[0]!.fields, {
        chip: "sc16is750",
        rule: "register RHR: read while empty",
    })
})
