/** The spectrum of 256 samples, as levels: a Hann window and a Fourier transform (radix 2, in place). */

export const WINDOW_SAMPLES = 256
export const BINS = WINDOW_SAMPLES / 2
/** What is quieter than this is drawn as nothing, dB under a sine at full scale. */
const FLOOR_DB = -80

const HANN = Float32Array.from(
    { length: WINDOW_SAMPLES },
    (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / WINDOW_SAMPLES)
)
const COSINES = Float32Array.from({ length: BINS }, (_, i) =>
    Math.cos((2 * Math.PI * i) / WINDOW_SAMPLES)
)
const SINES = Float32Array.from({ length: BINS }, (_, i) =>
    Math.sin((2 * Math.PI * i) / WINDOW_SAMPLES)
)
const REVERSED = Uint8Array.from({ length: WINDOW_SAMPLES }, (_, i) => reversed(i))

const real = new Float32Array(WINDOW_SAMPLES)
const imaginary = new Float32Array(WINDOW_SAMPLES)

/**
 * Levels of 128 bands of 31.25 Hz, from 0 (−80 dB and below) to 255 (a sine at full scale).
 *
 * @param samples 256 of them, at 8000 Hz, 1.0 = full scale
 * @param into where the levels go, 128 bytes
 */
export function spectrumOf(samples: Float32Array, into: Uint8Array): void {
    for (let i = 0; i < WINDOW_SAMPLES; i++) {
        real[REVERSED[i]!] = samples[i]! * HANN[i]!
        imaginary[i] = 0
    }
    for (let half = 1; half < WINDOW_SAMPLES; half *= 2) combine(half)
    for (let bin = 0; bin < BINS; bin++) {
        // A sine at full scale has 256 / 4 in its bin, because the window halves it.
        const amplitude = (4 * Math.hypot(real[bin]!, imaginary[bin]!)) / WINDOW_SAMPLES
        const db = 20 * Math.log10(amplitude + 1e-9)
        into[bin] = Math.max(0, Math.min(255, 255 * (1 - db / FLOOR_DB)))
    }
}

/** Join pairs of transforms of `half` samples. */
function combine(half: number): void {
    const step = BINS / half
    for (let start = 0; start < WINDOW_SAMPLES; start += 2 * half)
        for (let k = 0; k < half; k++) {
            const cosine = COSINES[k * step]!
            const sine = SINES[k * step]!
            const [at, other] = [start + k, start + k + half]
            const re = real[other]! * cosine + imaginary[other]! * sine
            const im = imaginary[other]! * cosine - real[other]! * sine
            real[other] = real[at]! - re
            imaginary[other] = imaginary[at]! - im
            real[at]! += re
            imaginary[at]! += im
        }
}

function reversed(index: number): number {
    let result = 0
    for (let bit = 1; bit < WINDOW_SAMPLES; bit *= 2)
        result = 2 * result + (Math.floor(index / bit) % 2)
    return result
}
