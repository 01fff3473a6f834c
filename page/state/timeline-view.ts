/** Which events the timeline shows: those of the chosen sources, with the wanted word, up to where it was paused. */

import { computed, signal } from "@preact/signals"
import { type EventSource, type TimelineEvent } from "../../sim/report/timeline.ts"
import { type TextName } from "../texts/language.ts"
import { talkLine } from "./modem-talk.ts"
import { eventCount, events, runNumber } from "./page-state.ts"

/** Codes of the modem for a caller that is a machine, and what the machine does then. */
const CALLING_TONES: Readonly<Record<string, TextName>> = { c: "letFaxGo", e: "letModemGo" }

export const SOURCES: readonly EventSource[] = [
    "exchange",
    "caller",
    "modem",
    "line",
    "speaker",
    "room",
    "panel",
    "card",
    "machine",
    "sim",
]

export const shownSources = signal<ReadonlySet<EventSource>>(new Set(SOURCES))
export const wantedWord = signal("")
/**
 * Small steps are shown: sectors written to the card, of which a thousand make a card, and minutes and seconds that go on on the display. A
 * call is lost among them.
 */
export const areSmallStepsShown = signal(false)
/** Events of this run that came before the pause; undefined: it goes on. */
const pausedAt = signal<number | undefined>(undefined)

export const isPaused = computed(() => pausedAt.value !== undefined)

/** What happens goes on; only the view stands still. */
export function pauseOrGoOn(): void {
    pausedAt.value = isPaused.value ? undefined : eventCount.value
}

export function toggleSource(source: EventSource): void {
    const next = new Set(shownSources.value)
    if (!next.delete(source)) next.add(source)
    shownSources.value = next
}

/** Events up to the pause, oldest first. */
export const knownEvents = computed<readonly TimelineEvent[]>(() => {
    const later = eventCount.value - Math.min(pausedAt.value ?? Infinity, eventCount.value)
    // Read, so that another run is seen as one.
    void runNumber.value
    return events.slice(0, Math.max(0, events.length - later))
})

const story = computed(() => withoutSmallSteps(knownEvents.value))

export const smallStepCount = computed(() => knownEvents.value.length - story.value.length)

/** Events that are shown, oldest first. */
export const shownEvents = computed<readonly TimelineEvent[]>(() => {
    const shown = areSmallStepsShown.value ? knownEvents.value : story.value
    return filterEvents(shown, shownSources.value, wantedWord.value)
})

function withoutSmallSteps(all: readonly TimelineEvent[]): readonly TimelineEvent[] {
    let words: string | undefined
    return all.filter(event => {
        const { source, event: name, fields } = event
        if (source === "card") return name !== "write"
        if (source !== "panel" || name !== "display") return true
        const before = words
        words = String(fields["text"]).replace(/\d+:\d\d/g, "0:00")
        return words !== before
    })
}

export function filterEvents(
    all: readonly TimelineEvent[],
    sources: ReadonlySet<EventSource>,
    word: string
): readonly TimelineEvent[] {
    const wanted = word.trim().toLowerCase()
    return all.filter(
        event =>
            sources.has(event.source) &&
            (wanted === "" || `${event.event} ${fieldText(event)}`.toLowerCase().includes(wanted))
    )
}

/** Why the machine hung up on machines, by the events of that. */
const reasons = computed<ReadonlyMap<TimelineEvent, TextName>>(() => {
    const found = new Map<TimelineEvent, TextName>()
    let heard: TextName | undefined
    for (const each of knownEvents.value) {
        const { source, event, fields } = each
        if (source === "modem" && event === "event")
            heard = CALLING_TONES[String(fields["code"])] ?? heard
        if (source !== "exchange") continue
        if (event === "on-hook" && heard) found.set(each, heard)
        if (event === "on-hook" || event === "ring-on") heard = undefined
    }
    return found
})

/** What it means, where its own words are a code, or say what and not why. */
export function noteOf(event: TimelineEvent): TextName | undefined {
    return reasons.value.get(event) ?? talkLine(event)?.meaning
}

/** What an event says beside its name, in one line; a picture is seen where it belongs. */
export function fieldText({ fields }: TimelineEvent): string {
    return Object.entries(fields)
        .filter(([name]) => name !== "picture")
        .map(([name, value]) => `${name} ${String(value)}`)
        .join(", ")
}
