/**
 * Change of sample rate: a sinc low-pass in a Kaiser window, worked out once for each phase that occurs.
 *
 * Passes up to 3.6 kHz of 4 (or the same part of a slower input), and keeps 80 dB of what lies above the new band out.
 */

/** Zero crossings of the sinc on each side. */
const REACH = 40
/** Shape of the Kaiser window; 8 gives about 80 dB. */
const KAISER_BETA = 8
/** Middle of the transition, as part of the narrower band; the window's transition is a tenth of that band wide. */
const CUTOFF = 0.94

/** `samples` at `fromHz`, brought to `toHz`; both whole numbers. The length is rounded up. */
export function resample(samples: Float32Array, fromHz: number, toHz: number): Float32Array {
    if (fromHz === toHz) return samples
    const divisor = greatestCommonDivisor(fromHz, toHz)
    const phaseCount = toHz / divisor
    const step = fromHz / divisor
    const output = new Float32Array(Math.ceil((samples.length * toHz) / fromHz))
    const kernels: (Float64Array | undefined)[] = new Array(phaseCount)
    const band = Math.min(1, toHz / fromHz) * CUTOFF
    const reach = Math.ceil(REACH / band)
    for (let i = 0; i < output.length; i++) {
        const position = i * step
        const phase = position % phaseCount
        const kernel = (kernels[phase] ??= phaseKernel(phase / phaseCount, band, reach))
        output[i] = weigh(samples, (position - phase) / phaseCount - reach + 1, kernel)
    }
    return output
}

/** Weights of the 2 × `reach` input samples around a point `fraction` of a sample after one of them; they add up to 1. */
function phaseKernel(fraction: number, band: number, reach: number): Float64Array {
    const kernel = new Float64Array(2 * reach)
    let sum = 0
    for (let k = 0; k < kernel.length; k++) {
        const distance = k - reach + 1 - fraction
        const weight = sinc(distance * band) * kaiser(distance / reach)
        kernel[k] = weight
        sum += weight
    }
    return kernel.map(weight => weight / sum)
}

function weigh(samples: Float32Array, start: number, kernel: Float64Array): number {
    const first = Math.max(0, -start)
    const end = Math.min(kernel.length, samples.length - start)
    let sum = 0
    for (let k = first; k < end; k++) sum += samples[start + k]! * kernel[k]!
    return sum
}

function sinc(x: number): number {
    return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)
}

function kaiser(x: number): number {
    return Math.abs(x) >= 1
        ? 0
        : besselI0(KAISER_BETA * Math.sqrt(1 - x * x)) / besselI0(KAISER_BETA)
}

/** Modified Bessel function of order 0, by its power series. */
function besselI0(x: number): number {
    let sum = 1
    let term = 1
    for (let k = 1; term > sum * 1e-12; k++) {
        term *= (x / (2 * k)) ** 2
        sum += term
    }
    return sum
}

function greatestCommonDivisor(a: number, b: number): number {
    return b === 0 ? a : greatestCommonDivisor(b, a % b)
}
