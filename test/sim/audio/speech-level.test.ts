/** The telephone level of speech, and its edges: measured on sounds whose level is known by calculation. */

import assert from "node:assert/strict"
import { test } from "node:test"
import { activeLevelDbm0, peakOf, trimSilence, withLevel } from "../../../sim/audio/speech-level.ts"

function tone(ms: number, peak: number): Float32Array {
    return Float32Array.from({ length: ms * 8 }, (_, i) => peak * Math.sin((2 * Math.PI * i) / 8))
}

function join(...parts: readonly Float32Array[]): Float32Array {
    return Float32Array.from(parts.flatMap(part => [...part]))
}

function requireNear(actual: number, expected: number, tolerance: number): void {
    assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`)
}

test("a sine at full scale is +3.14 dBm0", () => {
    requireNear(activeLevelDbm0(tone(1000, 1)), 3.14, 0.01)
    requireNear(activeLevelDbm0(tone(1000, 0.1)), -16.86, 0.01)
})

test("pauses do not count, quieter words do", () => {
    const loud = tone(500, 0.5)
    const level = activeLevelDbm0(loud)
    requireNear(activeLevelDbm0(join(loud, tone(2000, 0), tone(1000, 0.01))), level, 0.1)
    assert.ok(activeLevelDbm0(join(loud, tone(500, 0.25))) < level - 1)
})

test("silence has no level", () => {
    assert.equal(activeLevelDbm0(tone(100, 0)), -Infinity)
})

test("silence around the speech is cut, but for 20 ms before and 40 ms after", () => {
    const trimmed = trimSilence(join(tone(400, 0.001), tone(300, 0.5), tone(500, 0.001)))
    assert.equal(trimmed.length, (20 + 300 + 40) * 8)
    assert.deepEqual(trimmed.subarray(20 * 8, 320 * 8), tone(300, 0.5))
})

test("speech without silence around it stays as it is", () => {
    assert.deepEqual(trimSilence(tone(300, 0.5)), tone(300, 0.5))
})

test("speech gets the level asked for, unless a peak forbids it", () => {
    requireNear(activeLevelDbm0(withLevel(tone(500, 0.9), -16, 0.7)), -16, 0.01)
    const peaky = withLevel(join(tone(2, 0.9), tone(500, 0.05)), -16, 0.7)
    requireNear(peakOf(peaky), 0.7, 0.001)
    assert.ok(activeLevelDbm0(peaky) < -16.5)
})
