/** The sounds in the repository, and the making of one, judged by sox and by their own measure. */

import assert from "node:assert/strict"
import { existsSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { listFiles, ROOT } from "../../../tools/project.ts"
import { makeSound } from "../../../tools/sounds/make-sound.ts"
import { readManifest, type SoundText } from "../../../tools/sounds/manifest.ts"
import { activeLevelDbm0, peakOf } from "../../../tools/sounds/speech-level.ts"
import { requireJudge, runJudge } from "../../support/judges.ts"

const HELLO: SoundText = {
    file: "en/hello.wav",
    voice: "slt",
    text: "Hello.",
    stretch: 1,
    bits: 16,
    longestMs: 1000,
}

function toFloats(pcm: Buffer): Float32Array {
    return Float32Array.from({ length: pcm.length / 2 }, (_, i) => pcm.readInt16LE(i * 2) / 32768)
}

for (const { file, bits, longestMs } of readManifest()) {
    test(`${file} has telephone form, length and level`, t => {
        if (!requireJudge(t, "sox") || !requireJudge(t, "soxi")) return
        const path = join(ROOT, "sounds", file)
        const form = ["-r", "-c", "-b", "-e"].map(what =>
            runJudge("soxi", [what, path]).toString().trim()
        )
        const encoding = bits === 8 ? "Unsigned Integer PCM" : "Signed Integer PCM"
        assert.deepEqual(form, ["8000", "1", String(bits), encoding])
        const samples = toFloats(runJudge("sox", [path, "-t", "s16", "-"]))
        assert.ok(samples.length <= longestMs * 8)
        const level = activeLevelDbm0(samples)
        assert.ok(level > -17 && level < -15.5, `${level} dBm0`)
        assert.ok(peakOf(samples) <= 10 ** (-3 / 20))
    })
}

test("the greeting in flash fits there, and the one for the card takes five to eight seconds", t => {
    if (!requireJudge(t, "soxi")) return
    const seconds = (file: string) => Number(runJudge("soxi", ["-D", join(ROOT, "sounds", file)]))
    assert.ok(seconds("en/greeting-flash.wav") <= 2.5)
    assert.ok(seconds("en/greeting-default.wav") >= 5 && seconds("en/greeting-default.wav") <= 8)
})

test("every WAV in sounds/ stands in the manifest", () => {
    const known = readManifest().map(({ file }) => `sounds/${file}`)
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
