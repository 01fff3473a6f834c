import assert from "node:assert/strict"
import { test } from "node:test"
import { BINS, WINDOW_SAMPLES, spectrumOf } from "../../../page/state/spectrum.ts"

function levelsOf(hz: number, amplitude: number): Uint8Array {
    const samples = Float32Array.from(
        { length: WINDOW_SAMPLES },
        (_, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / 8000)
    )
    const levels = new Uint8Array(BINS)
    spectrumOf(samples, levels)
    return levels
}

for (const bin of [10, 32, 100])
    test(`a sine of ${bin * 31.25} Hz is in its band, at its level, and nowhere else`, () => {
        const levels = levelsOf(bin * 31.25, 1)
        assert.ok(levels[bin]! >= 254)
        levels.forEach((level, i) =>
            assert.ok(Math.abs(i - bin) <= 1 || level < 20, `band ${i} has ${level}`)
        )
    })

test("40 dB less are half of the scale less", () => {
    assert.ok(Math.abs(levelsOf(1000, 0.01)[32]! - 127) <= 1)
})

test("silence is nothing", () => {
    assert.ok(levelsOf(1000, 0).every(level => level === 0))
})
