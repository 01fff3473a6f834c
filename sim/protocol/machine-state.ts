/** What goes on, as somebody sees it who knows the timeline's events and nothing else. A pure function of them. */

import { type TimelineEvent } from "../report/timeline.ts"

/** Where the call is. `parted`: the machine hung up, the caller still holds the telephone. */
export type CallPhase = "none" | "dialling" | "connected" | "parted"
/** What the machine does. */
export type Activity =
    | "off"
    | "waiting"
    | "ringing"
    | "greeting"
    | "recording"
    | "playing"
    /** To its own microphone. */
    | "listening"
    | "in-call"

/** What the display shows. */
export interface DisplayState {
    /** Its lines, read off the picture. */
    readonly text: string
    /** Its points, 128 in a row, eight a byte, the left one in bit 7, in base64; "": dark. */
    readonly picture: string
}

export interface MachineState {
    readonly isOn: boolean
    readonly hasCard: boolean
    /** Virtual ms when it was put in or taken out last; 0: neither yet. */
    readonly cardChangedMs: number
    /** Brightness, 0 … 1. */
    readonly lamp: number
    /** Virtual ms of its last change; 0: it has not changed yet. */
    readonly lampChangedMs: number
    /** Changes of the lamp that came soon after each other, up to the last. */
    readonly lampTurns: number
    /** Keys of the machine that are down. */
    readonly pressed: readonly string[]
    readonly display: DisplayState
    readonly isRinging: boolean
    readonly rings: number
    readonly isOffHook: boolean
    /** Somebody in the house has picked up another telephone. */
    readonly isExtensionUp: boolean
    /** The calling tone that the machine's modem has told of in this call, or in the one before, of a machine; "": none. */
    readonly heardMachine: "" | "fax" | "data"
    /** What the modem does with voice. */
    readonly voice: "none" | "sends" | "receives"
    /** A call of somebody who holds the telephone, or of a scripted caller. */
    readonly call: CallPhase
    readonly callNumber: number
    readonly recordings: number
    readonly cardWrites: number
    readonly panics: number
    readonly violations: number
}

export const FIRST_STATE: MachineState = {
    isOn: false,
    hasCard: true,
    cardChangedMs: 0,
    lamp: 0,
    lampChangedMs: 0,
    lampTurns: 0,
    pressed: [],
    display: { text: "", picture: "" },
    isRinging: false,
    rings: 0,
    isOffHook: false,
    isExtensionUp: false,
    heardMachine: "",
    voice: "none",
    call: "none",
    callNumber: 0,
    recordings: 0,
    cardWrites: 0,
    panics: 0,
    violations: 0,
}

/** Codes in the sound from the modem for the tones of callers that are machines (ITU-T V.253, table 7). */
const CALLING_TONES: Readonly<Record<string, MachineState["heardMachine"]>> = {
    c: "fax",
    e: "data",
}

type Change = Partial<MachineState>
type Rule = (event: TimelineEvent, state: MachineState) => Change

const WITHOUT_POWER: Change = {
    isOn: false,
    lamp: 0,
    lampTurns: 0,
    voice: "none",
    isOffHook: false,
}

const RULES: Readonly<Record<string, Rule>> = {
    "machine boot": () => ({ isOn: true }),
    "machine power-off": () => WITHOUT_POWER,
    "machine panic": (_, { panics }) => ({ panics: panics + 1 }),
    "sim violation": (_, { violations }) => ({ violations: violations + 1 }),
    "card insert": ({ tMs }) => ({ hasCard: true, cardChangedMs: tMs }),
    "card remove": ({ tMs }) => ({ hasCard: false, cardChangedMs: tMs }),
    "card write": (_, { cardWrites }) => ({ cardWrites: cardWrites + 1 }),
    "panel lamp": ({ tMs, fields }, state) => ({
        lamp: Number(fields["value"]),
        lampChangedMs: tMs,
        lampTurns: hasJustChanged(state, tMs) ? state.lampTurns + 1 : 1,
    }),
    // What the lamp says from now on may be something else.
    "panel press": ({ fields }, { pressed }) => ({
        pressed: [...pressed, String(fields["button"])],
        lampTurns: 0,
    }),
    "panel release": ({ fields }, { pressed }) => ({
        pressed: pressed.filter(key => key !== fields["button"]),
    }),
    "panel display": ({ fields }) => ({
        display: { text: String(fields["text"]), picture: String(fields["picture"]) },
    }),
    "exchange ring-on": ({ fields }) => ({
        isRinging: true,
        rings: Number(fields["n"]),
        callNumber: Number(fields["call"]),
        call: "dialling",
        heardMachine: "",
    }),
    "exchange tone-on": ({ fields }, { call }) => dialled(fields, call),
    "exchange off-hook": () => ({ isOffHook: true, isRinging: false, lampTurns: 0 }),
    "exchange on-hook": (_, { call }) => ({
        isOffHook: false,
        voice: "none",
        ...(call === "connected" && { call: "parted" as const }),
    }),
    "exchange pickup": () => ({ isExtensionUp: true }),
    "exchange putdown": () => ({ isExtensionUp: false }),
    "caller answered": ({ fields }) => ({ call: "connected", callNumber: Number(fields["call"]) }),
    "caller hangup": () => ({ call: "none", isRinging: false, rings: 0 }),
    "modem event": ({ fields }, { heardMachine }) => ({
        heardMachine: CALLING_TONES[String(fields["code"])] ?? heardMachine,
    }),
    "modem play-start": () => ({ voice: "sends" }),
    "modem play-end": () => ({ voice: "none" }),
    "modem record-start": () => ({ voice: "receives" }),
    "modem record-end": (_, { recordings }) => ({ voice: "none", recordings: recordings + 1 }),
}

/** The caller hears that it rings at the other end, or that it is busy there. */
function dialled(fields: TimelineEvent["fields"], call: CallPhase): Change {
    return fields["call"] === undefined || call !== "none" ? {} : { call: "dialling" }
}

/** What is so after `event`. The same object where nothing has changed. */
export function nextState(state: MachineState, event: TimelineEvent): MachineState {
    const change = RULES[`${event.source} ${event.event}`]?.(event, state)
    return change ? { ...state, ...change } : state
}

/** What the machine does now, in a word. */
export function activityOf(state: MachineState): Activity {
    if (!state.isOn) return "off"
    if (state.isOffHook) {
        if (state.voice === "sends") return "greeting"
        return state.voice === "receives" ? "recording" : "in-call"
    }
    if (state.voice === "sends") return "playing"
    if (state.voice === "receives") return "listening"
    return state.isRinging ? "ringing" : "waiting"
}

/** The lamp's longest pause between two groups of blinks is 1.5 s. */
const PAUSE_MAX_MS = 2000
/** On, off and on again: it blinks. A lamp that is lit or goes dark once does not. */
const TURNS_OF_BLINKING = 3

function hasJustChanged({ lampChangedMs }: MachineState, nowMs: number): boolean {
    return lampChangedMs > 0 && nowMs - lampChangedMs < PAUSE_MAX_MS
}

/** What the lamp says at `nowMs`: lit or dark at once, and that it blinks as soon as that is known. */
export function lampWord(state: MachineState, nowMs: number): "off" | "on" | "blinking" {
    const { lamp, lampTurns } = state
    if (lampTurns >= TURNS_OF_BLINKING && hasJustChanged(state, nowMs)) return "blinking"
    return lamp > 0 ? "on" : "off"
}
