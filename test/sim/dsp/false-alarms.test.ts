import assert from "node:assert/strict"
import { join } from "node:path"
import { test } from "node:test"
import { DtmfDetector } from "../../../sim/dsp/dtmf-detector.ts"
import { ToneCadenceDetector } from "../../../sim/dsp/tone-cadence-detector.ts"
import { callProgressTones, MACHINE_TONES, TONE_COUNTRIES } from "../../../sim/dsp/tone-plans.ts"
import { requireJudge, runJudge } from "../../support/judges.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"
import { soxSound } from "../../support/sound.ts"

const TEXT = `
Hello, this is mister Green from the garage. Your car is ready and you can pick it up any time before seven. If you
want us to keep it over the weekend please call back on five five five, one two one two. We need to see the old tyres,
too. Hi, it's me again. I feel a bit easy about the music for the evening, we could meet at three in the kitchen. Mom
says please bring cheese, green tea and the keys. Good morning, I am calling about the invoice number nine zero eight,
five, five, six. Nobody answered the telephone last week, maybe the machine was busy. Thank you very much and goodbye.
`

/** Two voices of one engine, and one of another; each writes a WAV file. */
const VOICES: { judge: string; voice: string; args: (file: string) => string[] }[] = [
    { judge: "flite", voice: "slt", args: file => ["-voice", "slt", "-t", TEXT, "-o", file] },
    { judge: "espeak-ng", voice: "en-us", args: file => ["-v", "en-us", "-w", file, TEXT] },
    { judge: "espeak-ng", voice: "pl", args: file => ["-v", "pl", "-p", "70", "-w", file, TEXT] },
]

for (const { judge, voice, args } of VOICES)
    test(`${judge} speaks with the voice ${voice}, and no tone or key is heard`, t => {
        if (!requireJudge(t, judge) || !requireJudge(t, "sox")) return
        const file = join(scratchFolder(t), "speech.wav")
        runJudge(judge, args(file))
        const sound = soxSound("norm -6", [file])
        assert.ok(sound.length > 20 * 8000, "there is speech")
        assert.deepEqual(heardIn(sound), [])
    })

test("noise of all colours is no tone and no key", t => {
    if (!requireJudge(t, "sox")) return
    for (const colour of ["white", "pink", "brown"])
        assert.deepEqual(heardIn(soxSound(`synth 30 ${colour}noise`)), [], colour)
})

function heardIn(sound: Float32Array): string[] {
    const heard: string[] = []
    new DtmfDetector({ digitOn: digit => heard.push(digit), digitOff: () => {} }).process(sound)
    for (const country of TONE_COUNTRIES) {
        const specs = [...callProgressTones(country), ...MACHINE_TONES]
        new ToneCadenceDetector(specs, name => heard.push(`${country} ${name}`)).process(sound)
    }
    return heard
}
