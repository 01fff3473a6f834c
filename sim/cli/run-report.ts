/** What a person reads at the terminal while a scenario is played, and after it. */

import { formatEvent, type TimelineEvent } from "../report/timeline.ts"
import { type RunOutcome } from "../scenario/runner.ts"
import { type Scenario } from "../scenario/scenario.ts"
import { type World } from "../scenario/world.ts"

/** The events just before a failure that are shown: about what fits beside the message on a small terminal. */
const LAST_EVENTS_COUNT = 15
const LINE_LENGTH_MAX = 160
const VIOLATIONS_SHOWN_MAX = 10

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
    const line = formatEvent(event)
    return line.length <= LINE_LENGTH_MAX ? line : line.slice(0, LINE_LENGTH_MAX - 1) + "…"
}

export function seconds(us: number): string {
    return (us / 1e6).toFixed(3)
}
