/** The firmware's tones against programs that nobody here wrote: sox decodes, multimon-ng and sox listen. */

import assert from "node:assert/strict"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { test } from "node:test"
import { TONE_SAMPLES, toneTables } from "../../../tools/firmware/tone-tables.ts"
import { requireJudge, runJudge } from "../../support/judges.ts"
import { digitsIn, pitchOf } from "../../support/listening.ts"

const RAW = ["-t", "raw", "-r", "8000", "-c", "1", "-e", "u-law", "-b", "8", "-"]
const SILENCE = Uint8Array.from({ length: TONE_SAMPLES }, () => 0xff)

function toneOf(index: number): Uint8Array {
    return toneTables().subarray(index * TONE_SAMPLES, (index + 1) * TONE_SAMPLES)
}

function toWav(...pieces: readonly Uint8Array[]): Buffer {
    const wav = ["-t", "wav", "-e", "signed", "-b", "16", "-"]
    return runJudge("sox", [...RAW, ...wav], Buffer.concat(pieces))
}

test("the tables are keys, a low and a high tone, and nothing else", () => {
    assert.equal(toneTables().length, 12 * TONE_SAMPLES)
})

test("each key is heard as that key", t => {
    if (!requireJudge(t, "sox") || !requireJudge(t, "multimon-ng")) return
    const keys = [..."4915086273"].flatMap(key => [toneOf(Number(key)), SILENCE])
    assert.equal(digitsIn(toWav(SILENCE, ...keys)), "4915086273")
})

test("the low and the high tone go on without a click where they are repeated", t => {
    if (!requireJudge(t, "sox")) return
    // sox calls its own figure a rough one; a click every 60 ms would cost it far more.
    const folder = mkdtempSync(join(tmpdir(), "afterbeep-"))
    for (const [index, hz] of [
        [10, 500],
        [11, 1000],
    ] as const) {
        const path = join(folder, `${hz}.wav`)
        writeFileSync(path, toWav(toneOf(index), toneOf(index), toneOf(index), toneOf(index)))
        assert.ok(Math.abs(pitchOf(path, 0, 200) - hz) <= 30, `${pitchOf(path, 0, 200)}`)
    }
    rmSync(folder, { recursive: true })
})
