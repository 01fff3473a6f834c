/** The guided first call: which step it is at. Every step ends with something that happens, never by a clock. */

import { computed, effect, signal } from "@preact/signals"
import { type TimelineEvent } from "../../sim/report/timeline.ts"
import { heldMs, showStretch } from "./line-sound.ts"
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

/** So much is shown before the first ring, ms. */
const BEFORE_RING_MS = 1000
/** The playback is shown with the call where it was soon after; else it would make that too small. */
const WITH_PLAYBACK_MAX_MS = 88_000

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

/** Notes when a call was, and when it was heard. */
export class CallTimes {
    private ringMs: number | undefined
    private endMs = 0

    note({ source, event, tMs, fields }: TimelineEvent): void {
        if (source !== "exchange") return
        if (event === "ring-on" && fields["n"] === 1) this.ringMs = tMs
        if (event === "on-hook") this.endMs = tMs
    }

    /** From and to, with the playback that ends at `nowMs` where there is room for it; undefined: there was no call. */
    stretch(nowMs: number): readonly [fromMs: number, toMs: number] | undefined {
        if (this.ringMs === undefined) return undefined
        const fromMs = Math.max(0, this.ringMs - BEFORE_RING_MS)
        return [fromMs, nowMs - fromMs <= WITH_PLAYBACK_MAX_MS ? nowMs : this.endMs]
    }
}

export const guideStep = signal<GuideStep>("look")
export const isGuideShown = signal(false)
export const guideNumber = computed(() => GUIDE_STEPS.indexOf(guideStep.value))

/** Shown on a first visit. To be called once, in a browser. */
export function beginGuide(): void {
    isGuideShown.value = localStorage.getItem(KEPT) === null
    const call = new CallTimes()
    /** What this has put into view, and nobody else. */
    let shownMs: number | undefined
    effect(() => {
        const news = latest.value
        const before = guideStep.peek()
        for (const each of news) call.note(each)
        guideStep.value = stepAfter(before, news)
        const isOver = before !== "done" && guideStep.peek() === "done"
        if (isOver && isGuideShown.peek()) shownMs = showCall(call, news.at(-1)!.tMs)
        else if (shownMs !== undefined && news.some(is("exchange", "ring-on"))) {
            if (heldMs.peek() === shownMs) heldMs.value = undefined
            shownMs = undefined
        }
    })
}

/** All of it comes into view, where nobody looks at something else. @returns the last moment in view */
function showCall(call: CallTimes, nowMs: number): number | undefined {
    const stretch = call.stretch(nowMs)
    if (!stretch || heldMs.peek() !== undefined) return undefined
    showStretch(...stretch)
    return stretch[1]
}

export function showGuide(isShown: boolean): void {
    isGuideShown.value = isShown
    guideStep.value = "look"
    if (!isShown) localStorage.setItem(KEPT, "yes")
}
