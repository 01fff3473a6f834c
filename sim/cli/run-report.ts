/** What a person reads at the terminal while a scenario is played, and after it. */

import { formatEvent, type TimelineEvent } from "../report/timeline.ts"
import { type TimelineVerdict } from "../report/timeline-check.ts"
import { type RunOutcome } from "../scenario/runner.ts"
import { type Scenario } from "../scenario/scenario.ts"
import { type World } from "../scenario/world.ts"

/** The events just before a failure that are shown: about what fits beside the message on a small terminal. */
const LAST_EVENTS_COUNT = 15
const LINE_LENGTH_MAX = 160
const VIOLATIONS_SHOWN_MAX = 10
const WARNINGS_SHOWN_MAX = 5
const WARNING_LEVELS = ["warn", "error"]

/** Everything that went wrong in a run, for a person; "" where nothing did. */
export function describeTrouble(
    world: World,
    scenario: Scenario,
    outcome: RunOutcome,
    seed: number
): string {
    const parts = [...describeViolations(world), ...outcome.restarts]
    const { failure } = outcome
    if (failure) {
        const place = scenario.stepPlaces[failure.stepIndex]
        const step =
            place === undefined ? "after the last step" : `step ${failure.stepIndex} (${place})`
        parts.push(`${step}: ${failure.reason}`)
    }
    if (parts.length === 0) return ""
    const events = world.timeline.events.filter(event => event.source !== "sim")
    const last = events.slice(-LAST_EVENTS_COUNT).map(event => "    " + shorten(event))
    const clock = `at ${seconds(outcome.endUs)} s of virtual time, seed ${seed}`
    return [...parts, clock, "the last events before that:", ...last].join("\n")
}

/** What the firmware complained of in its log, each thing once; one line each. */
export function describeWarnings(events: readonly TimelineEvent[]): string[] {
    const warnings = new Map<string, number>()
    let isRunning = false
    for (const { source, event, fields } of events) {
        if (source !== "machine") continue
        // What the runtime says before the program runs is not the firmware's.
        if (event !== "log") isRunning = event === "boot"
        const text = String(fields["text"])
        if (isRunning && WARNING_LEVELS.includes(String(fields["level"])))
            warnings.set(text, (warnings.get(text) ?? 0) + 1)
    }
    const lines = [...warnings]
        .slice(0, WARNINGS_SHOWN_MAX)
        .map(
            ([text, count]) => `the firmware warned: ${text}${count > 1 ? ` (${count} times)` : ""}`
        )
    const more = warnings.size - lines.length
    return more > 0
        ? [...lines, `the firmware warned of ${more} more things: see timeline.jsonl`]
        : lines
}

/** Where the run went another way than the one that was saved. */
export function describeDifference(
    sameCount: number,
    { earlier, now }: NonNullable<TimelineVerdict["difference"]>
): string {
    return [
        `the timeline is not that of the saved run: event ${sameCount + 1} is another one`,
        `    then: ${earlier === undefined ? "none was left" : shortenLine(earlier)}`,
        `    now:  ${now === undefined ? "none was left" : shortenLine(now)}`,
    ].join("\n")
}

function describeViolations(world: World): string[] {
    const broken = world.timeline.events.filter(event => event.event === "violation")
    const lines = broken.slice(0, VIOLATIONS_SHOWN_MAX).map(event => {
        const { chip, rule } = event.fields
        return `${chip}: a rule of its data sheet was broken at ${(event.tMs / 1000).toFixed(6)} s: ${rule}`
    })
    if (broken.length > lines.length)
        lines.push(`and ${broken.length - lines.length} more in timeline.jsonl`)
    return lines
}

function shorten(event: TimelineEvent): string {
    return shortenLine(formatEvent(event))
}

function shortenLine(line: string): string {
    return line.length <= LINE_LENGTH_MAX ? line : line.slice(0, LINE_LENGTH_MAX - 1) + "…"
}

export function seconds(us: number): string {
    return (us / 1e6).toFixed(3)
}
