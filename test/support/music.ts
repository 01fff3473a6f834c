/** Music by sox, note after note: a plucked melody, an organ with chords, a beat, and a band of all three. */

import { Random } from "../../sim/clock/random.ts"
import { mix, scale, soxSound } from "./sound.ts"

/** Semitones over A. */
const SCALE = [0, 2, 4, 5, 7, 9, 11, 12, 14, 16]
const CHORDS = [
    [0, 4, 7],
    [5, 9, 12],
    [7, 11, 14],
    [-3, 0, 4],
]
/** In beats. */
const LENGTHS = [0.5, 0.5, 1, 1, 1, 2]

/** Each a way to play for so many seconds, with so many beats in a minute. */
export const PLAYERS = { melody, organ, beat, band }

function melody(seconds: number, tempo: number): Float32Array {
    const random = new Random(tempo, "melody")
    let at = 4
    return played(seconds, () => {
        at = Math.min(SCALE.length - 1, Math.max(0, at + random.nextInteger(-2, 2)))
        const length = (LENGTHS[random.nextInteger(0, LENGTHS.length - 1)]! * 60) / tempo
        return { length, effects: `synth ${length} pluck %${SCALE[at]} gain -6` }
    })
}

function organ(seconds: number, tempo: number): Float32Array {
    const random = new Random(tempo, "organ")
    return played(seconds, () => {
        const [a, b, c] = CHORDS[random.nextInteger(0, CHORDS.length - 1)]!
        const length = (2 * LENGTHS[random.nextInteger(0, LENGTHS.length - 1)]! * 60) / tempo
        const notes = `sine %${a} sine mix %${b} sine mix %${c}`
        return { length, effects: `synth ${length} ${notes} fade t 0.01 ${length} 0.05 gain -6` }
    })
}

/** Drum and bass, as regular as can be. */
function beat(seconds: number, tempo: number): Float32Array {
    const length = 60 / tempo
    let count = 0
    return played(seconds, () => {
        const bass = `synth ${length} pluck %${count++ % 4 === 0 ? -24 : -17}`
        const drum = `synth 0.06 whitenoise fade t 0 0.06 0.05 pad 0 ${length - 0.06}`
        return { length, effects: `${count % 2 === 0 ? drum : bass} gain -6` }
    })
}

function band(seconds: number, tempo: number): Float32Array {
    const rhythm = mix(beat(seconds, tempo), scale(organ(seconds, tempo), -10))
    return scale(mix(rhythm, melody(seconds, tempo)), -4)
}

interface Note {
    readonly length: number
    /** Of sox. */
    readonly effects: string
}

function played(seconds: number, next: () => Note): Float32Array {
    const notes: string[] = []
    for (let at = 0; at < seconds;) {
        const { length, effects } = next()
        notes.push(effects)
        at += length
    }
    return soxSound(notes.join(" : ")).subarray(0, seconds * 8000)
}
