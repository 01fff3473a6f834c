/** The sounds that the firmware makes itself, when there is no voice to say it: 40 ms of each, G.711 µ-law. */

import { encodeMuLaw } from "./g711.ts"

const SAMPLE_RATE_HZ = 8000
export const TONE_SAMPLES = 320
/** Of each of two frequencies: about −12 dBFS, −9 together. */
const AMPLITUDE = 8000

/** ITU-T Q.23: the rows of the keypad; 0 stands under the middle column. */
const ROWS_HZ = [697, 770, 852, 941] as const
const COLUMNS_HZ = [1209, 1336, 1477] as const
/** Whole periods fit into a table, so that it can be repeated without a click. */
const LOW_HZ = 500
const HIGH_HZ = 1000

/** Keys 0 to 9, then the low tone and the high one. */
export function toneTables(): Uint8Array {
    const tones = [...Array(10).keys()].map(keyTone)
    tones.push(tone(LOW_HZ, LOW_HZ), tone(HIGH_HZ, HIGH_HZ))
    return Uint8Array.from(tones.flatMap(each => [...each]))
}

function keyTone(digit: number): Uint8Array {
    if (digit === 0) return tone(ROWS_HZ[3], COLUMNS_HZ[1])
    return tone(ROWS_HZ[Math.floor((digit - 1) / 3)]!, COLUMNS_HZ[(digit - 1) % 3]!)
}

function tone(firstHz: number, secondHz: number): Uint8Array {
    const wave = (hz: number, n: number) => Math.sin((2 * Math.PI * hz * n) / SAMPLE_RATE_HZ)
    return Uint8Array.from({ length: TONE_SAMPLES }, (_, n) =>
        encodeMuLaw(Math.round(AMPLITUDE * (wave(firstHz, n) + wave(secondHz, n))))
    )
}
