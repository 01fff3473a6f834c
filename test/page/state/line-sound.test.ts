import assert from "node:assert/strict"
import { test } from "node:test"
import {
    addLineFrame,
    drawLineFrame,
    heldMs,
    holdLine,
    PICTURE_PX,
    releaseLine,
    showStretch,
    soundEnd,
    toModem,
    zoom,
} from "../../../page/state/line-sound.ts"
import { runNumber } from "../../../page/state/page-state.ts"

/** A column of sound is 10 ms. */
const COLUMN_MS = 10

const frame = (number: number, level: number) => {
    const samples = new Float32Array(160).fill(level)
    return { number, toModem: samples, fromModem: samples }
}
const highAt = (number: number) => toModem.peaks(2 * number, 2 * number + 2).high

test("a frame is 20 ms, and lies where its number says", () => {
    addLineFrame(frame(5, 0.5))
    assert.equal(toModem.end, 12)
    assert.deepEqual([highAt(4), highAt(5)], [0, 0.5])
})

test("what comes while older sound is asked for follows it, and an earlier frame begins anew", () => {
    holdLine()
    addLineFrame(frame(6, 1))
    addLineFrame(frame(7, 1))
    drawLineFrame(frame(2, 0.25))
    drawLineFrame(frame(6, 0.25))
    assert.equal(highAt(5), 0)
    releaseLine(6)
    assert.deepEqual([2, 6, 7].map(highAt), [0.25, 0.25, 1])
    assert.equal(soundEnd.value, 16)
})

test("a stretch of time is in view as large as it can be, and stays there until another run begins", () => {
    const shown = (fromMs: number, toMs: number) => {
        showStretch(fromMs, toMs)
        return [heldMs.value, zoom.value]
    }
    const widest = (columns: number) => columns * PICTURE_PX * COLUMN_MS
    assert.deepEqual(shown(0, widest(5)), [widest(5), 5])
    assert.deepEqual(shown(0, widest(5) + 1), [widest(5) + 1, 10])
    assert.deepEqual(shown(100_000, 101_000), [101_000, 1])
    assert.deepEqual(shown(0, 10 * widest(30)), [10 * widest(30), 30])
    runNumber.value++
    assert.equal(heldMs.value, undefined)
})
