/** Where short sounds stand in a long one: normalised cross-correlation, by a Fourier transform in blocks. */

/** Samples of a block that is transformed in one go: a power of two. */
const BLOCK = 4096
/** No probe is longer. */
export const PROBE_SAMPLES = 512
const STEP = BLOCK - PROBE_SAMPLES
/** Power of a block in which there is nothing to be found. */
const NOTHING = 1e-3

/** A complex number for each sample. */
interface Spectrum {
    readonly re: Float64Array
    readonly im: Float64Array
}

/** Two probes in one transform: a correlation of real sounds is real, so one is the real part and the other the imaginary one. */
interface Pair {
    readonly first: number
    readonly spectra: readonly Spectrum[]
}

export interface Place {
    /** Which probe, from 0. */
    readonly probe: number
    readonly atSample: number
    /** 1: the same but for its loudness. */
    readonly likeness: number
}

const COSINE = Float64Array.from({ length: BLOCK / 2 }, (_, i) =>
    Math.cos((2 * Math.PI * i) / BLOCK)
)
const SINE = Float64Array.from({ length: BLOCK / 2 }, (_, i) => Math.sin((2 * Math.PI * i) / BLOCK))

/**
 * The places where a probe may stand: where it is more alike than one sample before and after. A place at the border of two blocks may be
 * told twice.
 *
 * @param probes each of at most PROBE_SAMPLES samples
 * @param likenessMin 1: only where it is the same but for its loudness
 */
export function correlate(
    probes: readonly Float32Array[],
    whole: Float32Array,
    likenessMin: number
): Place[] {
    const pairs = pairsOf(probes)
    const norms = probes.map(probe => Math.sqrt(powerOf(probe)))
    const sums = powerSums(whole)
    const places: Place[] = []
    const product = emptySpectrum()
    for (let from = 0; from < whole.length; from += STEP) {
        if (sums[Math.min(from + BLOCK, whole.length)]! - sums[from]! < NOTHING) continue
        const spectrum = spectrumOf(whole.subarray(from, from + BLOCK))
        for (const pair of pairs) {
            multiply(spectrum, pair, product)
            transform(product)
            pair.spectra.forEach((_, side) => {
                const probe = pair.first + side
                const lengthSamples = probes[probe]!.length
                const likenesses = likenessesOf(
                    side === 0 ? product.re : product.im,
                    sums.subarray(from),
                    lengthSamples,
                    norms[probe]!
                )
                for (const at of peaks(likenesses, likenessMin))
                    places.push({ probe, atSample: from + at, likeness: likenesses[at]! })
            })
        }
    }
    return places
}

export function powerOf(sound: Float32Array): number {
    let sum = 0
    for (const sample of sound) sum += sample * sample
    return sum
}

/** @param sums of the whole, from this block on */
function likenessesOf(
    correlations: Float64Array,
    sums: Float64Array,
    lengthSamples: number,
    norm: number
): Float64Array {
    const count = Math.min(STEP, sums.length - lengthSamples)
    const likenesses = new Float64Array(Math.max(count, 0))
    for (let at = 0; at < count; at++) {
        // An inverse transform is a forward one that runs backwards.
        const value = correlations[(BLOCK - at) % BLOCK]! / BLOCK
        if (value <= 0) continue
        const power = sums[at + lengthSamples]! - sums[at]!
        if (power > NOTHING / 10) likenesses[at] = value / (norm * Math.sqrt(power))
    }
    return likenesses
}

function peaks(values: Float64Array, min: number): number[] {
    const found: number[] = []
    for (let i = 0; i < values.length; i++) {
        const value = values[i]!
        if (value > min && value >= (values[i - 1] ?? 0) && value >= (values[i + 1] ?? 0))
            found.push(i)
    }
    return found
}

/** Entry i: power of the first i samples. */
function powerSums(sound: Float32Array): Float64Array {
    const sums = new Float64Array(sound.length + 1)
    for (let i = 0; i < sound.length; i++) sums[i + 1] = sums[i]! + sound[i]! * sound[i]!
    return sums
}

function pairsOf(probes: readonly Float32Array[]): Pair[] {
    const pairs: Pair[] = []
    for (let first = 0; first < probes.length; first += 2)
        pairs.push({ first, spectra: probes.slice(first, first + 2).map(spectrumOf) })
    return pairs
}

function emptySpectrum(): Spectrum {
    return { re: new Float64Array(BLOCK), im: new Float64Array(BLOCK) }
}

function spectrumOf(sound: Float32Array): Spectrum {
    const spectrum = emptySpectrum()
    spectrum.re.set(sound)
    transform(spectrum)
    return spectrum
}

/** whole × conj(first) + i × whole × conj(second) */
function multiply({ re, im }: Spectrum, { spectra }: Pair, product: Spectrum): void {
    const first = spectra[0]!
    const second = spectra[1] ?? emptySpectrum()
    for (let i = 0; i < BLOCK; i++) {
        const c = first.re[i]! + second.im[i]!
        const d = second.re[i]! - first.im[i]!
        product.re[i] = re[i]! * c - im[i]! * d
        product.im[i] = re[i]! * d + im[i]! * c
    }
}

/** Fast Fourier transform in place, radix 2. */
function transform({ re, im }: Spectrum): void {
    reorder(re, im)
    for (let size = 2; size <= BLOCK; size *= 2) {
        const half = size / 2
        const stride = BLOCK / size
        for (let from = 0; from < BLOCK; from += size)
            for (let i = 0; i < half; i++) {
                const a = from + i
                const b = a + half
                const cosine = COSINE[i * stride]!
                const sine = SINE[i * stride]!
                const x = re[b]! * cosine + im[b]! * sine
                const y = im[b]! * cosine - re[b]! * sine
                re[b] = re[a]! - x
                im[b] = im[a]! - y
                re[a] = re[a]! + x
                im[a] = im[a]! + y
            }
    }
}

/** Sample i goes where i's bits, read backwards, say. */
function reorder(re: Float64Array, im: Float64Array): void {
    for (let i = 1, j = 0; i < BLOCK; i++) {
        let bit = BLOCK / 2
        for (; j & bit; bit /= 2) j ^= bit
        j ^= bit
        if (i < j) {
            swap(re, i, j)
            swap(im, i, j)
        }
    }
}

function swap(values: Float64Array, i: number, j: number): void {
    const value = values[i]!
    values[i] = values[j]!
    values[j] = value
}
