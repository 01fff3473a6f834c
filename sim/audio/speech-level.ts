/**
 * Level and edges of speech, samples as floats with 1.0 as full scale, 8000 a second.
 *
 * Levels are dBm0: a sine at full scale is +3.14 (ITU-T G.711, table 1). The level of speech is that of its active
 * parts, found as ITU-T P.56 means it: what lies more than 15.9 dB under the result is a pause and does not count.
 */

export const FULL_SCALE_SINE_DBM0 = 3.14
const PAUSE_MARGIN_DB = 15.9
const FRAME_SAMPLES = 160
const ROUNDS_MAX = 20

/** Frames this far under the loudest one are silence before and after the speech. */
const EDGE_UNDER_LOUDEST_DB = 40
const KEPT_BEFORE_SAMPLES = 160
const KEPT_AFTER_SAMPLES = 320

/** Active speech level in dBm0; -Infinity for silence. */
export function activeLevelDbm0(samples: Float32Array): number {
    const powers = framePowers(samples)
    let active = powers
    for (let round = 0; round < ROUNDS_MAX; round++) {
        const threshold = mean(active) / 10 ** (PAUSE_MARGIN_DB / 10)
        const louder = powers.filter(power => power >= threshold)
        if (louder.length === active.length) break
        active = louder
    }
    return toDbm0(mean(active))
}

/** The speech without the silence around it, but for 20 ms before and 40 ms after. */
export function trimSilence(samples: Float32Array): Float32Array {
    const powers = framePowers(samples)
    const threshold = Math.max(...powers) / 10 ** (EDGE_UNDER_LOUDEST_DB / 10)
    const first = powers.findIndex(power => power >= threshold)
    const last = powers.findLastIndex(power => power >= threshold)
    const start = Math.max(0, first * FRAME_SAMPLES - KEPT_BEFORE_SAMPLES)
    return samples.slice(start, (last + 1) * FRAME_SAMPLES + KEPT_AFTER_SAMPLES)
}

/** The speech at another active level, or as near to it as the peaks allow. */
export function withLevel(samples: Float32Array, levelDbm0: number, peakMax: number): Float32Array {
    const wanted = 10 ** ((levelDbm0 - activeLevelDbm0(samples)) / 20)
    const factor = Math.min(wanted, peakMax / peakOf(samples))
    return samples.map(sample => sample * factor)
}

/** Largest magnitude. */
export function peakOf(samples: Float32Array): number {
    return samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)
}

function framePowers(samples: Float32Array): number[] {
    const frameCount = Math.ceil(samples.length / FRAME_SAMPLES)
    return Array.from({ length: frameCount }, (_, i) => {
        const frame = samples.subarray(i * FRAME_SAMPLES, (i + 1) * FRAME_SAMPLES)
        return frame.reduce((sum, sample) => sum + sample * sample, 0) / frame.length
    })
}

function mean(values: readonly number[]): number {
    return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** A sine at full scale has the power one half. */
function toDbm0(power: number): number {
    return 10 * Math.log10(power * 2) + FULL_SCALE_SINE_DBM0
}
