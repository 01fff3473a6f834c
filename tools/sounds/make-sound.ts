/**
 * One sound: spoken by flite, brought to the telephone's band by sox, then to its level, as a WAV of 8000 Hz, mono, 8 or
 * 16 bits. The same text gives the same bytes as long as flite and sox are the same.
 */

import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import wavefile from "wavefile"
import { ToolError } from "../project.ts"
import { type SoundText } from "./manifest.ts"
import { trimSilence, withLevel } from "./speech-level.ts"

export const SAMPLE_RATE_HZ = 8000
/** What a talker brings to the exchange on an ordinary line. */
const LEVEL_DBM0 = -16
/** 3 dB under full scale. */
const PEAK_MAX = 10 ** (-3 / 20)
/** Band of a telephone channel; steep, so that nothing folds back when the rate is halved. */
const BAND = "200-3400"

/**
 * Make a sound.
 *
 * @returns the whole WAV file
 * @throws ToolError: flite or sox is missing or fails, or the sound is longer than it may be
 */
export function makeSound(sound: SoundText): Uint8Array {
    const samples = withLevel(trimSilence(speak(sound)), LEVEL_DBM0, PEAK_MAX)
    const lengthMs = samples.length / (SAMPLE_RATE_HZ / 1000)
    if (lengthMs > sound.longestMs)
        throw new ToolError(`${sound.file}: ${lengthMs} ms long, ${sound.longestMs} are allowed`)
    const wav = new wavefile.WaveFile()
    if (sound.bits === 8) wav.fromScratch(1, SAMPLE_RATE_HZ, "8", Uint8Array.from(samples, toUint8))
    else wav.fromScratch(1, SAMPLE_RATE_HZ, "16", Int16Array.from(samples, toInt16))
    return wav.toBuffer()
}

function speak(sound: SoundText): Float32Array {
    const folder = mkdtempSync(join(tmpdir(), "afterbeep-sounds-"))
    const spoken = join(folder, "spoken.wav")
    try {
        const pace = ["--setf", `duration_stretch=${sound.stretch}`]
        run("flite", ["-voice", sound.voice, ...pace, "-t", sound.text, "-o", spoken])
        const output = ["-t", "f32", "-r", String(SAMPLE_RATE_HZ), "-c", "1", "-"]
        const bytes = run("sox", ["-R", "-D", "-v", "0.5", spoken, ...output, "sinc", BAND])
        return new Float32Array(
            bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)
        )
    } finally {
        rmSync(folder, { recursive: true })
    }
}

function run(program: string, args: readonly string[]): Buffer {
    const ran = spawnSync(program, args, { maxBuffer: 1 << 26 })
    if (ran.error)
        throw new ToolError(
            `${program} can't be run (${ran.error.message}): npm run judges installs it`
        )
    if (ran.status !== 0) throw new ToolError(`${program} failed: ${ran.stderr}`)
    return ran.stdout
}

function toUint8(sample: number): number {
    return Math.round(sample * 127) + 128
}

function toInt16(sample: number): number {
    return Math.round(sample * 32767)
}
