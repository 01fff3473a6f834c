/** What a picture of a run is drawn from: stretches of time, and the loudness of a recording at each moment. */

import { type TimelineEvent } from "../../report/timeline.ts"
import { type RecordedSound } from "../world.ts"

const SAMPLES_PER_MS = 8

/** A stretch of time; toMs may be Infinity. */
export interface Span {
    readonly fromMs: number
    readonly toMs: number
}

/** From each event `on` to the next event `off`; what began and did not end lasts until the end. */
export function spansOf(
    events: readonly TimelineEvent[],
    source: string,
    on: string,
    off: string
): Span[] {
    const spans: Span[] = []
    let fromMs: number | undefined
    for (const each of events) {
        if (each.source !== source) continue
        if (each.event === on) fromMs = each.tMs
        if (each.event !== off || fromMs === undefined) continue
        spans.push({ fromMs, toMs: each.tMs })
        fromMs = undefined
    }
    if (fromMs !== undefined) spans.push({ fromMs, toMs: Infinity })
    return spans
}

/** The first stretch of sound in that time: none longer than `toMs` − `fromMs`, empty where nothing was recorded. */
export function soundBetween(sound: RecordedSound, fromMs: number, toMs: number): Int16Array {
    for (const { startMs, firstSample, samples } of sound.pieces) {
        const from = Math.max(0, Math.round((fromMs - startMs) * SAMPLES_PER_MS))
        const to = Math.min(samples, Math.round((toMs - startMs) * SAMPLES_PER_MS))
        if (from < to) return sound.samples.subarray(firstSample + from, firstSample + to)
    }
    return new Int16Array(0)
}
