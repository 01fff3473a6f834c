import assert from "node:assert/strict"
import { test } from "node:test"
import { BendingResampler } from "../../../sim/protocol/bending-resampler.ts"

const LINE = 8000
const CONTEXT = 48000

/** A tone of amplitude 1 through the resampler, without the first and last 20 ms. */
function resampled(hz: number, from: number, to: number, stretch = 1): number[] {
    const resampler = new BendingResampler(from / to)
    const output: number[] = []
    for (let i = 0; i < from / 4; i++) {
        resampler.push(Math.sin((2 * Math.PI * hz * i) / from))
        while (resampler.isReady) output.push(resampler.read(stretch))
    }
    return output.slice(to / 50, -to / 50)
}

function levelDb(samples: number[]): number {
    const power = samples.reduce((sum, x) => sum + x * x, 0) / samples.length
    return 10 * Math.log10(2 * power)
}

/** Mean frequency by the crossings of zero. */
function frequencyHz(samples: number[], rate: number): number {
    const crossings = samples
        .map((x, i) => (i > 0 && samples[i - 1]! < 0 && x >= 0 ? i : -1))
        .filter(i => i > 0)
        .map(i => i - samples[i]! / (samples[i]! - samples[i - 1]!))
    return (rate * (crossings.length - 1)) / (crossings.at(-1)! - crossings[0]!)
}

for (const hz of [300, 1004, 3400])
    test(`a tone of ${hz} Hz keeps its level both ways`, () => {
        assert.ok(Math.abs(levelDb(resampled(hz, LINE, CONTEXT))) < 0.1)
        assert.ok(Math.abs(levelDb(resampled(hz, CONTEXT, LINE))) < 0.1)
    })

test("what a line of 8 kHz can't carry does not come back as something else", () => {
    for (const hz of [4700, 6000, 12_000])
        assert.ok(levelDb(resampled(hz, CONTEXT, LINE)) < -75, `${hz} Hz is heard`)
})

test("a stretch of 1000 ppm bends the pitch by as much, and the level not at all", () => {
    const bent = resampled(1000, LINE, CONTEXT, 1.001)
    assert.ok(Math.abs(frequencyHz(bent, CONTEXT) - 1001) < 0.05)
    assert.ok(Math.abs(levelDb(bent)) < 0.1)
})
