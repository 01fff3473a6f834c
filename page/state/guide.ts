/** The guided first call: which step it is at. Every step ends with something that happens, never by a clock. */

import { computed, effect, signal } from "@preact/signals"
import { type TimelineEvent } from "../../sim/report/timeline.ts"
import { latest } from "./page-state.ts"

export const GUIDE_STEPS = [
    "look",
    "ring",
    "greeting",
    "speaking",
    "storing",
    "lamp",
    "play",
    "listen",
    "done",
] as const
export type GuideStep = (typeof GUIDE_STEPS)[number]

type End = (event: TimelineEvent) => boolean

/** A step without an end is the last. */
const ENDS: Readonly<Partial<Record<GuideStep, End>>> = {
    look: is("exchange", "ring-on"),
    ring: is("exchange", "off-hook"),
    greeting: is("modem", "record-start"),
    speaking: is("caller", "hangup"),
    storing: is("exchange", "on-hook"),
    lamp: is("panel", "press"),
    play: is("speaker", "sound-on"),
    listen: event => is("panel", "lamp")(event) && event.fields["value"] === 0,
}

const KEPT = "afterbeep-guide-seen"

function is(source: TimelineEvent["source"], name: string): End {
    return event => event.source === source && event.event === name
}

/** The step that comes after these events. */
export function stepAfter(step: GuideStep, events: readonly TimelineEvent[]): GuideStep {
    return events.reduce((now: GuideStep, event) => {
        if (ENDS[now]?.(event) !== true) return now
        return GUIDE_STEPS[GUIDE_STEPS.indexOf(now) + 1]!
    }, step)
}

export const guideStep = signal<GuideStep>("look")
export const isGuideShown = signal(false)
export const guideNumber = computed(() => GUIDE_STEPS.indexOf(guideStep.value))

/** Shown on a first visit. To be called once, in a browser. */
export function beginGuide(): void {
    isGuideShown.value = localStorage.getItem(KEPT) === null
    effect(() => {
        const news = latest.value
        guideStep.value = stepAfter(guideStep.peek(), news)
    })
}

export function showGuide(isShown: boolean): void {
    isGuideShown.value = isShown
    guideStep.value = "look"
    if (!isShown) localStorage.setItem(KEPT, "yes")
}
