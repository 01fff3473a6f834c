/** The sounds in the repository, and the making of one, judged by sox and by their own measure. */

import assert from "node:assert/strict"
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { listFiles, ROOT } from "../../../tools/project.ts"
import { makeSound } from "../../../tools/sounds/make-sound.ts"
import { readManifest, type SoundText } from "../../../tools/sounds/manifest.ts"
import { readWav } from "../../../sim/audio/wav.ts"
import { grammarWords } from "../../support/grammar-words.ts"
import { activeLevelDbm0, peakOf } from "../../../sim/audio/speech-level.ts"
import { requireJudge, runJudge } from "../../support/judges.ts"

const HELLO: SoundText = {
    file: "en/hello.wav",
    voice: "slt",
    text: "Hello.",
    stretch: 1,
    bits: 16,
    longestMs: 1000,
}

/** The first and last 10 ms of a word are silent: within two steps of µ-law. */
const EDGE = 80
const EDGE_MAX = 0.001

const FORMS = {
    8: ["8", "Unsigned Integer PCM"],
    16: ["16", "Signed Integer PCM"],
    ulaw: ["8", "u-law"],
} as const

function toFloats(pcm: Buffer): Float32Array {
    return Float32Array.from({ length: pcm.length / 2 }, (_, i) => pcm.readInt16LE(i * 2) / 32768)
}

const ALL = readManifest().texts
const LANGUAGES = ["en", "pl", "ru"]

function promptsOf(language: string): SoundText[] {
    return ALL.filter(({ file }) => file.startsWith(`prompts/${language}/`))
}

function assertLevel(samples: Float32Array, file: string): void {
    const isWord = file.startsWith("prompts/")
    const level = activeLevelDbm0(samples)
    // The pauses of a short word are not measured to the dB.
    assert.ok(level > -17 && level < (isWord ? -14.5 : -15.5), `${file}: ${level} dBm0`)
    // A step of µ-law is coarse up there.
    assert.ok(peakOf(samples) <= 10 ** ((isWord ? -2.8 : -3) / 20), file)
}

for (const { file, bits, longestMs } of ALL.filter(each => each.bits !== "ulaw")) {
    test(`${file} has telephone form, length and level`, t => {
        if (!requireJudge(t, "sox") || !requireJudge(t, "soxi")) return
        const path = join(ROOT, "sounds", file)
        const form = ["-r", "-c", "-b", "-e"].map(what =>
            runJudge("soxi", [what, path]).toString().trim()
        )
        assert.deepEqual(form, ["8000", "1", ...FORMS[bits]])
        const samples = toFloats(runJudge("sox", [path, "-t", "s16", "-"]))
        assert.ok(samples.length <= longestMs * 8)
        assertLevel(samples, file)
    })
}

for (const language of LANGUAGES) {
    test(`the words of ${language} have telephone form, length and level`, t => {
        if (!requireJudge(t, "soxi")) return
        const prompts = promptsOf(language)
        const paths = prompts.map(({ file }) => join(ROOT, "sounds", file))
        for (const [i, what] of ["-r", "-c", "-b", "-e"].entries()) {
            const lines = runJudge("soxi", [what, ...paths])
                .toString()
                .trim()
                .split("\n")
            assert.deepEqual(
                lines,
                paths.map(() => ["8000", "1", ...FORMS.ulaw][i])
            )
        }
        for (const [i, { file, longestMs }] of prompts.entries()) {
            const samples = readWav(paths[i]!)
            assert.ok(samples.length <= longestMs * 8, file)
            assertLevel(samples, file)
        }
    })

    test(`the words of ${language} begin and end in silence, so that no joint clicks`, () => {
        for (const { file } of promptsOf(language)) {
            const samples = readWav(join(ROOT, "sounds", file))
            const edges = [...samples.subarray(0, EDGE), ...samples.subarray(-EDGE)]
            const loudest = Math.max(...edges.map(Math.abs))
            assert.ok(loudest < EDGE_MAX, `${file}: ${loudest}`)
        }
    })

    test(`${language} has every word that its grammar asks for, and no two that sound the same`, async () => {
        const files = promptsOf(language).map(({ file }) => file.split("/")[2]!.slice(0, -4))
        const asked = await grammarWords(language)
        assert.deepEqual(
            asked.filter(word => !files.includes(word)),
            []
        )
        const sounds = promptsOf(language).map(({ file }) =>
            readFileSync(join(ROOT, "sounds", file), "latin1")
        )
        assert.equal(new Set(sounds).size, sounds.length)
    })
}

test("every language has both greetings, and the same phrases besides what its grammar asks for", async () => {
    const files = ALL.map(({ file }) => file)
    for (const language of LANGUAGES)
        for (const name of ["greeting-flash", "greeting-default"])
            assert.ok(files.includes(`${language}/${name}.wav`))
    const phrases = LANGUAGES.map(async language => {
        const asked = await grammarWords(language)
        const words = promptsOf(language).map(({ file }) => file.split("/")[2]!.slice(0, -4))
        return words.filter(word => !asked.includes(word)).sort()
    })
    const [first, ...others] = await Promise.all(phrases)
    assert.ok(first!.includes("end"))
    for (const each of others) assert.deepEqual(each, first)
})

test("sox finds nothing of the voices outside the band of a telephone channel", t => {
    if (!requireJudge(t, "sox")) return
    for (const language of LANGUAGES) {
        const path = join(ROOT, "sounds", language, "greeting-default.wav")
        const [all, above] = [[], ["sinc", "-n", "255", "3500"]].map(effect => {
            const sound = runJudge("sox", [path, "-t", "s16", "-", ...effect])
            return activeLevelDbm0(toFloats(sound))
        })
        assert.ok(above! < all! - 25, `${language}: ${above} of ${all}`)
    }
})

test("the beep is one steady tone of 933 Hz at -13 dBm0", t => {
    if (!requireJudge(t, "sox")) return
    const tone = readManifest().tones[0]!
    const sound = toFloats(runJudge("sox", [join(ROOT, "sounds", tone.file), "-t", "s16", "-"]))
    assert.equal(sound.length, tone.lengthMs * 8)
    assert.ok(Math.abs(activeLevelDbm0(sound) + 13) < 0.5)
    const filter = ["sinc", "-n", "511", "900-966"]
    const kept = toFloats(
        runJudge("sox", [join(ROOT, "sounds", tone.file), "-t", "s16", "-", ...filter])
    )
    assert.ok(Math.abs(activeLevelDbm0(kept) - activeLevelDbm0(sound)) < 0.6)
})

test("the greeting in flash fits there, and the one for the card takes five to eleven seconds", t => {
    if (!requireJudge(t, "soxi")) return
    const seconds = (file: string) => Number(runJudge("soxi", ["-D", join(ROOT, "sounds", file)]))
    for (const language of LANGUAGES) {
        assert.ok(seconds(`${language}/greeting-flash.wav`) <= 2.5)
        const onCard = seconds(`${language}/greeting-default.wav`)
        assert.ok(onCard >= 5 && onCard <= 11, language)
    }
})

test("every WAV in sounds/ stands in the manifest", () => {
    const { texts, tones } = readManifest()
    const known = [...texts, ...tones].map(({ file }) => `sounds/${file}`)
    assert.ok(known.every(file => existsSync(join(ROOT, file))))
    const found = listFiles("sounds").filter(file => file.endsWith(".wav"))
    assert.deepEqual(found, known.sort())
})

test("the same text gives the same bytes", t => {
    if (!requireJudge(t, "flite") || !requireJudge(t, "sox")) return
    assert.ok(Buffer.from(makeSound(HELLO)).equals(makeSound(HELLO)))
})

test("a sound that is longer than it may be is refused by name", t => {
    if (!requireJudge(t, "flite") || !requireJudge(t, "sox")) return
    const sound = { ...HELLO, longestMs: 100 }
    assert.throws(() => makeSound(sound), /en\/hello.wav: \d+ ms long, 100 are allowed/)
})
