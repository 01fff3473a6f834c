/** Everything that a caller will say, rendered to one stretch of sound before the call. */
import { SAMPLE_RATE_HZ, sinePeak } from "../clock/audio-clock.ts"
import { type CallSpec, type SpokenItem } from "./call-spec.ts"
import { dtmfSignal } from "./dtmf-generator.ts"
import { callingSignal } from "./calling-tones.ts"
import { samplesOfMs } from "./tones.ts"

/** Speech levels are measured in stretches of 20 ms, without the pauses (after ITU-T P.56). */
const STRETCH_SAMPLES = SAMPLE_RATE_HZ / 50
/** A stretch so much below the loudest one is a pause. */
const PAUSE_DB = 30

export interface DigitMark {
    readonly atSample: number
    readonly digit: string
}

export interface CallerScript {
    readonly samples: Float32Array
    /** Where each DTMF digit begins, in order. */
    readonly digits: readonly DigitMark[]
}

/** @throws RangeError for a character that is no DTMF digit */
export function renderScript(spec: CallSpec): CallerScript {
    const pieces: Float32Array[] = []
    const digits: DigitMark[] = []
    let length = 0
    const add = (piece: Float32Array): void => {
        pieces.push(piece)
        length += piece.length
    }
    for (const item of spec.audio) {
        if (item.kind !== "dtmf") {
            add(soundOf(item, spec.levelDbm))
            continue
        }
        for (const digit of item.digits) {
            digits.push({ atSample: length, digit })
            add(dtmfSignal(digit, item))
        }
    }
    return { samples: join(pieces, length), digits }
}

type ContinuousItem = Exclude<SpokenItem, { kind: "dtmf" }>

function soundOf(item: ContinuousItem, levelDbm: number | undefined): Float32Array {
    switch (item.kind) {
        case "sound":
            return levelDbm === undefined ? item.samples : atLevel(item.samples, levelDbm)
        case "silence":
            return new Float32Array(samplesOfMs(item.silenceMs))
        case "fax":
        case "data":
            return callingSignal(item.kind)
    }
}

function join(pieces: readonly Float32Array[], length: number): Float32Array {
    const joined = new Float32Array(length)
    let at = 0
    for (const piece of pieces) {
        joined.set(piece, at)
        at += piece.length
    }
    return joined
}

/** `samples` with their active speech at `levelDbm` dBm0; silence stays as it is. */
export function atLevel(samples: Float32Array, levelDbm: number): Float32Array {
    const power = activePower(samples)
    if (power === 0) return samples
    const gain = sinePeak(levelDbm) / Math.sqrt(2 * power)
    return samples.map(sample => Math.max(-1, Math.min(1, sample * gain)))
}

function activePower(samples: Float32Array): number {
    const powers: number[] = []
    for (let at = 0; at < samples.length; at += STRETCH_SAMPLES)
        powers.push(meanSquare(samples.subarray(at, at + STRETCH_SAMPLES)))
    const loudest = powers.reduce((most, power) => Math.max(most, power), 0)
    const active = powers.filter(power => power > loudest * 10 ** (-PAUSE_DB / 10))
    return active.reduce((sum, power) => sum + power, 0) / Math.max(1, active.length)
}

function meanSquare(samples: Float32Array): number {
    return samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
}
