import assert from "node:assert/strict"
import { test } from "node:test"
import { CallTimes, GUIDE_STEPS, stepAfter } from "../../../page/state/guide.ts"
import { type EventFields, type TimelineEvent } from "../../../sim/report/timeline.ts"

const event = (name: string, fields: EventFields = {}): TimelineEvent => {
    const [source, what] = name.split(" ")
    return { tMs: 0, source: source as TimelineEvent["source"], event: what!, fields }
}

/** A first call as the timeline tells it, with what lies between. */
const CALL = [
    event("exchange ring-on"),
    event("panel lamp", { value: 0 }),
    event("exchange off-hook"),
    event("modem play-start"),
    event("modem record-start"),
    event("caller hangup"),
    event("exchange on-hook"),
    event("panel lamp", { value: 1 }),
    event("panel press"),
    event("panel lamp", { value: 0 }),
    event("speaker sound-on"),
    event("panel lamp", { value: 1 }),
    event("panel lamp", { value: 0 }),
]

test("a call leads through every step, and each ends with what happens in it", () => {
    const seen = CALL.map((_, i) => stepAfter("look", CALL.slice(0, i + 1)))
    assert.deepEqual([...new Set(["look", ...seen])], [...GUIDE_STEPS])
})

test("news that come one by one lead to the same step as all at once", () => {
    assert.equal(
        CALL.reduce((step, each) => stepAfter(step, [each]), stepAfter("look", [])),
        "done"
    )
})

test("what happens out of order moves nothing", () => {
    assert.equal(stepAfter("greeting", [event("panel press"), event("caller hangup")]), "greeting")
    assert.equal(stepAfter("done", CALL), "done")
})

test("a call is shown from before its first ring, with the playback where that was soon", () => {
    const call = new CallTimes()
    assert.equal(call.stretch(50_000), undefined)
    const at = (tMs: number, name: string, n = 1) => call.note({ ...event(name, { n }), tMs })
    at(20_000, "exchange ring-on")
    at(26_000, "exchange ring-on", 2)
    at(50_000, "exchange on-hook")
    assert.deepEqual(call.stretch(80_000), [19_000, 80_000])
    assert.deepEqual(call.stretch(300_000), [19_000, 50_000])
    at(400, "exchange ring-on")
    assert.deepEqual(call.stretch(60_000), [0, 60_000])
})
