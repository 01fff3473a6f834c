import assert from "node:assert/strict"
import { test } from "node:test"
import { type TimelineEvent } from "../../../sim/report/timeline.ts"
import { describePattern, matches, type EventPattern } from "../../../sim/scenario/scenario.ts"

const LAMP: TimelineEvent = { tMs: 12.5, source: "panel", event: "lamp", fields: { value: 1 } }

function pattern(
    source: EventPattern["source"],
    fields: [string, string | number][]
): EventPattern {
    return { event: "lamp", source, fields: new Map(fields) }
}

test("an event matches by name, and by source and fields where they are given", () => {
    assert.ok(matches(pattern(undefined, []), LAMP))
    assert.ok(matches(pattern("panel", [["value", 1]]), LAMP))
    assert.ok(matches(pattern("panel", [["tMs", 12.5]]), LAMP))
    assert.ok(!matches(pattern("line", []), LAMP))
    assert.ok(!matches(pattern("panel", [["value", 0.5]]), LAMP))
    assert.ok(!matches(pattern("panel", [["value", "1"]]), LAMP))
    assert.ok(!matches(pattern("panel", [["level", 1]]), LAMP))
})

test("a pattern is described with all that it asks for", () => {
    assert.equal(describePattern(pattern("panel", [["value", 1]])), '"panel lamp" value=1')
})
