/** Which spoken clips are heard in a sound file, in which order: an ear that knows only the clips of sounds/prompts/. */

import { readFileSync, readdirSync } from "node:fs"
import { join } from "node:path"
import wavefile from "wavefile"
import { PROBE_SAMPLES, correlate } from "./correlation.ts"
import { projectFile } from "./scenario-run.ts"

const SAMPLES_PER_MS = 8
/** Softer than this before the first and after the last sound, a clip is silent there. */
const SILENT = 0.01
/** A probe that is as like as this is looked at as a whole. */
const PROBE_LIKENESS = 0.8
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
    /** The loudest part of it, and where in it that begins. */
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
    const found: HeardClip[] = []
    correlate(
        clips.map(({ probe }) => probe),
        whole,
        PROBE_LIKENESS,
        (index, atSample) => {
            const heard = hear(clips[index]!, whole, atSample)
            if (heard) found.push(heard)
        }
    )
    return withoutOverlaps(found)
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
    const probeAt = loudestAt(sound)
    return { name, sound, probe: sound.subarray(probeAt, probeAt + PROBE_SAMPLES), probeAt }
}

function loudestAt(sound: Float32Array): number {
    let best = { at: 0, power: -1 }
    for (let at = 0; at === 0 || at + PROBE_SAMPLES <= sound.length; at += PROBE_SAMPLES / 8) {
        const part = sound.subarray(at, at + PROBE_SAMPLES)
        const power = powerOf(part)
        if (power > best.power) best = { at, power }
    }
    return best.at
}

/** A clip as a whole, where its probe was found. @returns undefined: it is not heard there, or not to its end */
function hear(
    { name, sound, probeAt }: Clip,
    whole: Float32Array,
    probeFoundAt: number
): HeardClip | undefined {
    const from = probeFoundAt - probeAt
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

function powerOf(sound: Float32Array): number {
    return sound.reduce((sum, sample) => sum + sample * sample, 0)
}

function likenessOf(sound: Float32Array, there: Float32Array): number {
    let product = 0
    let soundPower = 0
    let power = 0
    for (let i = 0; i < sound.length; i++) {
        product += sound[i]! * there[i]!
        soundPower += sound[i]! ** 2
        power += there[i]! ** 2
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
