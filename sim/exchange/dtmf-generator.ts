/** Push-button digits as sound (ITU-T Q.23: one tone of each of two groups). */
import { addSine, samplesOfMs } from "./tones.ts"

const LOW_HZ = [697, 770, 852, 941] as const
const HIGH_HZ = [1209, 1336, 1477, 1633] as const
/** Row by row as on the keypad. */
const KEYS = "123A456B789C*0#D"

export interface DtmfTiming {
    readonly onMs: number
    /** Silence after every digit. */
    readonly offMs: number
    /** dBm0 of each of the two tones. */
    readonly levelDbm: number
}

function isDtmfDigit(digit: string): boolean {
    return digit.length === 1 && KEYS.includes(digit)
}

/**
 * The two tones of a digit, Hz.
 *
 * @throws RangeError for a character that is no digit
 */
export function dtmfPair(digit: string): [lowHz: number, highHz: number] {
    if (!isDtmfDigit(digit)) throw new RangeError(`"${digit}" is no DTMF digit: use 0-9 A-D * #`)
    const key = KEYS.indexOf(digit)
    return [LOW_HZ[key >> 2]!, HIGH_HZ[key & 3]!]
}

/**
 * The sound of one digit and the silence after it.
 *
 * @throws RangeError for a character that is no digit
 */
export function dtmfSignal(digit: string, timing: DtmfTiming): Float32Array {
    const pair = dtmfPair(digit)
    const onSamples = samplesOfMs(timing.onMs)
    const samples = new Float32Array(onSamples + samplesOfMs(timing.offMs))
    for (const hz of pair) addSine(samples, 0, onSamples, hz, timing.levelDbm)
    return samples
}
