/** The sounds in the repository, and the making of one, judged by sox and by their own measure. */

import assert from "node:assert/strict"
import { existsSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { listFiles, ROOT } from "../../../tools/project.ts"
import { makeSound } from "../../../tools/sounds/make-sound.ts"
import { readManifest, type SoundText } from "../../../tools/sounds/manifest.ts"
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

const FORMS = {
    8: ["8", "Unsigned Integer PCM"],
    16: ["16", "Signed Integer PCM"],
    ulaw: ["8", "u-law"],
} as const

function toFloats(pcm: Buffer): Float32Array {
    return Float32Array.from({ length: pcm.length / 2 }, (_, i) => pcm.readInt16LE(i * 2) / 32768)
}

for (const { file, bits, longestMs } of readManifest().texts) {
    test(`${file} has telephone form, length and level`, t => {
        if (!requireJudge(t, "sox") || !requireJudge(t, "soxi")) return
        const path = join(ROOT, "sounds", file)
        const form = ["-r", "-c", "-b", "-e"].map(what =>
            runJudge("soxi", [what, path]).toString().trim()
        )
        assert.deepEqual(form, ["8000", "1", ...FORMS[bits]])
        const samples = toFloats(runJudge("sox", [path, "-t", "s16", "-"]))
        assert.ok(samples.length <= longestMs * 8)
        const level = activeLevelDbm0(samples)
        assert.ok(level > -17 && level < -15.5, `${level} dBm0`)
        // A step of µ-law is coarse up there.
        assert.ok(peakOf(samples) <= 10 ** ((bits === "ulaw" ? -2.8 : -3) / 20))
    })
}

const LANGUAGES = ["en", "pl", "ru"]

test("every language has both greetings, and the same words", () => {
    const files = readManifest().texts.map(({ file }) => file)
    for (const language of LANGUAGES)
        for (const name of ["greeting-flash", "greeting-default"])
            assert.ok(files.includes(`${language}/${name}.wav`))
    const words = LANGUAGES.map(language =>
        files
            .filter(file => file.startsWith(`prompts/${language}/`))
            .map(file => file.split("/")[2])
    )
    assert.equal(words[0]!.length, 24)
    for (const each of words) assert.deepEqual(each, words[0])
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
