import assert from "node:assert/strict"
import { test } from "node:test"
import {
    encodeFlashSound,
    readFlashGreeting,
    readFlashWarning,
} from "../../../tools/firmware/flash-greeting.ts"
import { greetingSource } from "../../../tools/firmware/generate.ts"
import { ToolError } from "../../../tools/project.ts"
import { requireJudge, runJudge } from "../../support/judges.ts"

function soxWav(rateHz: number, bits: number, seconds: number): Buffer {
    const format = ["-r", String(rateHz), "-b", String(bits), "-c", "1"]
    return runJudge("sox", [
        "-D",
        "-n",
        ...format,
        "-t",
        "wav",
        "-",
        "synth",
        String(seconds),
        "sine",
        "440",
    ])
}

test("a WAV becomes one µ-law byte a sample, as sox makes them", t => {
    if (!requireJudge(t, "sox")) return
    const wav = soxWav(8000, 16, 0.1)
    const theirs = runJudge(
        "sox",
        ["-D", "-t", "wav", "-", "-t", "raw", "-e", "u-law", "-b", "8", "-"],
        wav
    )
    const ours = encodeFlashSound(wav, "greeting.wav", 2.5)
    assert.equal(ours.length, 800)
    const differing = ours.filter((code, i) => Math.abs((code & 0x7f) - (theirs[i]! & 0x7f)) > 1)
    assert.equal(differing.length, 0)
})

test("every language has a greeting and a warning that fit into flash", () => {
    for (const language of ["en", "pl", "ru"]) {
        const warning = readFlashWarning(language)
        assert.ok(warning.length >= 3 * 8000 && warning.length <= 36_800, language)
        const samples = readFlashGreeting(language)
        assert.ok(samples.length >= 8000 && samples.length <= 20_000, language)
    }
})

test("a greeting that is too long, of another form or no WAV is refused by name", t => {
    if (!requireJudge(t, "sox")) return
    const refused: [Uint8Array, RegExp][] = [
        [soxWav(8000, 16, 2.6), /greeting\.wav: 2\.6 s long/],
        [soxWav(16000, 16, 1), /must be 8000 Hz, 16 bits, mono; it is 16000 Hz/],
        [soxWav(8000, 24, 1), /it is 8000 Hz, 24 bits/],
        [Buffer.from("no sound"), /not a WAV file/],
    ]
    for (const [wav, message] of refused)
        assert.throws(
            () => encodeFlashSound(wav, "greeting.wav", 2.5),
            (error: unknown) => error instanceof ToolError && message.test(error.message)
        )
})

test("the source made of it is one hex literal with every byte", () => {
    const text = greetingSource(
        Uint8Array.from({ length: 100 }, (_, i) => i),
        "greeting.wav"
    )
    const digits = /FLASH_GREETING = hex`([^`]*)`/.exec(text)![1]!.replace(/\s/g, "")
    assert.deepEqual([...Buffer.from(digits, "hex")], [...Array(100).keys()])
})
