/** The lanes of this run, kept up with its events. */

import { effect, signal } from "@preact/signals"
import { eventCount, events, runNumber } from "./page-state.ts"
import { LaneBook } from "./lanes.ts"

export const laneBook = new LaneBook()
/** Grows with the lanes; a view that reads it is drawn anew. */
export const laneCount = signal(0)

let knownRun = -1
let knownCount = 0

effect(() => {
    const isNewRun = runNumber.value !== knownRun
    if (isNewRun) {
        knownRun = runNumber.value
        knownCount = 0
        laneBook.clear()
    }
    const news = Math.min(eventCount.value - knownCount, events.length)
    for (const event of events.slice(events.length - news)) laneBook.add(event)
    knownCount = eventCount.value
    if (news > 0 || isNewRun) laneCount.value = laneCount.peek() + 1
})
