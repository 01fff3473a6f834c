import assert from "node:assert/strict"
import { join } from "node:path"
import { test } from "node:test"
import { Speaker, SpeechError } from "../../../sim/speech/speaker.ts"
import { ROOT } from "../../../tools/project.ts"
import { requireJudge } from "../../support/judges.ts"

const flitePath = join(ROOT, "sim/speech/flite.mjs")
const speaker = new Speaker({ flitePath })

/** Seconds in which something sounds. */
function soundingSeconds(samples: Float32Array): number {
    let count = 0
    for (let at = 0; at + 160 <= samples.length; at += 160)
        if (samples.subarray(at, at + 160).some(sample => Math.abs(sample) > 0.02)) count++
    return count / 50
}

test("English is spoken by what comes with the project, and a longer text takes longer", async () => {
    const short = await speaker.speak("slt", "Hello.")
    const long = await speaker.speak(
        "rms",
        "Hello, this is the café — “call me back” at five, please."
    )
    const [a, b] = [soundingSeconds(short), soundingSeconds(long)]
    assert.ok(a > 0.2 && a < 1.5, `${a}`)
    assert.ok(b > 2 && b < 8, `${b}`)
})

for (const [voice, text] of [
    ["pl", "Dzień dobry, proszę o telefon."],
    ["ru", "Добрый день, перезвоните, пожалуйста."],
] as const)
    test(`${voice} is spoken by eSpeak NG where that is installed`, async t => {
        if (!requireJudge(t, "espeak-ng")) return
        const seconds = soundingSeconds(await speaker.speak(voice, text))
        assert.ok(seconds > 1 && seconds < 5, `${seconds}`)
    })

test("a program that is not there is named, and how to get it", async () => {
    const without = new Speaker({ flitePath, espeak: "no-such-espeak" })
    await assert.rejects(
        without.speak("pl", "Dzień dobry"),
        /no-such-espeak, which is not installed/
    )
})

test("what can't be said is refused before anything is started", async () => {
    await assert.rejects(speaker.speak("slt", " … "), /nothing to say/)
    await assert.rejects(speaker.speak("slt", "a".repeat(501)), /501 characters are too many/)
    await assert.rejects(speaker.speak("anna", "Hello"), SpeechError)
})
