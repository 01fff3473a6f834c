/** The scenarios that the bench plays. */

import { join } from "node:path"
import { ROOT } from "../project.ts"

const STORY = { path: join(ROOT, "sounds/callers/first-call.wav"), seconds: 14.68 }
const SHORT_STORY = { path: join(ROOT, "sounds/callers/second-call.wav"), seconds: 4.8 }
const RINGS = 2
/** From the beep until the caller speaks, and from the key until the recording ends. */
const AROUND_TALK_MS = 1600
/** By then the slowest modem has been set up; a card may be left alone for a second meanwhile. */
const BOOT_MS = 15_000

/** Somebody who goes on talking for about so long, or until it is time for the key that ends a message. */
function talk({ talkSeconds, messageSeconds }: CallPlan): unknown[] {
    if (messageSeconds === undefined) {
        const count = Math.ceil(talkSeconds / STORY.seconds)
        return Array.from({ length: count }, () => STORY.path)
    }
    const said: unknown[] = []
    let leftMs = messageSeconds * 1000 - AROUND_TALK_MS
    for (const { path, seconds } of [STORY, SHORT_STORY])
        for (; leftMs >= seconds * 1000; leftMs -= seconds * 1000) said.push(path)
    return [...said, { silenceMs: Math.round(leftMs) }, { dtmf: "#" }]
}

/** What is between the bus and the modem; a call is set up by the same steps whichever it is. */
export const BRIDGES = ["sc16is750", "max3421e"] as const
export type Bridge = (typeof BRIDGES)[number]
/** As the headings have them. */
export const BRIDGE_NAMES: Readonly<Record<Bridge, string>> = {
    sc16is750: "a UART, SC16IS750",
    max3421e: "a USB host, MAX3421E",
}

export interface CallPlan {
    readonly modem?: string
    readonly bridge?: Bridge
    readonly talkSeconds: number
    /** The message is so long: the caller's key ends it, or else the setting. */
    readonly messageSeconds?: number
    readonly card?: object
}

/** One call, and then the owner listens to it; the second press of the button comes while it sounds. */
export function callAndPlay(plan: CallPlan, listenMs: number): object {
    return {
        ...base(plan),
        steps: [
            { wait: "idle" },
            { call: { number: "2125550123", name: "J SMITH", audio: talk(plan) } },
            { wait: "idle" },
            { press: "play" },
            { wait: { event: "play-start", source: "modem" } },
            { wait: listenMs },
            { press: "play" },
            { wait: "idle" },
        ],
    }
}

/** One call, and then the owner hears all of it. */
export function callAndHearOut(plan: CallPlan): object {
    return {
        ...base(plan),
        steps: [
            { wait: "idle" },
            { call: { number: "2125550123", name: "J SMITH", audio: talk(plan) } },
            { wait: "idle" },
            { press: "play" },
            { wait: "idle" },
        ],
    }
}

/** Nothing happens; between steps 1 and 2 the machine has been at rest from the beginning. */
export function idle(seconds: number, bridge: Bridge = "sc16is750"): object {
    const steps = [{ wait: "idle" }, { wait: seconds * 1000 }, { wait: 1 }]
    return { ...base({ talkSeconds: 0, bridge }), steps }
}

/** Power goes and comes back on a card that is in use. */
export function powerCycle(card: object): object {
    const steps = [{ wait: BOOT_MS }, { wait: "idle" }]
    return { ...base({ talkSeconds: 0, card }), steps }
}

/** What the bench's cards with many messages say besides their slots; the caller is to talk for longer. */
export const LONG_MESSAGE = { seconds: 60, settings: ["message-seconds = 60", `rings = ${RINGS}`] }
/** A key that is held for so long deletes, and two presses so far apart go on to the next message. */
const HOLD_MS = 1500
const DOUBLE_GAP_MS = 150
/** The index follows what was changed within that. */
const INDEX_MS = 8000

/** Power comes, and the machine does all that there is to do for it. */
export function bootAndRest(): object {
    return onCard([])
}

/** A message that is as long as it may be, which the owner hears out. */
export function longestMessage(): object {
    const audio = talk({ talkSeconds: LONG_MESSAGE.seconds * 1.2 })
    return onCard([
        { call: { number: "2125550123", name: "J SMITH", audio } },
        { wait: "idle" },
        { wait: INDEX_MS },
        ...heardOut(),
    ])
}

/** A message of which the end, a key that the caller has pressed, is cut off. */
export function messageWithKey(): object {
    const audio = talk({ talkSeconds: 0, messageSeconds: LONG_MESSAGE.seconds })
    return onCard([{ call: { number: "2125550123", name: "J SMITH", audio } }, { wait: "idle" }])
}

/** The owner deletes the message that sounds first; and before that goes on to the next one so many times. */
export function deleteOne(goOn = 0): object {
    const next = [{ press: "play", times: 2, gapMs: DOUBLE_GAP_MS }, { wait: 2000 }]
    return onCard([
        { press: "play" },
        { wait: { event: "play-start", source: "modem" } },
        { wait: 2000 },
        ...Array.from({ length: goOn }, () => next).flat(),
        { hold: "play", ms: HOLD_MS },
        { wait: 1500 },
        { press: "play" },
        { wait: "idle" },
        { wait: INDEX_MS },
    ])
}

function heardOut(): object[] {
    return [{ press: "play" }, { wait: "idle" }, { wait: INDEX_MS }]
}

/** On a card that is there, from power-on. */
function onCard(steps: readonly object[]): object {
    const rest = [{ wait: BOOT_MS }, { wait: "idle" }]
    return { modem: "conexant", card: { busy: "none" }, steps: [...rest, ...steps] }
}

export const RINGS_BEFORE_ANSWER = RINGS

function base({ modem, bridge, messageSeconds, card }: CallPlan): object {
    const settings = {
        rings: RINGS,
        ...(messageSeconds !== undefined && { "message-seconds": messageSeconds }),
    }
    return {
        modem: modem ?? "conexant",
        ...(bridge && { bridge }),
        card: { sizeMB: 2048, ...card },
        settings,
    }
}
