import type { Scheduler } from "../clock/scheduler.ts"

/** What an event says beyond its name; every value is plain JSON. */
export type EventFields = Record<string, string | number | boolean>

/** One line of timeline.jsonl: what somebody outside the firmware could notice. */
export interface TimelineEvent {
    /** Virtual ms since power was first applied, in steps of 0.001. */
    readonly tMs: number
    readonly source: EventSource
    readonly event: string
    readonly fields: EventFields
}

export type EventSource =
    | "exchange"
    | "caller"
    | "modem"
    | "speaker"
    | "line"
    | "room"
    | "panel"
    | "card"
    | "machine"
    | "sim"

/** Collects events in the order in which they happen and tells whoever listens. */
export class Timeline {
    readonly events: TimelineEvent[] = []
    private listeners: ((event: TimelineEvent) => void)[] = []

    constructor(private readonly scheduler: Scheduler) {}

    emit(source: EventSource, event: string, fields: EventFields = {}): void {
        const entry = { tMs: this.scheduler.nowUs / 1000, source, event, fields }
        this.events.push(entry)
        for (const listener of this.listeners) listener(entry)
    }

    listen(listener: (event: TimelineEvent) => void): void {
        this.listeners.push(listener)
    }

    /** One event a line, in the form of the scenario contract. */
    toJsonLines(): string {
        return this.events.map(e => formatEvent(e) + "\n").join("")
    }
}

export function formatEvent(e: TimelineEvent): string {
    const head = `{"tMs":${e.tMs.toFixed(3)},"source":"${e.source}","event":"${e.event}"`
    const fields = Object.entries(e.fields).map(
        ([k, v]) => `,${JSON.stringify(k)}:${JSON.stringify(v)}`
    )
    return head + fields.join("") + "}"
}
