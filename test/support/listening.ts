/** What can be heard in a sound file: judged by sox and multimon-ng, and by likeness to what was said. */

import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { askJudge, runJudge } from "./judges.ts"

const SAMPLES_PER_MS = 8
/** The loudest stretch of a sound is looked for first. */
const PROBE_SAMPLES = 2400

/** A WAV file, opened by sox: samples from −1 to 1. sox must have nothing to say about it. */
export function heard(wav: string | Uint8Array): Float32Array {
    const input = typeof wav === "string" ? readFileSync(wav) : wav
    const output = ["-t", "f32", "-r", "8000", "-c", "1", "-"]
    const { status, stdout, stderr } = askJudge("sox", ["-t", "wav", "-", ...output], input)
    assert.equal(status, 0, stderr)
    assert.equal(stderr, "")
    return new Float32Array(
        stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.length)
    )
}

/** The digits that multimon-ng hears. */
export function digitsIn(wav: Uint8Array): string {
    const raw = ["-t", "raw", "-r", "22050", "-b", "16", "-e", "signed", "-c", "1", "-"]
    const sound = runJudge("sox", ["-t", "wav", "-", ...raw], wav)
    const lines = String(runJudge("multimon-ng", ["-q", "-a", "DTMF", "-t", "raw", "-"], sound))
    return [...lines.matchAll(/^DTMF: (.)$/gm)].map(match => match[1]).join("")
}

/** The frequency of a tone, as sox counts it, in Hz. */
export function pitchOf(wavPath: string, fromMs: number, lengthMs: number): number {
    const trim = ["trim", String(fromMs / 1000), String(lengthMs / 1000), "stat"]
    const { stderr } = askJudge("sox", [wavPath, "-n", ...trim])
    return Number(/Rough\s+frequency:\s+(\d+)/.exec(stderr)?.[1])
}

/** The content of a WAV's data chunk. */
export function soundBytes(wav: Buffer): Buffer {
    // RIFF: 12 bytes, then chunks of an id of 4 bytes, a length of 4 bytes and their content, padded to even lengths.
    for (let at = 12; at + 8 <= wav.length;) {
        const length = wav.readUInt32LE(at + 4)
        if (wav.toString("latin1", at, at + 4) === "data")
            return wav.subarray(at + 8, at + 8 + length)
        at += 8 + length + (length & 1)
    }
    throw new Error("a WAV without sound")
}

export interface Find {
    readonly atSample: number
    readonly atMs: number
    /** 1: the same but for its loudness; near 0: another sound. */
    readonly likeness: number
}

/** A sound without the silence around it: what an 8-bit codec can't tell from nothing. */
export function audible(sound: Float32Array): Float32Array {
    const isAudible = (sample: number) => Math.abs(sample) > 1 / 128
    return sound.subarray(sound.findIndex(isAudible), sound.findLastIndex(isAudible) + 1)
}

/** Where in `whole` it is most likely that `sound` stands, and how alike the two are there. */
export function find(sound: Float32Array, whole: Float32Array): Find {
    const loudest = loudestAt(sound)
    const probe = sound.subarray(loudest, loudest + PROBE_SAMPLES)
    let best = { atSample: 0, likeness: -1 }
    const last = whole.length - sound.length
    for (let atSample = 0; atSample <= last; atSample++) {
        const like = likeness(probe, whole, atSample + loudest)
        if (like > best.likeness) best = { atSample, likeness: like }
    }
    const { atSample } = best
    return {
        atSample,
        atMs: atSample / SAMPLES_PER_MS,
        likeness: likeness(sound, whole, atSample),
    }
}

function likeness(sound: Float32Array, whole: Float32Array, from: number): number {
    let product = 0
    let soundPower = 0
    let wholePower = 0
    for (let i = 0; i < sound.length; i++) {
        const a = sound[i]!
        const b = whole[from + i]!
        product += a * b
        soundPower += a * a
        wholePower += b * b
    }
    return product / Math.sqrt(soundPower * wholePower || 1)
}

function loudestAt(sound: Float32Array): number {
    let best = { at: 0, power: -1 }
    for (let at = 0; at + PROBE_SAMPLES <= sound.length; at += PROBE_SAMPLES / 2) {
        const power = sound
            .subarray(at, at + PROBE_SAMPLES)
            .reduce((sum, sample) => sum + sample * sample, 0)
        if (power > best.power) best = { at, power }
    }
    return best.at
}
