import assert from "node:assert/strict"
import { test } from "node:test"
import { CALL_DEFAULTS } from "../../../sim/exchange/call-spec.ts"
import { atLevel, renderScript } from "../../../sim/exchange/caller-script.ts"
import { addSine } from "../../../sim/exchange/tones.ts"
import { concat, silence } from "../../support/sound.ts"
import { rms, toneLevelDbm } from "./goertzel.ts"

function sine(lengthMs: number, levelDbm: number): Float32Array {
    const sound = new Float32Array(lengthMs * 8)
    addSine(sound, 0, sound.length, 500, levelDbm)
    return sound
}

test("items follow each other without a gap, and digits are where they say", () => {
    const script = renderScript({
        ...CALL_DEFAULTS,
        audio: [
            { kind: "sound", samples: new Float32Array(123).fill(0.25) },
            { kind: "dtmf", digits: "12", onMs: 50, offMs: 50, levelDbm: -10 },
            { kind: "silence", silenceMs: 10 },
        ],
    })
    assert.equal(script.samples.length, 123 + 2 * 800 + 80)
    assert.deepEqual(script.digits, [
        { atSample: 123, digit: "1" },
        { atSample: 923, digit: "2" },
    ])
    assert.ok(rms(script.samples.subarray(923, 1323)) > 0.1)
    assert.equal(rms(script.samples.subarray(1323)), 0)
})

test("the level is that of the speech, not of its pauses", () => {
    const speech = concat(sine(500, -30), silence(2000), sine(500, -30))
    const louder = atLevel(speech, -15)
    assert.ok(Math.abs(toneLevelDbm(louder.subarray(0, 4000), 500) + 15) < 0.1)
})

test("silence has no level to change", () => {
    assert.deepEqual(atLevel(silence(100), -15), silence(100))
})

test("a modem sends 1300 Hz, 0.6 s in 2.35 s, for 50 s", () => {
    const { samples } = renderScript({ ...CALL_DEFAULTS, audio: [{ kind: "data" }] })
    assert.equal(samples.length, 50 * 8000)
    const isOn = Array.from({ length: 500 }, (_, tenth) =>
        samples.slice(tenth * 800, tenth * 800 + 800).some(sample => Math.abs(sample) > 0.01)
    )
    const begins = isOn.flatMap((on, tenth) => (on && !isOn[tenth - 1] ? [tenth] : []))
    assert.deepEqual(begins.slice(0, 4), [0, 23, 47, 70])
    assert.equal(begins.length, 22)
    const crossings = samples
        .slice(0, 4800)
        .filter((sample, i) => i > 0 && sample >= 0 && samples[i - 1]! < 0).length
    assert.ok(Math.abs(crossings / 0.6 - 1300) < 4, `${crossings / 0.6} Hz`)
})

test("a fax machine sends 1100 Hz, half a second in three and a half, for 35 s", () => {
    const { samples } = renderScript({ ...CALL_DEFAULTS, audio: [{ kind: "fax" }] })
    assert.equal(samples.length, 280_000)
    for (let at = 0; at < samples.length; at += 28_000) {
        assert.ok(Math.abs(toneLevelDbm(samples.subarray(at, at + 4000), 1100) + 12) < 0.1)
        assert.equal(rms(samples.subarray(at + 4000, at + 28_000)), 0)
    }
})
