/**
 * The events of the timeline that a scenario may wait for or expect, by source, each with its fields (docs/scenarios.md says
 * what they mean). A name that is not here is refused as a slip of the pen, so that nobody waits ten minutes for it.
 */

import { type EventSource } from "../report/timeline.ts"

type Fields = readonly string[]
const CALL: Fields = ["call"]
const RING: Fields = ["call", "n"]
const TONE: Fields = ["kind", "call"]
const VOICE: Fields = ["call", "codec"]
const TEXT: Fields = ["text"]
const BUTTON: Fields = ["button"]

const EVENTS: Readonly<Record<EventSource, Readonly<Record<string, Fields>>>> = {
    exchange: {
        "ring-on": RING,
        "ring-off": RING,
        "caller-id-start": CALL,
        "caller-id-end": CALL,
        "off-hook": CALL,
        "on-hook": CALL,
        "tone-on": TONE,
        "tone-off": TONE,
        "loop-drop": ["lengthMs"],
        polarity: ["reversed", "call"],
        pickup: CALL,
        putdown: CALL,
    },
    caller: {
        answered: CALL,
        "beep-heard": ["call", "frequencyHz", "lengthMs"],
        "speak-start": CALL,
        "speak-end": CALL,
        dtmf: ["call", "digit"],
        hangup: CALL,
    },
    modem: {
        tx: TEXT,
        rx: TEXT,
        event: ["code", "sample"],
        "play-start": VOICE,
        "play-end": VOICE,
        "record-start": VOICE,
        "record-end": VOICE,
        supply: ["on"],
    },
    speaker: { "sound-on": [], "sound-off": [] },
    line: { "sound-on": [], "sound-off": [] },
    room: { "speak-start": [], "speak-end": [] },
    panel: { lamp: ["value"], display: ["text", "picture"], press: BUTTON, release: BUTTON },
    card: { insert: [], remove: [], write: ["lba", "count"], "traffic-before-cmd0": [] },
    machine: {
        boot: [],
        log: ["level", "text"],
        panic: ["stack", "code", "reason"],
        "power-off": [],
    },
    sim: { step: ["index"], network: ["state"], violation: ["chip", "rule"], end: ["exit"] },
}

export const EVENT_SOURCES = Object.keys(EVENTS) as EventSource[]

/** Names that `source` may have, or that any source may have. */
export function eventNamesOf(source: EventSource | undefined): readonly string[] {
    return [...new Set(among(source).flatMap(each => Object.keys(EVENTS[each])))]
}

/** What that event says of itself, as `source` has it, or as any source has it. */
export function eventFieldsOf(event: string, source: EventSource | undefined): readonly string[] {
    return [...new Set(among(source).flatMap(each => EVENTS[each][event] ?? []))]
}

function among(source: EventSource | undefined): readonly EventSource[] {
    return source === undefined ? EVENT_SOURCES : [source]
}
