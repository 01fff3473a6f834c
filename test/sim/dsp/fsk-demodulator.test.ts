import assert from "node:assert/strict"
import { test } from "node:test"
import { FskDemodulator } from "../../../sim/dsp/fsk-demodulator.ts"
import { requireJudge } from "../../support/judges.ts"
import { blocksOf, concat, mix, scale, silence, soxSound } from "../../support/sound.ts"
import { fskPacket } from "../chips/voice-modem/modem-bench.ts"

const BYTES = Array.from({ length: 256 }, (_, i) => (i * 167) & 0xff)
const STANDARDS = [
    { markHz: 1200, spaceHz: 2200 },
    { markHz: 1300, spaceHz: 2100 },
    { markHz: 1188, spaceHz: 2178 },
    { markHz: 1212, spaceHz: 2222 },
]

/** What follows the 180 marks. */
function demodulate(sound: Float32Array, blockSize = 40): number[] {
    const bytes: number[] = []
    let hasSeenMarks = false
    const demodulator = new FskDemodulator({
        byte: (value, markBits) => {
            hasSeenMarks ||= markBits > 100
            if (hasSeenMarks) bytes.push(value)
        },
    })
    for (const block of blocksOf(sound, blockSize)) demodulator.process(block)
    return bytes
}

test("every byte comes through, at the edges of the tolerances and in blocks of any length", () => {
    for (const standard of STANDARDS) {
        const sound = concat(silence(77), fskPacket(BYTES, standard), silence(50))
        for (const size of [1, 40, 77, 1_000_000]) assert.deepEqual(demodulate(sound, size), BYTES)
    }
})

test("from −36 dBm0 to full scale", () => {
    for (const levelDbm of [-36, -20, 0, 3]) {
        const sound = concat(fskPacket(BYTES, { levelDbm }), silence(20))
        assert.deepEqual(demodulate(sound), BYTES, `${levelDbm} dBm0`)
    }
})

test("in noise 20 dB below", t => {
    if (!requireJudge(t, "sox")) return
    const clean = concat(fskPacket(BYTES, { levelDbm: -14 }), silence(20))
    const noise = soxSound(`synth ${clean.length / 8000} whitenoise`)
    const rms = Math.sqrt(noise.reduce((sum, s) => sum + s * s, 0) / noise.length)
    const gainDb = -14 - 3.14 - 3.01 - 20 - 20 * Math.log10(rms)
    const heard = demodulate(mix(clean, scale(noise, gainDb)))
    assert.deepEqual(heard.slice(0, BYTES.length), BYTES)
})

test("jumps of the phase in the mark before the bytes do no harm", () => {
    const markFrom = Math.round((300 * 8000) / 1200)
    for (const jumpAt of [markFrom + 700, markFrom + 1150]) {
        const sound = concat(fskPacket(BYTES), silence(50))
        for (let i = jumpAt; i < sound.length; i++) sound[i]! *= -1
        assert.deepEqual(demodulate(sound), BYTES, `at ${jumpAt}`)
    }
})

test("silence is no bytes", () => {
    assert.deepEqual(demodulate(silence(2000)), [])
})
