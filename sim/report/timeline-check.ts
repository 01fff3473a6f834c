/** Whether a run went as an earlier one did, event by event. */
import { formatEvent, type TimelineEvent } from "./timeline.ts"

/** What the scenario says of itself, and not of the world. */
const BOOKKEEPING = /"source":"sim","event":"(step|end)"/

export interface TimelineVerdict {
    /** Events that both have, from the first on. */
    readonly sameCount: number
    /** The first event that is not the same, as one of them has it; undefined: they are the same. */
    readonly difference:
        { readonly earlier: string | undefined; readonly now: string | undefined } | undefined
}

/**
 * @param earlier lines of its timeline.jsonl
 * @param endMs when this run ended: what happens in that instant the earlier one, which went on, did not have
 */
export function compareTimelines(
    earlier: readonly string[],
    events: readonly TimelineEvent[],
    endMs: number
): TimelineVerdict {
    const wanted = earlier.filter(line => !BOOKKEEPING.test(line))
    const own = events
        .map(event => ({ line: formatEvent(event), tMs: event.tMs }))
        .filter(({ line }) => !BOOKKEEPING.test(line))
    let at = 0
    while (at < wanted.length && own[at]?.line === wanted[at]) at++
    const next = own[at]
    const isSame = at === wanted.length && (!next || next.tMs >= endMs)
    return {
        sameCount: at,
        difference: isSame ? undefined : { earlier: wanted[at], now: next?.line },
    }
}
