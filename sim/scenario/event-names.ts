/**
 * The events of the timeline that a scenario may wait for or expect, by source (docs/scenarios.md lists what each of
 * them says). A name that is not here is refused as a slip of the pen, so that nobody waits ten minutes for it.
 */

import { type EventSource } from "../report/timeline.ts"

export const EVENT_NAMES: Readonly<Record<EventSource, readonly string[]>> = {
    exchange: [
        "ring-on",
        "ring-off",
        "caller-id-start",
        "caller-id-end",
        "off-hook",
        "on-hook",
        "tone-on",
        "tone-off",
        "loop-drop",
        "polarity",
        "pickup",
        "putdown",
    ],
    caller: ["answered", "beep-heard", "speak-start", "speak-end", "dtmf", "hangup"],
    modem: [
        ...["tx", "rx", "event", "play-start", "play-end", "record-start", "record-end"],
        "supply",
    ],
    speaker: ["sound-on", "sound-off"],
    line: ["sound-on", "sound-off"],
    room: ["speak-start", "speak-end"],
    panel: ["lamp", "display", "press", "release"],
    card: ["insert", "remove", "write", "traffic-before-cmd0"],
    machine: ["boot", "log", "panic", "power-off"],
    sim: ["step", "network", "violation", "end"],
}

export const EVENT_SOURCES = Object.keys(EVENT_NAMES) as EventSource[]

/** Names that `source` may have, or that any source may have. */
export function eventNamesOf(source: EventSource | undefined): readonly string[] {
    if (source !== undefined) return EVENT_NAMES[source]
    return [...new Set(EVENT_SOURCES.flatMap(name => EVENT_NAMES[name]))]
}
