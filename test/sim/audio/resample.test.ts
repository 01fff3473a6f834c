import assert from "node:assert/strict"
import { test } from "node:test"
import { resample } from "../../../sim/audio/resample.ts"
import { rms, toneLevelDbm } from "../exchange/goertzel.ts"

/** Half a second of a full-scale sine at `rateHz`. */
function sine(frequencyHz: number, rateHz: number): Float32Array {
    const radians = (2 * Math.PI * frequencyHz) / rateHz
    return Float32Array.from({ length: rateHz / 2 }, (_, i) => Math.sin(radians * i))
}

test("the voice band passes unchanged from every usual rate", () => {
    for (const rateHz of [6000, 11_025, 16_000, 22_050, 44_100, 48_000])
        for (const frequencyHz of [50, 300, 1000, 2600]) {
            const sound = resample(sine(frequencyHz, rateHz), rateHz, 8000)
            assert.equal(sound.length, Math.ceil((Math.floor(rateHz / 2) * 8000) / rateHz))
            const levelDbm = toneLevelDbm(sound.subarray(800, 3200), frequencyHz)
            assert.ok(
                Math.abs(levelDbm - 3.14) < 0.05,
                `${frequencyHz} of ${rateHz} Hz: ${levelDbm}`
            )
        }
})

test("what the new rate can't hold is gone", () => {
    for (const frequencyHz of [4300, 6000, 7900, 16_000]) {
        const sound = resample(sine(frequencyHz, 44_100), 44_100, 8000)
        assert.ok(rms(sound.subarray(800, 3200)) < 0.0005, String(frequencyHz))
    }
})

test("a sound that has the rate already is not touched", () => {
    const sound = sine(1000, 8000)
    assert.equal(resample(sound, 8000, 8000), sound)
})
