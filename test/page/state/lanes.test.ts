import assert from "node:assert/strict"
import { test } from "node:test"
import { LaneBook } from "../../../page/state/lanes.ts"
import { type EventSource } from "../../../sim/report/timeline.ts"

/** Events as short lines: "1200 exchange ring-on". */
function bookOf(...lines: string[]): LaneBook {
    const book = new LaneBook()
    for (const line of lines) {
        const [tMs, source, event] = line.split(" ")
        book.add({ tMs: Number(tMs), source: source as EventSource, event: event!, fields: {} })
    }
    return book
}

test("what begins and ends is a span; what has not ended goes on for ever", () => {
    const book = bookOf("10 exchange ring-on", "30 exchange ring-off", "50 exchange off-hook")
    assert.deepEqual(book.between("ring", 0, 100), [{ fromMs: 10, toMs: 30 }])
    assert.deepEqual(book.between("call", 60, 100), [{ fromMs: 50, toMs: Infinity }])
    assert.deepEqual(book.between("says", 0, 100), [])
})

test("only what can be seen between two moments is given", () => {
    const book = bookOf(
        "10 modem play-start",
        "20 modem play-end",
        "30 modem play-start",
        "40 modem play-end",
        "90 modem play-start"
    )
    assert.deepEqual(book.between("says", 25, 50), [{ fromMs: 30, toMs: 40 }])
})

test("sectors that are written one after the other are one span", () => {
    const book = bookOf("1000 card write", "1100 card write", "5000 card write")
    assert.deepEqual(book.between("card", 0, 9000), [
        { fromMs: 980, toMs: 1100 },
        { fromMs: 4980, toMs: 5000 },
    ])
})

test("power that goes ends all; a new run has nothing of the old one", () => {
    const book = bookOf("10 exchange off-hook", "20 speaker sound-on", "30 machine power-off")
    assert.deepEqual(book.between("call", 0, 99), [{ fromMs: 10, toMs: 30 }])
    assert.deepEqual(book.between("speaker", 0, 99), [{ fromMs: 20, toMs: 30 }])
    book.clear()
    assert.deepEqual(book.between("call", 0, 99), [])
})
