import assert from "node:assert/strict"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { test } from "node:test"
import { readWav } from "../../../sim/audio/wav.ts"
import { Random } from "../../../sim/clock/random.ts"
import { Scheduler } from "../../../sim/clock/scheduler.ts"
import { BeepListener } from "../../../sim/exchange/beep-listener.ts"
import { countryPlan } from "../../../sim/exchange/country.ts"
import { dtmfSignal } from "../../../sim/exchange/dtmf-generator.ts"
import { LineNoise } from "../../../sim/exchange/line-noise.ts"
import { fskSignal } from "../../../sim/exchange/fsk-modulator.ts"
import { addSine, ToneGenerator } from "../../../sim/exchange/tones.ts"
import { requireJudge, runJudge } from "../../support/judges.ts"
import { concat, silence } from "../../support/sound.ts"

interface Heard {
    readonly frequencyHz: number
    readonly endMs: number
}

/** Beeps that are heard in a sound with the noise of a line. */
function listen(sound: Float32Array): Heard[] {
    const noise = new LineNoise(new Random(1), new Scheduler(), -65)
    const listener = new BeepListener()
    const heard: Heard[] = []
    for (let at = 0; at + 40 <= sound.length; at += 40) {
        const block = sound.slice(at, at + 40)
        noise.addTo(block)
        const beep = listener.hear(block)
        if (beep) heard.push({ frequencyHz: beep.frequencyHz, endMs: (at + 40) / 8 })
    }
    return heard
}

function sine(frequencyHz: number, lengthMs: number, levelDbm = -15): Float32Array {
    const sound = new Float32Array(lengthMs * 8)
    addSine(sound, 0, sound.length, frequencyHz, levelDbm)
    return sound
}

test("a beep of any usual pitch and level is heard, and its end", () => {
    for (const frequencyHz of [350, 440, 933, 1000, 1400, 2000, 2400])
        for (const levelDbm of [-3, -15, -30]) {
            const heard = listen(
                concat(silence(511), sine(frequencyHz, 400, levelDbm), silence(300))
            )
            assert.equal(heard.length, 1, `${frequencyHz} Hz ${levelDbm} dBm0`)
            assert.ok(Math.abs(heard[0]!.frequencyHz - frequencyHz) < 10)
            assert.ok(heard[0]!.endMs >= 911 && heard[0]!.endMs <= 921)
        }
})

test("a beep through an 8-bit linear codec is heard", () => {
    const coded = concat(silence(500), sine(1000, 300), silence(300)).map(
        sample => Math.round(sample * 128) / 128
    )
    assert.equal(listen(coded).length, 1)
})

test("a click, a short blip and a tone outside the voice band are no beeps", () => {
    assert.deepEqual(listen(concat(silence(500), sine(1000, 150), silence(500))), [])
    assert.deepEqual(listen(concat(silence(500), sine(200, 500), silence(500))), [])
    assert.deepEqual(listen(concat(silence(500), sine(3000, 500), silence(500))), [])
    assert.deepEqual(listen(concat(silence(500), Float32Array.of(0.9), silence(500))), [])
})

test("DTMF, network tones and caller ID are no beeps", () => {
    const plan = countryPlan("US")
    const digits = Array.from("0123456789*#ABCD", digit =>
        dtmfSignal(digit, { onMs: 400, offMs: 100, levelDbm: -10 })
    )
    assert.deepEqual(listen(concat(...digits)), [])
    assert.deepEqual(
        listen(fskSignal([1, 2, 3, 255, 0], { ...plan.callerId.fsk, markBits: 100 })),
        []
    )
    for (const [kind, tone] of Object.entries(plan.tones)) {
        // Only the subscriber hears it.
        if (kind === "call-waiting") continue
        const sound = new Float32Array(56_000)
        new ToneGenerator(tone).addTo(sound)
        assert.deepEqual(listen(sound), [], String(tone.frequenciesHz))
    }
})

for (const voice of ["slt", "kal", "rms", "awb"])
    test(`speech is no beep: flite's voice ${voice}`, t => {
        if (!requireJudge(t, "flite")) return
        const folder = mkdtempSync(join(tmpdir(), "beep-"))
        try {
            const path = join(folder, "speech.wav")
            const text =
                "Hello, you have reached five five five, oh one two three. Nobody is in the room now. " +
                "Moo, meow, mmm, who knew. Please leave a message after the tone. Thank you."
            runJudge("flite", ["-voice", voice, "-t", text, "-o", path])
            const speech = readWav(path)
            assert.deepEqual(listen(speech), [])
            const loud = speech.map(sample => Math.max(-1, Math.min(1, sample * 4)))
            const heard = listen(concat(loud, silence(200), sine(1000, 300), silence(500)))
            assert.equal(heard.length, 1)
        } finally {
            rmSync(folder, { recursive: true })
        }
    })
