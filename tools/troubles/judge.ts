/** What must be true after a trouble: the next call was answered, and of what was promised nothing is lost. */

import type { TimelineEvent } from "../../sim/report/timeline.ts"
import {
    cardProblems,
    LOST_MS_MAX,
    readCard,
    SAMPLES_PER_MS,
    SHORTER_MS_MAX,
    spoken,
    type CardContent,
} from "../soak/judge.ts"
import { REST, type StretchResult } from "../soak/stretch.ts"
import { NEXT, type Trouble } from "./trouble.ts"

/** Of `settings`: the machine answers after so many. */
export const RINGS = 2
const TROUBLED_CALL = 1
const NEXT_CALL = 2

/** @returns what went wrong, in sentences; none: all is well */
export function judgeTrouble(trouble: Trouble, result: StretchResult, card: string): string[] {
    const problems: string[] = []
    if (result.exit !== 0) problems.push(`exit code ${result.exit}: ${result.trouble}`)
    const content = readCard(card)
    problems.push(...judgeNext(result.timeline, content))
    const due = 1 + (isDue(trouble, result.timeline) ? 1 : 0)
    const { length } = content.messages
    if (length < due) problems.push(`${length} messages on the card, and ${due} were promised`)
    return [...problems, ...cardProblems(card)]
}

function judgeNext(timeline: readonly TimelineEvent[], content: CardContent): string[] {
    const own = eventsOf(timeline, NEXT_CALL)
    if (!own.some(each => each.event === "answered")) return ["the next call was not answered"]
    const problems: string[] = []
    const rings = timeline.filter(
        ({ event, fields }) => event === "ring-on" && fields["call"] === NEXT_CALL
    ).length
    if (rings > RINGS) problems.push(`the next call was answered after ${rings} rings`)
    const lines = content.numbers.filter(each => each === NEXT).length
    if (lines !== 1) problems.push(`${lines} lines in calls.csv of the next call`)
    const beepMs = own.find(each => each.event === "beep-heard")?.tMs ?? Infinity
    const spokenMs = spoken(own, beepMs, Infinity)
    const messages = content.messages.filter(each => each.header.number === NEXT)
    const soundMs = messages.reduce((sum, each) => sum + each.sampleCount, 0) / SAMPLES_PER_MS
    if (messages.length !== 1) problems.push(`${messages.length} messages of the next call`)
    else if (soundMs < spokenMs - SHORTER_MS_MAX)
        problems.push(`the next caller spoke for ${spokenMs} ms, and ${soundMs} ms are kept`)
    return problems
}

/** The caller had said more than what a failure may take. */
function isDue({ at }: Trouble, timeline: readonly TimelineEvent[]): boolean {
    const own = eventsOf(timeline, TROUBLED_CALL)
    const beepMs = own.find(each => each.event === "beep-heard")?.tMs
    if (beepMs === undefined) return false
    const index = REST.length + at
    const failedMs = timeline.find(
        ({ source, event, fields }) =>
            source === "sim" && event === "step" && fields["index"] === index
    )?.tMs
    return spoken(own, beepMs, failedMs ?? Infinity) > LOST_MS_MAX
}

function eventsOf(timeline: readonly TimelineEvent[], call: number): TimelineEvent[] {
    return timeline.filter(({ source, fields }) => source === "caller" && fields["call"] === call)
}
