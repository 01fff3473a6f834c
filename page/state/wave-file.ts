/** WAV files of 16 bits at 8000 Hz: those of the server read, with peaks for a picture, and others made. */

export const RATE_HZ = 8000
/** RIFF header, format chunk, head of the data chunk: as the server writes them. */
const HEAD_BYTES = 44
const PCM = 1

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

/** @param samples 8000 Hz, 1.0 = full scale; what is beyond it is cut off */
export function encodeWav(samples: Float32Array): ArrayBuffer {
    const wav = new ArrayBuffer(HEAD_BYTES + 2 * samples.length)
    const view = new DataView(wav)
    const text = (at: number, word: string) =>
        [...word].forEach((letter, i) => view.setUint8(at + i, letter.charCodeAt(0)))
    text(0, "RIFF")
    view.setUint32(4, wav.byteLength - 8, true)
    text(8, "WAVEfmt ")
    view.setUint32(16, 16, true)
    view.setUint16(20, PCM, true)
    view.setUint16(22, 1, true)
    view.setUint32(24, RATE_HZ, true)
    view.setUint32(28, 2 * RATE_HZ, true)
    view.setUint16(32, 2, true)
    view.setUint16(34, 16, true)
    text(36, "data")
    view.setUint32(40, 2 * samples.length, true)
    samples.forEach((sample, i) =>
        view.setInt16(
            HEAD_BYTES + 2 * i,
            Math.max(-32768, Math.min(32767, Math.round(sample * 32768))),
            true
        )
    )
    return wav
}
