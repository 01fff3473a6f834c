/** Where short sounds stand in a long one: normalised cross-correlation, by a Fourier transform in blocks. */

/** Samples of a block that is transformed in one go: a power of two. */
const BLOCK = 8192
/** No probe is longer. */
export const PROBE_SAMPLES = 2048
const STEP = BLOCK - PROBE_SAMPLES

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

const COSINE = Float64Array.from({ length: BLOCK / 2 }, (_, i) =>
    Math.cos((2 * Math.PI * i) / BLOCK)
)
const SINE = Float64Array.from({ length: BLOCK / 2 }, (_, i) => Math.sin((2 * Math.PI * i) / BLOCK))

/**
 * Tell of each place where a probe may stand.
 *
 * @param probes each of at most PROBE_SAMPLES samples
 * @param likenessMin 1: only where it is the same but for its loudness
 * @param found probe's place in `probes`, the sample where it begins, and how alike they are
 */
export function correlate(
    probes: readonly Float32Array[],
    whole: Float32Array,
    likenessMin: number,
    found: (probe: number, atSample: number, likeness: number) => void
): void {
    const norms = probes.map(probe => Math.sqrt(power(probe)))
    const pairs = pairsOf(probes)
    const sums = powerSums(whole)
    for (let from = 0; from < whole.length; from += STEP) {
        if (sums[Math.min(from + BLOCK, whole.length)]! - sums[from]! < 1e-3) continue
        const spectrum = spectrumOf(whole.subarray(from, from + BLOCK))
        for (const pair of pairs) {
            const product = productOf(spectrum, pair)
            transform(product)
            pair.spectra.forEach((_, side) => {
                const values = side === 0 ? product.re : product.im
                const probe = pair.first + side
                const lengthSamples = probes[probe]!.length
                for (let at = 0; at < STEP && from + at + lengthSamples <= whole.length; at++) {
                    // An inverse transform is a forward one that runs backwards.
                    const value = values[(BLOCK - at) % BLOCK]! / BLOCK
                    if (value <= 0) continue
                    const start = from + at
                    const local = Math.sqrt(sums[start + lengthSamples]! - sums[start]!)
                    if (value > likenessMin * norms[probe]! * local)
                        found(probe, start, value / (norms[probe]! * local))
                }
            })
        }
    }
}

function power(sound: Float32Array): number {
    return sound.reduce((sum, sample) => sum + sample * sample, 0)
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

function spectrumOf(sound: Float32Array): Spectrum {
    const re = new Float64Array(BLOCK)
    re.set(sound)
    const spectrum = { re, im: new Float64Array(BLOCK) }
    transform(spectrum)
    return spectrum
}

/** whole × conj(first) + i × whole × conj(second) */
function productOf({ re, im }: Spectrum, { spectra: [first, second] }: Pair): Spectrum {
    const product = { re: new Float64Array(BLOCK), im: new Float64Array(BLOCK) }
    for (let i = 0; i < BLOCK; i++) {
        const c = first!.re[i]! + (second?.im[i] ?? 0)
        const d = (second?.re[i] ?? 0) - first!.im[i]!
        product.re[i] = re[i]! * c - im[i]! * d
        product.im[i] = re[i]! * d + im[i]! * c
    }
    return product
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
        if (i >= j) continue
        for (const part of [re, im]) {
            const sample = part[i]!
            part[i] = part[j]!
            part[j] = sample
        }
    }
}
