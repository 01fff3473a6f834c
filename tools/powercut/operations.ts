/** What is cut, and on which card: one entry for each operation. docs/scenarios.md describes the steps. */

import { join } from "node:path"
import { ROOT } from "../project.ts"

export type FatFormat = "fat32" | "fat16"
export type CardName = "fresh" | "used" | "set" | "greeted" | "full" | "long"
/** Part of a call to which a write belongs; "more" is sound in the slots after the first. */
export type CallPart = "record" | "more" | "close" | "log" | "arm"

const STORY = join(ROOT, "sounds/callers/first-call.wav")
const SHORT_STORY = join(ROOT, "sounds/callers/second-call.wav")
/** 16-bit sound, so that a copy is made of it; a short one, for that takes most of a boot. */
const GREETING = join(ROOT, "sounds/beep.wav")
/** How long a message in the campaign is: as in the workloads of the bench, a minute, and what belongs to it. */
const MESSAGE_STORIES = 4
/** 191 s: more than the 180 of a slot. */
const LONG_STORIES = 13
/** Than the calls that a card was made with. */
const LATER = "2026-11-22T16:00:00"
const IDLE = { wait: "idle" }
/** Idle work comes once a second, and the card is looked after every five. */
const IDLE_WORK = { wait: 25_000 }
const AT_REST = [IDLE, IDLE_WORK, IDLE]

function call(number: string, name: string, audio: unknown = SHORT_STORY): object {
    return { call: { number, name, audio } }
}

/** Whose calls are cut off; nobody else on the cards has that number. */
export const CALLER = { number: "2125550123", name: "J SMITH" }

/** A call of theirs. */
function callCut(audio?: unknown): object {
    return call(CALLER.number, CALLER.name, audio)
}

/** Something that was said is played, from the first key on. */
const PLAYING = [
    { press: "play" },
    { wait: { event: "play-start", source: "modem" } },
    { wait: 2500 },
]
/** Recording is switched off, or on again: settings.txt says so from then on. */
const SWITCH = { hold: "play", ms: 2500 }
const HOLD = { hold: "play", ms: 1500 }
const DELETE = [...PLAYING, HOLD, { wait: 1500 }]
/** Pressed twice, the second time held: the message that was playing is kept. Then it is stopped. */
const KEEP = [
    { press: "play" },
    { wait: 250 },
    { hold: "play", ms: 1200 },
    { wait: 1500 },
    { press: "play" },
]
/** The owner says a greeting: it ends at the Play key, and is played back. */
function speak(sound: string): object[] {
    return [
        { hold: "record", ms: 1200 },
        { wait: { event: "record-start", source: "modem" } },
        { wait: 500 },
        { say: sound },
        { wait: { event: "speak-end", source: "room" } },
        { wait: 500 },
        { press: "play" },
        IDLE,
    ]
}
/** A caller who ends the message with a key, and then marks it: 4. */
const URGENTLY = [
    SHORT_STORY,
    { dtmf: "#" },
    { silenceMs: 4000 },
    { dtmf: "4" },
    { silenceMs: 4000 },
]
/** Held again while "deleted" is said. Then the message, which has begun again, is stopped. */
const TAKE_BACK = [{ hold: "play", ms: 1200 }, { wait: 2500 }, { press: "play" }]

/** The owner's own files, which nobody may touch. */
const OWN_FILES = {
    "Zdjęcia/Żółta łódź nad jeziorem, lipiec.txt": { text: "Zażółć gęślą jaźń.\n".repeat(200) },
    "Музыка/Песня о щегле и чайке.txt": { text: "Съешь же ещё этих мягких булок.\n".repeat(90) },
    "AFTERBEEP/messages/from my old machine.wav": { file: STORY },
    "AFTERBEEP/greetings/default.wav": { file: GREETING },
}

/** A card as it is before an operation; made by the firmware itself, once for a campaign. */
export interface CardRecipe {
    readonly steps: readonly object[]
    readonly slots: number
    /** Of a message, at most; 180 unless stated. */
    readonly messageSeconds?: number
}

export const CARDS: Readonly<Record<CardName, CardRecipe | undefined>> = {
    /** Formatted, with the owner's files: the machine has not seen it. */
    fresh: undefined,
    /** Two messages were heard, one is in the trash, two are new. */
    used: {
        slots: 16,
        steps: [
            ...[...AT_REST, call("2125550101", "ANNA KOWALSKA"), IDLE],
            ...[call("2125550102", "BEN"), ...AT_REST, { press: "play" }, ...AT_REST],
            ...[call("2125550103", "C WRONG NUMBER"), IDLE, ...DELETE, ...AT_REST],
            ...[call("private", "DORA"), IDLE, call("2125550105", "E SMITH"), ...AT_REST],
        ],
    },
    /** Messages may be longer than a slot. */
    long: {
        slots: 16,
        messageSeconds: 300,
        steps: [...AT_REST, call("2125550101", "ANNA KOWALSKA"), ...AT_REST],
    },
    /** A setting was changed twice: so often clusters are taken for its text. */
    set: {
        slots: 16,
        steps: [
            ...[...AT_REST, call("2125550101", "ANNA KOWALSKA"), ...AT_REST],
            ...[SWITCH, ...AT_REST, SWITCH, ...AT_REST],
        ],
    },
    /** A greeting was said twice, in the place of one that a PC has put there: so often clusters are taken for it. */
    greeted: {
        slots: 16,
        steps: [
            ...[...AT_REST, call("2125550101", "ANNA KOWALSKA"), ...AT_REST],
            ...[...speak(STORY), ...AT_REST, ...speak(SHORT_STORY), ...AT_REST],
        ],
    },
    /** No slot is free: five messages were heard, two of them are in the trash, eleven are new. */
    full: {
        slots: 16,
        steps: [
            ...AT_REST,
            ...manyCalls(0, 5),
            ...[{ press: "play" }, ...AT_REST],
            ...[...DELETE, { press: "play" }, ...AT_REST],
            ...[...DELETE, { press: "play" }, ...AT_REST],
            ...manyCalls(5, 16),
            ...AT_REST,
        ],
    },
}

function manyCalls(from: number, to: number): object[] {
    return Array.from({ length: to - from }, (_, index) => from + index).flatMap(each => [
        call(String(2125550200 + each), `CALLER ${each}`),
        IDLE,
    ])
}

/** What is played once, uncut; power is cut at the writes after step `from`. */
export interface Script {
    readonly card: CardName
    readonly from: number
    readonly steps: readonly object[]
    /** Local time at power-on: where it is none of when the card was made, the name of a message is free without a search. */
    readonly start?: string
    /** It begins on the card that a cut of another script has left: at that share of its writes. */
    readonly after?: { readonly script: ScriptName; readonly share: number }
    /** A call is recorded in it. */
    readonly isCall?: boolean
}

export type ScriptName =
    | "call"
    | "recovery"
    | "delete"
    | "undelete"
    | "keep"
    | "heard"
    | "settings"
    | "first-settings"
    | "second-settings"
    | "greeting"
    | "first-greeting"
    | "room"
    | "urgent"
    | "long"
    | "provision"

export const SCRIPTS: Readonly<Record<ScriptName, Script>> = {
    call: {
        card: "used",
        from: AT_REST.length,
        steps: [...AT_REST, callCut(Array(MESSAGE_STORIES).fill(STORY)), ...AT_REST],
        start: LATER,
        isCall: true,
    },
    recovery: {
        card: "used",
        from: 0,
        steps: AT_REST,
        after: { script: "call", share: 0.6 },
        isCall: true,
    },
    delete: {
        card: "used",
        from: AT_REST.length,
        steps: [...AT_REST, ...DELETE, { press: "play" }, ...AT_REST],
    },
    undelete: {
        card: "used",
        from: AT_REST.length + DELETE.length,
        steps: [...AT_REST, ...DELETE, ...TAKE_BACK, ...AT_REST],
    },
    keep: {
        card: "used",
        from: AT_REST.length + PLAYING.length,
        steps: [...AT_REST, ...PLAYING, ...KEEP, ...AT_REST],
    },
    heard: {
        card: "used",
        from: AT_REST.length,
        steps: [...AT_REST, { press: "play" }, ...AT_REST],
    },
    settings: { card: "set", from: AT_REST.length, steps: [...AT_REST, SWITCH, ...AT_REST] },
    "first-settings": {
        card: "used",
        from: AT_REST.length,
        steps: [...AT_REST, SWITCH, ...AT_REST],
    },
    "second-settings": {
        card: "used",
        from: AT_REST.length * 2 + 1,
        steps: [...AT_REST, SWITCH, ...AT_REST, SWITCH, ...AT_REST],
    },
    greeting: {
        card: "greeted",
        from: AT_REST.length,
        steps: [...AT_REST, ...speak(STORY), ...AT_REST],
    },
    "first-greeting": {
        card: "used",
        from: AT_REST.length,
        steps: [...AT_REST, ...speak(STORY), ...AT_REST],
    },
    room: {
        card: "full",
        from: AT_REST.length,
        steps: [...AT_REST, callCut(), ...AT_REST],
        isCall: true,
    },
    urgent: {
        card: "used",
        from: AT_REST.length,
        steps: [...AT_REST, callCut(URGENTLY), ...AT_REST],
        isCall: true,
    },
    long: {
        card: "long",
        from: AT_REST.length,
        steps: [...AT_REST, callCut(Array(LONG_STORIES).fill(STORY)), ...AT_REST],
        start: LATER,
        isCall: true,
    },
    provision: { card: "fresh", from: 0, steps: AT_REST },
}

export interface Operation {
    readonly name: string
    readonly title: string
    readonly script: ScriptName
    /** Of a call, the writes that belong to it; all of the script otherwise. */
    readonly parts?: readonly CallPart[]
    /** After a boot from each of its cards another call is recorded, which must not be linked with anything. */
    readonly recordsAgain?: boolean
    /** It changes chains, once in a card's life: a volume that was cut in it is clean only after the next boot. */
    readonly isConstruction?: boolean
    /** Without --full so many of its distinct cards are tried, by chance; all of them unless stated. */
    readonly sample?: number
}

export const OPERATIONS: readonly Operation[] = [
    { name: "record", title: "sound", script: "call", parts: ["record"] },
    { name: "close", title: "the end of a message", script: "call", parts: ["close"] },
    {
        name: "log",
        title: "a line in calls.csv",
        script: "call",
        parts: ["log"],
        recordsAgain: true,
    },
    { name: "arm", title: "idle work after a call", script: "call", parts: ["arm"] },
    { name: "delete", title: "into the trash", script: "delete", recordsAgain: true },
    { name: "undelete", title: "taken back out of the trash", script: "undelete" },
    { name: "keep", title: "kept for ever", script: "keep" },
    { name: "heard", title: "marked as heard", script: "heard" },
    { name: "settings", title: "a setting that is changed at the machine", script: "settings" },
    {
        name: "first-settings",
        title: "the first time, in the place of a PC's",
        script: "first-settings",
        isConstruction: true,
    },
    {
        name: "second-settings",
        title: "the second time, when the twin gets its cluster",
        script: "second-settings",
        isConstruction: true,
    },
    { name: "greeting", title: "a greeting that is said at the machine", script: "greeting" },
    {
        name: "first-greeting",
        title: "the first one, in the place of a PC's",
        script: "first-greeting",
        isConstruction: true,
        sample: 300,
    },
    { name: "recovery", title: "the boot after a cut", script: "recovery" },
    {
        name: "make-room",
        title: "a call when all slots are in use",
        script: "room",
        parts: ["close", "log", "arm"],
        recordsAgain: true,
    },
    {
        name: "urgent",
        title: "a message that its caller marks as urgent",
        script: "urgent",
        parts: ["close", "log"],
    },
    {
        name: "long",
        title: "sound that goes on in another slot, from there on",
        script: "long",
        parts: ["more"],
        sample: 120,
    },
    {
        name: "long-close",
        title: "the end of such a message, and its line",
        script: "long",
        parts: ["close", "log"],
    },
    {
        name: "provisioning",
        title: "the first mount of a card",
        script: "provision",
        isConstruction: true,
        sample: 300,
    },
]

/** Slots of a card that the machine has not seen: two groups, which are made one after the other. */
export const FRESH_SLOTS = 32

/** Lines of settings.txt of the cards of a campaign. */
export function settingsOf({ slots, messageSeconds }: Omit<CardRecipe, "steps">): string {
    const longer = messageSeconds === undefined ? "" : `message-seconds = ${messageSeconds}\n`
    return `rings = 2\nslots = ${slots}\n${longer}`
}

export const FILES_OF_OWNER: Readonly<Record<string, object>> = OWN_FILES
