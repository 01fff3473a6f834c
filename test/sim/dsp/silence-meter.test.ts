import assert from "node:assert/strict"
import { test } from "node:test"
import { Hush, SilenceMeter } from "../../../sim/dsp/silence-meter.ts"
import { concat, silence } from "../../support/sound.ts"
import { sine } from "../chips/voice-modem/modem-bench.ts"

function hushes(sound: Float32Array, intervalMs = 1000): Hush[] {
    const told: Hush[] = []
    const meter = new SilenceMeter(kind => told.push(kind))
    meter.start(-43, intervalMs)
    meter.process(sound)
    return told
}

test("no sound since the start is SILENCE, told once", () => {
    assert.deepEqual(hushes(silence(5000)), [Hush.Silence])
    assert.deepEqual(hushes(silence(900)), [])
})

test("sound and then none is QUIET, each time again", () => {
    const tone = sine(500, 300, -30)
    assert.deepEqual(hushes(concat(tone, silence(1100))), [Hush.Quiet])
    assert.deepEqual(hushes(concat(tone, silence(900), tone, silence(900))), [])
    const twice = concat(tone, silence(1100), tone, silence(1100))
    assert.deepEqual(hushes(twice), [Hush.Quiet, Hush.Quiet])
})

test("what is under the threshold, and a click, is no sound", () => {
    assert.deepEqual(hushes(sine(500, 1500, -50)), [Hush.Silence])
    const click = concat(silence(600), sine(500, 8, 0), silence(600))
    assert.deepEqual(hushes(click), [Hush.Silence])
})

test("an interval of 0 tells nothing", () => {
    assert.deepEqual(hushes(silence(5000), 0), [])
})
