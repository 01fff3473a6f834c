/** What happened, as lanes of spans: rings, off-hook, greeting, recording, loudspeaker, keys; and single moments. */

import { type TimelineEvent } from "../../sim/report/timeline.ts"

export const LANES = ["ring", "call", "says", "records", "card", "speaker", "keys"] as const
export type Lane = (typeof LANES)[number]

export interface Span {
    readonly fromMs: number
    /** Infinity: it has not ended yet. */
    readonly toMs: number
}

/** Spans of a lane that are kept; the oldest go. */
const SPANS_MAX = 5000
/** Sectors that are written so soon after each other make one span. */
const WRITES_JOIN_MS = 200
/** A sector's own time, so that a single one can be seen. */
const WRITE_MS = 20

const BEGINS: Readonly<Record<string, Lane>> = {
    "exchange ring-on": "ring",
    "exchange off-hook": "call",
    "modem play-start": "says",
    "modem record-start": "records",
    "speaker sound-on": "speaker",
    "panel press": "keys",
}
const ENDS: Readonly<Record<string, Lane>> = {
    "exchange ring-off": "ring",
    "exchange on-hook": "call",
    "modem play-end": "says",
    "modem record-end": "records",
    "speaker sound-off": "speaker",
    "panel release": "keys",
}

export class LaneBook {
    private readonly spans: Readonly<Record<Lane, Span[]>> = {
        ring: [],
        call: [],
        says: [],
        records: [],
        card: [],
        speaker: [],
        keys: [],
    }

    clear(): void {
        for (const lane of LANES) this.spans[lane].length = 0
    }

    add(event: TimelineEvent): void {
        const { source, event: name, tMs } = event
        const key = `${source} ${name}`
        if (key === "card write") return this.addWrite(tMs)
        const begun = BEGINS[key]
        if (begun) this.begin(begun, tMs)
        const ended = ENDS[key]
        if (ended) this.end(ended, tMs)
        // Whatever went on has gone with the power.
        if (key === "machine power-off") for (const lane of LANES) this.end(lane, tMs)
    }

    /** Spans of a lane that can be seen between two moments, oldest first. */
    between(lane: Lane, fromMs: number, toMs: number): readonly Span[] {
        const spans = this.spans[lane]
        let first = spans.length
        while (first > 0 && spans[first - 1]!.toMs >= fromMs) first--
        return spans.slice(first).filter(span => span.fromMs <= toMs)
    }

    private begin(lane: Lane, fromMs: number): void {
        if (this.last(lane)?.toMs === Infinity) return
        this.push(lane, { fromMs, toMs: Infinity })
    }

    private end(lane: Lane, toMs: number): void {
        const last = this.last(lane)
        if (last?.toMs !== Infinity) return
        this.spans[lane][this.spans[lane].length - 1] = { fromMs: last.fromMs, toMs }
    }

    private addWrite(tMs: number): void {
        const last = this.last("card")
        if (!last || tMs - last.toMs > WRITES_JOIN_MS)
            return this.push("card", { fromMs: tMs - WRITE_MS, toMs: tMs })
        this.spans.card[this.spans.card.length - 1] = { fromMs: last.fromMs, toMs: tMs }
    }

    private push(lane: Lane, span: Span): void {
        const spans = this.spans[lane]
        spans.push(span)
        if (spans.length > SPANS_MAX) spans.shift()
    }

    private last(lane: Lane): Span | undefined {
        return this.spans[lane].at(-1)
    }
}
