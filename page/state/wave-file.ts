/** Sound of the server's own WAV files, which are 16 bits at 8000 Hz, and its peaks for a picture. */

export const RATE_HZ = 8000
/** RIFF header, format chunk, head of the data chunk: as the server writes them. */
const HEAD_BYTES = 44

export function samplesOf(wav: ArrayBuffer): Int16Array {
    const length = Math.max(0, (wav.byteLength - HEAD_BYTES) >> 1)
    return new Int16Array(wav.slice(HEAD_BYTES, HEAD_BYTES + 2 * length))
}

export interface Peak {
    /** −1 … 1 */
    readonly low: number
    readonly high: number
}

/** Lowest and highest sample of each of `count` equal stretches. */
export function peaksOf(samples: Int16Array, count: number): Peak[] {
    return Array.from({ length: count }, (_, i) => {
        const from = Math.floor((i * samples.length) / count)
        const to = Math.max(from + 1, Math.floor(((i + 1) * samples.length) / count))
        let low = 0
        let high = 0
        for (const sample of samples.subarray(from, to)) {
            if (sample < low) low = sample
            if (sample > high) high = sample
        }
        return { low: low / 32768, high: high / 32768 }
    })
}
