/** From any sound to a greeting: the level of our own speech, no silence around it, a minute at most, a codec of the modem's. */
import { CardError } from "../../sim/card/card-error.ts"
import { activeLevelDbm0, peakOf, trimSilence, withLevel } from "../../sim/audio/speech-level.ts"
import { encodeWavCodec } from "../../sim/audio/wav.ts"
import { type Codec } from "../layout/message-header.ts"
import { encodeSamples } from "./codec.ts"
import { RATE_HZ } from "./decode.ts"

/** What a talker brings to the exchange on an ordinary line, as the sounds of sounds/ have it. */
const LEVEL_DBM0 = -16
/** 3 dB under full scale. */
const PEAK_MAX = 10 ** (-3 / 20)
export const GREETING_SECONDS_MAX = 60
/** Under this there is nothing to be heard, however it is amplified. */
const SILENCE_PEAK = 1 / 1024

export interface Greeting {
    readonly wav: Uint8Array
    readonly seconds: number
    /** Of the speech, before and after. */
    readonly levelBeforeDbm0: number
    readonly levelDbm0: number
}

/**
 * @param samples at 8000 Hz
 * @throws CardError: silence, or too long
 */
export function makeGreeting(samples: Float32Array, codec: Codec, path: string): Greeting {
    const centred = withoutOffset(samples)
    if (peakOf(centred) < SILENCE_PEAK) throw new CardError(`${path}: is silent: record it again`)
    const trimmed = trimSilence(centred)
    const seconds = trimmed.length / RATE_HZ
    if (seconds > GREETING_SECONDS_MAX)
        throw new CardError(
            `${path}: is ${seconds.toFixed(1)} s long without the silence around it, ${GREETING_SECONDS_MAX} s are possible: make it shorter`
        )
    const levelled = withLevel(trimmed, LEVEL_DBM0, PEAK_MAX)
    return {
        wav: encodeWavCodec(encodeSamples(levelled, codec), codec),
        seconds,
        levelBeforeDbm0: activeLevelDbm0(trimmed),
        levelDbm0: activeLevelDbm0(levelled),
    }
}

/** Cheap sound cards have a constant part in what they record. */
function withoutOffset(samples: Float32Array): Float32Array {
    const mean = samples.reduce((sum, sample) => sum + sample, 0) / samples.length
    return samples.map(sample => sample - mean)
}
