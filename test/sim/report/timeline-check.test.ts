import assert from "node:assert/strict"
import { test } from "node:test"
import { compareTimelines } from "../../../sim/report/timeline-check.ts"
import { formatEvent } from "../../../sim/report/timeline.ts"
import { at } from "../cli/demo/events.ts"

const EVENTS = [at(0, "card insert"), at(10, "machine boot"), at(500, "exchange ring-on", { n: 1 })]
const LINES = EVENTS.map(formatEvent)

test("equal runs are equal, whatever the scenario says of its own steps", () => {
    const now = [at(0, "sim step", { index: 0 }), ...EVENTS, at(600, "sim end", { exit: 0 })]
    assert.deepEqual(compareTimelines(LINES, now, 600), { sameCount: 3, difference: undefined })
})

test("what happens at the end is no difference: the earlier run went on then", () => {
    const now = [...EVENTS, at(600, "machine power-off")]
    assert.equal(compareTimelines(LINES, now, 600).difference, undefined)
    assert.notEqual(compareTimelines(LINES, now, 601).difference, undefined)
})

test("the first event that is another one is told, as it was and as it is", () => {
    const now = [EVENTS[0]!, at(10.001, "machine boot"), EVENTS[2]!]
    assert.deepEqual(compareTimelines(LINES, now, 600), {
        sameCount: 1,
        difference: { earlier: LINES[1], now: formatEvent(now[1]!) },
    })
})

test("an event that does not come any more is told", () => {
    const verdict = compareTimelines(LINES, EVENTS.slice(0, 2), 600)
    assert.deepEqual(verdict, { sameCount: 2, difference: { earlier: LINES[2], now: undefined } })
})
