/** Ten minutes of one line's sound as columns of 10 ms, by the machine's time: lowest and highest sample, and spectrum. */

import { BINS, WINDOW_SAMPLES, spectrumOf } from "./spectrum.ts"

export const COLUMN_MS = 10
const COLUMN_SAMPLES = 80
/** Columns that are kept: ten minutes. */
const COLUMNS_MAX = 60_000

export interface Column {
    /** −1 … 1 */
    readonly low: number
    readonly high: number
}

export class SoundPicture {
    /** Columns since time 0 that are known, and the first of them that is still kept. */
    end = 0
    private readonly lows = new Float32Array(COLUMNS_MAX)
    private readonly highs = new Float32Array(COLUMNS_MAX)
    private readonly spectra = new Uint8Array(COLUMNS_MAX * BINS)
    private readonly window = new Float32Array(WINDOW_SAMPLES)

    get begin(): number {
        return Math.max(0, this.end - COLUMNS_MAX)
    }

    /** Add whole columns that begin at column `at`. What lies between is silence; an earlier time is a new run. */
    add(at: number, samples: Float32Array): void {
        if (at < this.end) this.clear()
        this.skipTo(at)
        for (let start = 0; start < samples.length; start += COLUMN_SAMPLES)
            this.addColumn(samples.subarray(start, start + COLUMN_SAMPLES))
    }

    /** Lowest and highest sample of the columns from `from` up to `to`; nothing where none is known. */
    peaks(from: number, to: number): Column {
        let low = 0
        let high = 0
        for (let column = Math.max(from, this.begin); column < Math.min(to, this.end); column++) {
            const at = column % COLUMNS_MAX
            if (this.lows[at]! < low) low = this.lows[at]!
            if (this.highs[at]! > high) high = this.highs[at]!
        }
        return { low, high }
    }

    /** Loudest level of a band in the columns from `from` up to `to`, 0 … 255. */
    level(bin: number, from: number, to: number): number {
        let level = 0
        for (let column = Math.max(from, this.begin); column < Math.min(to, this.end); column++)
            level = Math.max(level, this.spectra[(column % COLUMNS_MAX) * BINS + bin]!)
        return level
    }

    private clear(): void {
        this.end = 0
        this.window.fill(0)
    }

    private skipTo(at: number): void {
        if (at > this.end) this.window.fill(0)
        for (this.end = Math.max(this.end, at - COLUMNS_MAX); this.end < at; this.end++) {
            const place = this.end % COLUMNS_MAX
            this.lows[place] = 0
            this.highs[place] = 0
            this.spectra.fill(0, place * BINS, (place + 1) * BINS)
        }
    }

    private addColumn(samples: Float32Array): void {
        this.window.copyWithin(0, samples.length)
        this.window.set(samples, WINDOW_SAMPLES - samples.length)
        const place = this.end++ % COLUMNS_MAX
        this.lows[place] = samples.reduce((low, sample) => Math.min(low, sample), 0)
        this.highs[place] = samples.reduce((high, sample) => Math.max(high, sample), 0)
        spectrumOf(this.window, this.spectra.subarray(place * BINS, (place + 1) * BINS))
    }
}
