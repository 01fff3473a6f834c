/** Whether the same words are heard in two recordings: compares how loudness rises and falls, and not the samples. */

import { rms } from "./drawing.ts"

/** A hundredth of a second: far shorter than a syllable. */
const FRAME_SAMPLES = 80
/** Frames of the two recordings must lie over each other well. */
const SHIFT_SAMPLES = FRAME_SAMPLES / 4
/** Recordings may leave out so much silence before and after what is heard: a second. */
const MARGIN_FRAMES = 100

/**
 * How much some stretch of `heard` sounds like all of `said`: 1 the same, 0 nothing in common.
 *
 * The largest correlation of the two envelopes over every delay; different words reach about a third.
 */
export function likeness(
    said: Float32Array | Int16Array,
    heard: Float32Array | Int16Array
): number {
    const saidLevels = envelope(said)
    let best = 0
    for (let shift = 0; shift < FRAME_SAMPLES; shift += SHIFT_SAMPLES)
        best = Math.max(best, bestCorrelation(saidLevels, withMargins(heard.subarray(shift))))
    return best
}

/** Over every delay. */
function bestCorrelation(saidLevels: Float64Array, heardLevels: Float64Array): number {
    const { length } = saidLevels
    let best = 0
    for (let delay = 0; delay + length <= heardLevels.length; delay++)
        best = Math.max(best, correlation(saidLevels, heardLevels.subarray(delay, delay + length)))
    return best
}

function withMargins(samples: Float32Array | Int16Array): Float64Array {
    const levels = envelope(samples)
    const padded = new Float64Array(levels.length + 2 * MARGIN_FRAMES)
    padded.set(levels, MARGIN_FRAMES)
    return padded
}

/** Loudness of each frame. */
function envelope(samples: Float32Array | Int16Array): Float64Array {
    const count = Math.floor(samples.length / FRAME_SAMPLES)
    return Float64Array.from({ length: count }, (_, i) =>
        rms(samples.subarray(i * FRAME_SAMPLES, (i + 1) * FRAME_SAMPLES))
    )
}

/** Pearson's coefficient; 0 where one of them does not change at all. */
function correlation(a: Float64Array, b: Float64Array): number {
    const meanA = mean(a)
    const meanB = mean(b)
    let product = 0
    let squareA = 0
    let squareB = 0
    for (let i = 0; i < a.length; i++) {
        const x = a[i]! - meanA
        const y = b[i]! - meanB
        product += x * y
        squareA += x * x
        squareB += y * y
    }
    return squareA === 0 || squareB === 0 ? 0 : product / Math.sqrt(squareA * squareB)
}

function mean(values: Float64Array): number {
    return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}
