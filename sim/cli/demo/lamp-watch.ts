/** Looks at the message lamp as a person does: it goes on, it blinks, it stays dark. */

import { type TimelineEvent } from "../../report/timeline.ts"

export interface LampChange {
    readonly tMs: number
    readonly value: number
}

export type LampNotice = "lit" | "blinks"

/** On and off three times: after so many changes it is blinking. */
const BLINK_CHANGES = 6
/** Dark for longer than the pause of any blinking that is meant to be seen. */
const DARK_MS = 2000

export class LampWatch {
    /** All changes since the lamp was dark for long. */
    changes: LampChange[] = []

    get isOn(): boolean {
        return (this.changes.at(-1)?.value ?? 0) > 0
    }

    /** "lit" at the first light after dark, "blinks" when it has become clear that it does. */
    notice(event: TimelineEvent): LampNotice | undefined {
        const change = lampChange(event)
        if (!change) return undefined
        if (change.value === 0 && this.changes.length === 0) return undefined
        this.changes.push(change)
        if (this.changes.length === 1) return "lit"
        return this.changes.length === BLINK_CHANGES ? "blinks" : undefined
    }

    /** Since when it has been dark, told once; undefined: it was, it is lit, or it may yet come on again. */
    darkSince(nowMs: number): number | undefined {
        const last = this.changes.at(-1)
        if (!last || last.value > 0 || nowMs - last.tMs < DARK_MS) return undefined
        this.changes = []
        return last.tMs
    }
}

/** The change of the lamp that this event is, if it is one. */
export function lampChange(event: TimelineEvent): LampChange | undefined {
    if (event.source !== "panel" || event.event !== "lamp") return undefined
    return { tMs: event.tMs, value: Number(event.fields["value"]) }
}

/** How often the lamp went from dark to light in these changes. */
export function flashCount(changes: readonly LampChange[]): number {
    return changes.filter(({ value }, i) => value > 0 && (changes[i - 1]?.value ?? 0) === 0).length
}
