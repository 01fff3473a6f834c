/** What the machine's program has said, and in which state it is, as far as that can be seen from outside. */

import { computed } from "@preact/signals"
import { activityOf } from "../../sim/protocol/machine-state.ts"
import { type TimelineEvent } from "../../sim/report/timeline.ts"
import { machine } from "./page-state.ts"
import { knownEvents } from "./timeline-view.ts"

export interface LogLine {
    readonly tMs: number
    /** log, warn, error, debug; "start" and "panic" of the program itself. */
    readonly level: string
    readonly text: string
}

/** Undefined: the program has said nothing by this event. */
export function logLine({ source, event, tMs, fields }: TimelineEvent): LogLine | undefined {
    if (source !== "machine") return undefined
    if (event === "log")
        return { tMs, level: String(fields["level"]), text: String(fields["text"]) }
    if (event === "boot") return { tMs, level: "start", text: "" }
    if (event !== "panic") return undefined
    const { reason = "", stack = "" } = fields
    return { tMs, level: "panic", text: `${String(reason)} ${String(stack)}`.trim() }
}

/** Up to where the view was paused. */
export const firmwareLog = computed<readonly LogLine[]>(() =>
    knownEvents.value.map(logLine).filter(line => line !== undefined)
)

/** As lines of a file. */
export function logText(lines: readonly LogLine[]): string {
    return lines
        .map(({ tMs, level, text }) => `${(tMs / 1000).toFixed(3)} ${level} ${text}`.trim() + "\n")
        .join("")
}

export const activity = computed(() => activityOf(machine.value))
