/** What the audio thread is told at its start, and what it tells the page. */

import { type ElasticStats } from "../../sim/protocol/elastic-buffer.ts"

export interface LineOptions {
    /** Of the ear's buffer. */
    readonly bufferMs: number
}

/** Told ten times a second. */
export interface SoundReport {
    readonly ear: ElasticStats
    /** Highest sample since the last report, 1.0 = full scale. */
    readonly peaks: { readonly mouth: number; readonly ear: number; readonly speaker: number }
    /** Samples that were played since the start: the audio clock. */
    readonly playedSamples: number
}
