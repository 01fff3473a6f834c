/**
 * One sound: spoken by flite or espeak-ng, brought to the telephone's band by sox, then to its level, as a WAV of 8000 Hz, mono, 8 or
 * 16 bits or µ-law. The same text gives the same bytes as long as the programs are the same.
 */

import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import wavefile from "wavefile"
import { ToolError } from "../project.ts"
import { type SoundText, type SoundTone } from "./manifest.ts"
import { FULL_SCALE_SINE_DBM0, trimSilence, withLevel } from "../../sim/audio/speech-level.ts"

export const SAMPLE_RATE_HZ = 8000
/** What a talker brings to the exchange on an ordinary line. */
const LEVEL_DBM0 = -16
/** 3 dB under full scale. */
const PEAK_MAX = 10 ** (-3 / 20)
/** At either end of a word: 10 ms of silence, and 3 ms to rise and to fall. */
const SILENT_SAMPLES = 80
const RAMP_SAMPLES = 24
const BEEP_DBM0 = -13
/** espeak-ng's pace, in words a minute. */
const ESPEAK_PACE = 160
const ESPEAK_VOICES: readonly string[] = ["pl", "ru"]
/** Band of a telephone channel; steep, so that nothing folds back when the rate is halved. */
const BAND = "200-3400"

/**
 * Make a sound.
 *
 * @returns the whole WAV file
 * @throws ToolError: flite or sox is missing or fails, or the sound is longer than it may be
 */
export function makeSound(sound: SoundText): Uint8Array {
    const spoken = withLevel(trimSilence(speak(sound)), LEVEL_DBM0, PEAK_MAX)
    const samples = sound.bits === "ulaw" ? withSoftEdges(spoken) : spoken
    const lengthMs = samples.length / (SAMPLE_RATE_HZ / 1000)
    if (lengthMs > sound.longestMs)
        throw new ToolError(`${sound.file}: ${lengthMs} ms long, ${sound.longestMs} are allowed`)
    return wavOf(samples, sound.bits)
}

/** What is joined to others rises from silence, and falls back to it. */
function withSoftEdges(samples: Float32Array): Float32Array {
    const soft = new Float32Array(samples.length + 2 * SILENT_SAMPLES)
    soft.set(samples, SILENT_SAMPLES)
    for (let i = 0; i < RAMP_SAMPLES; i++) {
        soft[SILENT_SAMPLES + i]! *= i / RAMP_SAMPLES
        soft[soft.length - 1 - SILENT_SAMPLES - i]! *= i / RAMP_SAMPLES
    }
    return soft
}

/** A steady tone, as a WAV file of 16 bits; 10 ms to rise and to fall, so that it does not click. */
export function makeTone({ hz, lengthMs }: SoundTone): Uint8Array {
    const peak = 10 ** ((BEEP_DBM0 - FULL_SCALE_SINE_DBM0) / 20)
    const count = (lengthMs * SAMPLE_RATE_HZ) / 1000
    const edge = SAMPLE_RATE_HZ / 100
    const samples = Float32Array.from({ length: count }, (_, i) => {
        const gain = Math.min(1, i / edge, (count - 1 - i) / edge)
        return gain * peak * Math.sin((2 * Math.PI * hz * i) / SAMPLE_RATE_HZ)
    })
    return wavOf(samples, 16)
}

function wavOf(samples: Float32Array, bits: SoundText["bits"]): Uint8Array {
    const wav = new wavefile.WaveFile()
    if (bits === 8) wav.fromScratch(1, SAMPLE_RATE_HZ, "8", Uint8Array.from(samples, toUint8))
    else wav.fromScratch(1, SAMPLE_RATE_HZ, "16", Int16Array.from(samples, toInt16))
    if (bits === "ulaw") wav.toMuLaw()
    return wav.toBuffer()
}

function speak(sound: SoundText): Float32Array {
    const folder = mkdtempSync(join(tmpdir(), "afterbeep-sounds-"))
    const spoken = join(folder, "spoken.wav")
    try {
        if (ESPEAK_VOICES.includes(sound.voice)) speakByEspeak(sound, spoken)
        else speakByFlite(sound, spoken)
        const output = ["-t", "f32", "-r", String(SAMPLE_RATE_HZ), "-c", "1", "-"]
        const bytes = run("sox", ["-R", "-D", "-v", "0.5", spoken, ...output, "sinc", BAND])
        return new Float32Array(
            bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)
        )
    } finally {
        rmSync(folder, { recursive: true })
    }
}

function speakByFlite({ voice, stretch, text }: SoundText, file: string): void {
    run("flite", ["-voice", voice, "--setf", `duration_stretch=${stretch}`, "-t", text, "-o", file])
}

function speakByEspeak({ voice, stretch, text }: SoundText, file: string): void {
    run("espeak-ng", [
        "-v",
        voice,
        "-s",
        String(Math.round(ESPEAK_PACE / stretch)),
        "-w",
        file,
        text,
    ])
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
