/** The ear of the scenario tests: what it hears, and what it must not take for speech. */

import assert from "node:assert/strict"
import { readFileSync, readdirSync } from "node:fs"
import { test } from "node:test"
import { Random } from "../../sim/clock/random.ts"
import { decodeWav, encodeWav16, encodeWavCodec } from "../../sim/audio/wav.ts"
import { encodeALaw } from "../../sim/dsp/g711.ts"
import { clipsHeard, heardClips } from "./heard-clips.ts"
import { LONG_STORY, projectFile } from "./scenario-run.ts"
import { concat, scale, silence } from "./sound.ts"

const LANGUAGES = ["en", "pl", "ru"]

function namesOf(language: string): string[] {
    const folder = projectFile(`sounds/prompts/${language}`)
    return readdirSync(folder).map(file => file.slice(0, -4))
}

function clip(language: string, name: string): Float32Array {
    const path = projectFile(`sounds/prompts/${language}/${name}.wav`)
    return decodeWav(readFileSync(path), path)
}

function saying(language: string, names: readonly string[]): Float32Array {
    return concat(...names.map(name => clip(language, name)))
}

function noisy(sound: Float32Array, rms: number): Float32Array {
    const random = new Random(3)
    return sound.map(sample => sample + random.nextNormal() * rms)
}

for (const language of LANGUAGES)
    test(`the clips of ${language} are told apart, also softly and 20 dB above noise`, () => {
        const names = namesOf(language)
        assert.deepEqual(heardClips(encodeWav16(saying(language, names)), language), names)
        const backwards = names.toReversed().filter((_, i) => i % 7 === 0)
        const soft = noisy(scale(saying(language, backwards), -10), 0.08 * 10 ** (-30 / 20))
        assert.deepEqual(heardClips(encodeWav16(soft), language), backwards)
    })

test("it says when each is heard, in any codec", () => {
    const sound = concat(silence(1000), clip("en", "message"), silence(5000), clip("en", "2"))
    const bytes = Uint8Array.from(sound, sample => encodeALaw(Math.round(sample * 32767)))
    const [message, two] = clipsHeard(encodeWavCodec(bytes, 6), "en")
    assert.ok(Math.abs(message!.atMs - 1000) < 60, `${message!.atMs}`)
    assert.ok(two!.atMs > message!.endMs + 5000 && two!.endMs > two!.atMs)
})

test("a message in between is no clip, nor are a clip that is broken off and one of another language", () => {
    const story = decodeWav(readFileSync(LONG_STORY), LONG_STORY)
    const half = clip("en", "private").subarray(0, 4000)
    const sound = concat(clip("en", "5"), story, half, silence(500), clip("pl", "message"))
    assert.deepEqual(heardClips(encodeWav16(sound), "en"), ["5"])
})
