/** The low-pass filters with which the firmware brings greetings down to 8000 samples a second. */

/** Input samples for one output sample: the filter is that many times as long as one step. */
export const TAPS_PER_STEP = 12
const OUTPUT_RATE_HZ = 8000
/** 6 dB less here: what is above 4600 Hz, and would be heard below 3400 Hz, is 45 dB less. */
const CUT_OFF_HZ = 3750
/** Of the Kaiser window. */
const BETA = 4.2
const ONE = 32768

/** The first half of a symmetric filter for `step` × 8000 samples a second, 16 bits, in sum 1 for both halves. */
export function lowPass(step: number): Int16Array {
    const taps = TAPS_PER_STEP * step
    const half = Array.from({ length: taps / 2 }, (_, i) => {
        const fromMiddle = i - (taps - 1) / 2
        const x = (2 * Math.PI * CUT_OFF_HZ * fromMiddle) / (OUTPUT_RATE_HZ * step)
        return (Math.sin(x) / x) * kaiser((2 * fromMiddle) / taps)
    })
    const sum = 2 * half.reduce((total, each) => total + each, 0)
    return Int16Array.from(half, each => Math.round((each / sum) * ONE))
}

/** @param x −1 … 1 */
function kaiser(x: number): number {
    return bessel(BETA * Math.sqrt(1 - x * x)) / bessel(BETA)
}

/** The modified Bessel function of order 0, by its series. */
function bessel(x: number): number {
    let term = 1
    let sum = 1
    for (let k = 1; term > 1e-9 * sum; k++) {
        term *= (x / (2 * k)) ** 2
        sum += term
    }
    return sum
}
