import assert from "node:assert/strict"
import { test } from "node:test"
import { firmwareLog, logLine, logText } from "../../../page/state/firmware-state.ts"
import { eventCount, events } from "../../../page/state/page-state.ts"
import { type EventFields, type TimelineEvent } from "../../../sim/report/timeline.ts"

const said = (event: string, fields: EventFields): TimelineEvent => ({
    tMs: 1500,
    source: "machine",
    event,
    fields,
})

test("what the program prints, its start, and its end are lines", () => {
    const lines = [
        said("boot", {}),
        said("log", { level: "warn", text: "card: full" }),
        said("panic", { code: 60004, reason: "out of memory", stack: "at x" }),
    ].map(logLine)
    assert.deepEqual(
        lines.map(line => `${line?.level}: ${line?.text}`),
        ["start: ", "warn: card: full", "panic: out of memory at x"]
    )
})

test("what others do is no line of the program", () => {
    assert.equal(logLine(said("power-off", {})), undefined)
    assert.equal(logLine({ ...said("log", {}), source: "sim" }), undefined)
})

test("the list follows the events, and becomes a file", () => {
    events.push(said("log", { level: "log", text: "ready: 0 unheard" }))
    eventCount.value++
    assert.equal(logText(firmwareLog.value), "1.500 log ready: 0 unheard\n")
})
