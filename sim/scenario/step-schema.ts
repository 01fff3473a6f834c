/** The steps of a scenario. Each is an object whose first word says what it does. */

import { parseCall } from "./call-schema.ts"
import { EVENT_SOURCES, eventFieldsOf, eventNamesOf } from "./event-names.ts"
import { suggest, type JsonValue } from "./json-value.ts"
import { type ScenarioFiles } from "./scenario-files.ts"
import { BUTTONS, WAIT_TIMEOUT_MS, type EventPattern, type Step } from "./scenario.ts"
import {
    parseCardStep,
    parseFault,
    parseMend,
    parsePowerCut,
    type SlotState,
} from "./trouble-schema.ts"

/** How long a finger stays on a button that is pressed (scenario contract). */
const PRESS_DOWN_MS = 120
const PRESS_GAP_MS = 150
const POWER_OFF_MS = 3000
/** Ten years: no wait is longer. */
const DURATION_MS = { min: 0, max: 315_360_000_000 }
const COUNT = { min: 1, max: 1_000_000 }

type Members = ReadonlyMap<string, JsonValue>

/** What a step's parser may use beside the step. */
export interface StepContext {
    readonly files: ScenarioFiles
    /** Takes what a person should know although it is no mistake. */
    readonly notes: string[]
    readonly slot: SlotState
}

interface StepForm {
    /** Keys that may stand beside the step's own word. */
    readonly keys: readonly string[]
    readonly parse: (value: JsonValue, members: Members, context: StepContext) => Step
}

const STEP_FORMS: Readonly<Record<string, StepForm>> = {
    call: {
        keys: [],
        parse: (value, _members, { files, notes }) => ({
            kind: "call",
            ...parseCall(value, files, notes),
        }),
    },
    say: {
        keys: [],
        parse: (value, _members, { files }) => ({ kind: "say", samples: files.sound(value) }),
    },
    telephone: { keys: [], parse: parseTelephone },
    wait: { keys: ["timeoutMs"], parse: parseWait },
    press: { keys: ["times", "gapMs"], parse: parsePress },
    hold: { keys: ["ms"], parse: parseHold },
    finger: { keys: ["down"], parse: parseFinger },
    expect: { keys: [], parse: parseExpect },
    power: { keys: ["offMs", "at"], parse: parsePower },
    card: {
        keys: [],
        parse: (value, _members, { files, slot }) => parseCardStep(value, files, slot),
    },
    network: { keys: [], parse: parseNetwork },
    mend: { keys: [], parse: parseMend },
    fault: { keys: ["times", "ms", "db", "transactions"], parse: parseFault },
    tolerate: { keys: [], parse: parseTolerate },
}
const STEP_WORDS = Object.keys(STEP_FORMS)

export function parseStep(step: JsonValue, context: StepContext): Step {
    const names = [...step.members().keys()]
    const word = names.find(name => STEP_WORDS.includes(name))
    if (word === undefined)
        throw step.problem(`no step that is known. ${suggest(names[0] ?? "", STEP_WORDS)}`)
    const form = STEP_FORMS[word]!
    const second = names.find(name => name !== word && STEP_WORDS.includes(name))
    if (second !== undefined)
        throw step.problem(`"${word}" and "${second}" in one step; make it two steps`)
    const members = step.membersOf([word, ...form.keys])
    return form.parse(members.get(word)!, members, context)
}

function parseTelephone(value: JsonValue): Step {
    return { kind: "telephone", isUp: value.oneOf(["pickup", "putdown"]) === "pickup" }
}

function parseWait(value: JsonValue, members: Members): Step {
    const outer = members.get("timeoutMs")
    if (value.kind === "number") {
        if (outer) throw outer.problem("a wait for a time has no time-out")
        return { kind: "waitTime", durationMs: value.number(DURATION_MS) }
    }
    if (value.kind === "string") return parseWaitIdle(value, outer)
    if (value.kind !== "object")
        throw value.wrongKind('"idle", a number of ms, or {"event":…,"source":…}')
    const inner = value.members()
    if (inner.has("untilMs")) return parseWaitUntil(value, outer)
    if (outer) throw outer.problem('stands inside of "wait" where an event is waited for')
    return {
        kind: "waitEvent",
        pattern: parsePattern(value, ["count", "timeoutMs"]),
        count: inner.get("count")?.wholeNumber(COUNT) ?? 1,
        timeoutMs: inner.get("timeoutMs")?.number(DURATION_MS) ?? WAIT_TIMEOUT_MS,
    }
}

function parseWaitIdle(value: JsonValue, outer: JsonValue | undefined): Step {
    value.oneOf(["idle"], ["a number of ms", '{"event":…,"source":…}'])
    return { kind: "waitIdle", timeoutMs: outer?.number(DURATION_MS) ?? WAIT_TIMEOUT_MS }
}

/** JSON has no whole microseconds: `untilMs` has three decimals. */
function parseWaitUntil(value: JsonValue, outer: JsonValue | undefined): Step {
    if (outer) throw outer.problem("a wait for a time has no time-out")
    const until = value.membersOf(["untilMs"]).get("untilMs")!
    return { kind: "waitUntil", untilUs: Math.round(until.number(DURATION_MS) * 1000) }
}

function parseExpect(value: JsonValue): Step {
    const pattern = parsePattern(value, ["withinMs"])
    const withinMs = value.members().get("withinMs")?.number(DURATION_MS) ?? 0
    return { kind: "expect", pattern, withinMs }
}

/** An event by name, source and any of its fields; `options` are keys that are no fields. */
function parsePattern(value: JsonValue, options: readonly string[]): EventPattern {
    const source = value.members().get("source")?.oneOf(EVENT_SOURCES)
    const named = value.members().get("event")
    if (!named)
        throw value.problem('the key "event" is missing: the name of an event of the timeline')
    const event = named.oneOf(eventNamesOf(source))
    const ownKeys = ["event", "source", ...options]
    const allowed = [...ownKeys, "tMs", ...eventFieldsOf(event, source)]
    const fields = new Map<string, string | number | boolean>()
    for (const [name, field] of value.membersOf(allowed)) {
        if (ownKeys.includes(name)) continue
        const { plain } = field
        if (typeof plain !== "string" && typeof plain !== "number" && typeof plain !== "boolean")
            throw field.wrongKind(
                "text, a number, true or false: fields of events are nothing else"
            )
        fields.set(name, plain)
    }
    return { event, source, fields }
}

function parsePress(value: JsonValue, members: Members): Step {
    return {
        kind: "press",
        button: parseButton(value),
        times: members.get("times")?.wholeNumber({ min: 1, max: 1000 }) ?? 1,
        downMs: PRESS_DOWN_MS,
        gapMs: members.get("gapMs")?.number({ min: 1, max: 60_000 }) ?? PRESS_GAP_MS,
    }
}

function parseHold(value: JsonValue, members: Members): Step {
    const button = parseButton(value)
    const downMs = members.get("ms")?.number({ min: 1, max: 3_600_000 })
    if (downMs === undefined)
        throw value.problem('"ms" is missing beside it: how long the button is held')
    return { kind: "press", button, times: 1, downMs, gapMs: PRESS_GAP_MS }
}

function parseFinger(value: JsonValue, members: Members): Step {
    const button = parseButton(value)
    const down = members.get("down")
    if (!down) throw value.problem('"down" is missing beside it: true or false')
    return { kind: "finger", button, isDown: down.boolean() }
}

function parseButton(value: JsonValue): string {
    return value.oneOf(BUTTONS)
}

function parsePower(value: JsonValue, members: Members): Step {
    const change = value.oneOf(["off", "on", "cycle"])
    const offMs = members.get("offMs")
    const at = members.get("at")
    if (at && change !== "off") throw at.problem('only "power":"off" can be armed for a write')
    if (at) return { kind: "powerCut", cut: at.kind === "null" ? undefined : parsePowerCut(at) }
    if (offMs && change !== "cycle") throw offMs.problem('only "power":"cycle" has it')
    if (change === "off") return { kind: "powerOff" }
    if (change === "on") return { kind: "powerOn" }
    return {
        kind: "powerCycle",
        offMs: offMs?.number({ min: 1, max: DURATION_MS.max }) ?? POWER_OFF_MS,
    }
}

function parseNetwork(value: JsonValue, _members: Members, { notes }: StepContext): Step {
    const state = value.oneOf(["up", "down"])
    notes.push(value.problem("this machine has no network yet: it notices nothing").message)
    return { kind: "network", state }
}

function parseTolerate(value: JsonValue): Step {
    value.oneOf(["restart"])
    return { kind: "tolerateRestart" }
}
