import assert from "node:assert/strict"
import { test } from "node:test"
import {
    addLineFrame,
    drawLineFrame,
    holdLine,
    releaseLine,
    soundEnd,
    toModem,
} from "../../../page/state/line-sound.ts"

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
