/** Which spoken clips are heard in a sound file, in which order: an ear that knows only the clips of sounds/prompts/. */

import { readFileSync, readdirSync } from "node:fs"
import { join } from "node:path"
import wavefile from "wavefile"
import { PROBE_SAMPLES, correlate, powerOf } from "./correlation.ts"
import { projectFile } from "./scenario-run.ts"

const SAMPLES_PER_MS = 8
/** Softer than this before the first and after the last sound, a clip is silent there. */
const SILENT = 0.01
/** It is first listened below 700 Hz, with a quarter of the samples; then around what was found. */
const DECIMATION = 4
const LOW_PASS_HZ = 700
const LOW_PASS_TAPS = 41
const AROUND_SAMPLES = 2 * DECIMATION
/** A probe that is as like as this is looked at as a whole. */
const PROBE_LIKENESS = 0.5
/** A whole clip that is as like as this was heard, where all of its parts were. */
const LIKENESS = 0.85
const PARTS = 3
const PART_LIKENESS = 0.5
/** A part this much under the others (the t of "kept") may go down in noise. */
const SOFT = 0.1

export interface HeardClip {
    /** Of the clip's file, without .wav. */
    readonly name: string
    /** Its first sound in the file. */
    readonly atMs: number
    readonly endMs: number
    /** 1: the same but for its loudness. */
    readonly likeness: number
}

interface Clip {
    readonly name: string
    /** Without the silence around it. */
    readonly sound: Float32Array
    /** The loudest part of it at a quarter of the rate, and where in it that begins. */
    readonly probe: Float32Array
    readonly probeAt: number
}

const clipsOf = new Map<string, readonly Clip[]>()

/**
 * The clips that are heard whole, one after the other. Other sound in between (a message, tones) is left out, and so are clips that
 * were broken off.
 *
 * @param wav path or content of a WAV file of 8000 Hz: room.wav, line-1.wav
 * @param language folder of sounds/prompts/
 */
export function heardClips(wav: string | Uint8Array, language: string): string[] {
    return clipsHeard(wav, language).map(({ name }) => name)
}

/** The same, with when and how well each is heard. */
export function clipsHeard(wav: string | Uint8Array, language: string): HeardClip[] {
    const whole = samplesOf(typeof wav === "string" ? readFileSync(wav) : wav)
    const clips = clipsIn(language)
    const probes = clips.map(({ probe }) => probe)
    const found = correlate(probes, decimated(whole), PROBE_LIKENESS).map(({ probe, atSample }) => {
        const clip = clips[probe]!
        return hear(clip, whole, (atSample - clip.probeAt) * DECIMATION)
    })
    return withoutOverlaps(found.filter(each => each !== undefined))
}

function clipsIn(language: string): readonly Clip[] {
    const known = clipsOf.get(language)
    if (known) return known
    const folder = projectFile(`sounds/prompts/${language}`)
    const clips = readdirSync(folder).map(file => clipOf(join(folder, file), file.slice(0, -4)))
    clipsOf.set(language, clips)
    return clips
}

function clipOf(path: string, name: string): Clip {
    const samples = samplesOf(readFileSync(path))
    const isSound = (sample: number) => Math.abs(sample) > SILENT
    const sound = samples.subarray(samples.findIndex(isSound), samples.findLastIndex(isSound) + 1)
    const coarse = decimated(sound)
    const probeAt = loudestAt(coarse)
    return { name, sound, probe: coarse.subarray(probeAt, probeAt + PROBE_SAMPLES), probeAt }
}

function loudestAt(sound: Float32Array): number {
    let best = { at: 0, power: -1 }
    for (let at = 0; at === 0 || at + PROBE_SAMPLES <= sound.length; at += PROBE_SAMPLES / 8) {
        const power = powerOf(sound.subarray(at, at + PROBE_SAMPLES))
        if (power > best.power) best = { at, power }
    }
    return best.at
}

/** What is below 700 Hz of a sound, at a quarter of the rate: a sinc under a Hann window. */
function decimated(sound: Float32Array): Float32Array {
    const half = (LOW_PASS_TAPS - 1) / 2
    const taps = Float64Array.from({ length: LOW_PASS_TAPS }, (_, i) => {
        const x = (2 * LOW_PASS_HZ * (i - half)) / (SAMPLES_PER_MS * 1000)
        const sinc = i === half ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)
        return sinc * (1 + Math.cos((Math.PI * (i - half)) / (half + 1)))
    })
    return Float32Array.from({ length: Math.ceil(sound.length / DECIMATION) }, (_, at) => {
        let sum = 0
        for (let i = 0; i < LOW_PASS_TAPS; i++)
            sum += taps[i]! * (sound[at * DECIMATION + i - half] ?? 0)
        return sum / DECIMATION
    })
}

/** A clip as a whole, near where its probe was found. @returns undefined: it is not heard there, or not to its end */
function hear(
    { name, sound }: Clip,
    whole: Float32Array,
    nearSample: number
): HeardClip | undefined {
    const from = bestNear(sound, whole, nearSample)
    const end = from + sound.length
    if (from < 0 || end > whole.length) return undefined
    const there = whole.subarray(from, end)
    const likeness = likenessOf(sound, there)
    if (likeness < LIKENESS) return undefined
    const partSamples = Math.ceil(sound.length / PARTS)
    for (let at = 0; at < sound.length; at += partSamples) {
        const part = sound.subarray(at, at + partSamples)
        const isSoft = powerOf(part) * PARTS < powerOf(sound) * SOFT
        if (!isSoft && likenessOf(part, there.subarray(at)) < PART_LIKENESS) return undefined
    }
    return { name, atMs: from / SAMPLES_PER_MS, endMs: end / SAMPLES_PER_MS, likeness }
}

function bestNear(sound: Float32Array, whole: Float32Array, nearSample: number): number {
    let best = { from: -1, likeness: -1 }
    for (let from = nearSample - AROUND_SAMPLES; from <= nearSample + AROUND_SAMPLES; from++) {
        if (from < 0) continue
        const likeness = likenessOf(sound, whole.subarray(from, from + sound.length))
        if (likeness > best.likeness) best = { from, likeness }
    }
    return best.from
}

function likenessOf(sound: Float32Array, there: Float32Array): number {
    let product = 0
    let soundPower = 0
    let power = 0
    const count = Math.min(sound.length, there.length)
    for (let i = 0; i < count; i++) {
        const a = sound[i]!
        const b = there[i]!
        product += a * b
        soundPower += a * a
        power += b * b
    }
    return product / Math.sqrt(soundPower * power || 1)
}

/** Of clips at the same place, the one that explains most: a word is heard in its plural, too. */
function withoutOverlaps(found: readonly HeardClip[]): HeardClip[] {
    const kept: HeardClip[] = []
    const explains = ({ atMs, endMs, likeness }: HeardClip) => (endMs - atMs) * likeness ** 4
    for (const clip of [...found].sort((a, b) => explains(b) - explains(a)))
        if (kept.every(other => clip.endMs <= other.atMs || clip.atMs >= other.endMs))
            kept.push(clip)
    return kept.sort((a, b) => a.atMs - b.atMs)
}

/** Samples from −1 to 1 of a file of one channel. */
function samplesOf(bytes: Uint8Array): Float32Array {
    const wav = new wavefile.WaveFile(bytes)
    if (wav.bitDepth === "8m") wav.fromMuLaw()
    else if (wav.bitDepth === "8a") wav.fromALaw()
    else if (wav.bitDepth === "8") wav.toBitDepth("16")
    return Float32Array.from(wav.getSamples(false, Int16Array), sample => sample / 32768)
}
