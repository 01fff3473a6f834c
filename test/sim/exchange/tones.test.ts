import assert from "node:assert/strict"
import { test } from "node:test"
import { countryPlan } from "../../../sim/exchange/country.ts"
import { ToneGenerator } from "../../../sim/exchange/tones.ts"
import { rms, toneLevelDbm } from "./goertzel.ts"

function tone(kind: "dial" | "busy" | "congestion" | "ringback", blockCount: number): Float32Array {
    const generator = new ToneGenerator(countryPlan("US").tones[kind]!)
    const sound = new Float32Array(blockCount * 40)
    for (let at = 0; at < sound.length; at += 40) generator.addTo(sound.subarray(at, at + 40))
    return sound
}

test("US tones have the frequencies and levels of the precise tone plan", () => {
    const cases = [
        ["dial", 350, 440, -13],
        ["busy", 480, 620, -24],
        ["congestion", 480, 620, -24],
        ["ringback", 440, 480, -19],
    ] as const
    for (const [kind, low, high, levelDbm] of cases) {
        const sound = tone(kind, 40)
        for (const frequencyHz of [low, high])
            assert.ok(Math.abs(toneLevelDbm(sound, frequencyHz) - levelDbm) < 0.1, kind)
        assert.ok(toneLevelDbm(sound, 1000) < -60, kind)
    }
})

test("the cadence is kept to the sample", () => {
    const sound = tone("busy", 400)
    for (const [start, end, sounds] of [
        [0, 4000, true],
        [4000, 8000, false],
        [8000, 12000, true],
        [12000, 16000, false],
    ] as const)
        assert.equal(rms(sound.subarray(start, end)) > 0, sounds)
    assert.notEqual(sound[3999], 0)
    assert.equal(sound[4000], 0)
    assert.equal(sound[7999], 0)
    assert.notEqual(sound[8001], 0)
})

test("a continuous tone has no seam between blocks", () => {
    const whole = new Float32Array(4000)
    new ToneGenerator(countryPlan("US").tones.dial!).addTo(whole)
    assert.deepEqual(tone("dial", 100), whole)
})
