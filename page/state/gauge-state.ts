/** Asks for the machine's counters once a second, from the page's beginning on, so that a view that is opened has a past. */

import { signal } from "@preact/signals"
import { GaugeBook, type GaugeSample } from "./gauges.ts"

const EVERY_MS = 1000

export const gaugeBook = new GaugeBook()
/** Grows with the book; a view that reads it is drawn anew. */
export const gaugeCount = signal(0)

/** To be called once, in a browser. */
export function watchGauges(): void {
    setInterval(() => void ask(), EVERY_MS)
}

async function ask(): Promise<void> {
    const answer = await fetch("/run/now").catch(() => undefined)
    if (!answer?.ok) return
    gaugeBook.add((await answer.json()) as GaugeSample)
    gaugeCount.value++
}
