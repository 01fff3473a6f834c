import assert from "node:assert/strict"
import { test } from "node:test"
import { soundBetween, spansOf } from "../../../../sim/scenario/picture/spans.ts"
import { type EventSource, type TimelineEvent } from "../../../../sim/report/timeline.ts"

function event(tMs: number, source: EventSource, name: string): TimelineEvent {
    return { tMs, source, event: name, fields: {} }
}

test("a span goes from its beginning to its end, and other parts' events do not end it", () => {
    const events = [
        event(10, "exchange", "off-hook"),
        event(15, "line", "on-hook"),
        event(20, "exchange", "on-hook"),
        event(30, "exchange", "off-hook"),
    ]
    assert.deepEqual(spansOf(events, "exchange", "off-hook", "on-hook"), [
        { fromMs: 10, toMs: 20 },
        { fromMs: 30, toMs: Infinity },
    ])
})

test("an end without a beginning is no span", () => {
    assert.deepEqual(
        spansOf([event(5, "exchange", "on-hook")], "exchange", "off-hook", "on-hook"),
        []
    )
})

test("sound is found by the clock in whichever piece holds that moment", () => {
    const samples = Int16Array.from({ length: 32 }, (_, i) => i)
    const pieces = [
        { startMs: 100, firstSample: 0, samples: 16 },
        { startMs: 500, firstSample: 16, samples: 16 },
    ]
    const sound = { samples, pieces }
    assert.deepEqual([...soundBetween(sound, 101, 102)], [8, 9, 10, 11, 12, 13, 14, 15])
    assert.deepEqual([...soundBetween(sound, 499, 501)], [16, 17, 18, 19, 20, 21, 22, 23])
    assert.equal(soundBetween(sound, 300, 400).length, 0)
})
