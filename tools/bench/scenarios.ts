/** The scenarios that the bench plays. */

import { join } from "node:path"
import { ROOT } from "../project.ts"

const STORY = join(ROOT, "sounds/callers/first-call.wav")
const STORY_SECONDS = 14.68
const RINGS = 2
const KEY_LATER_MS = 300
/** By then the slowest modem has been set up; a card may be left alone for a second meanwhile. */
const BOOT_MS = 15_000

/** Somebody who goes on talking for about so long, or until it is time for the key that ends a message. */
function talk({ talkSeconds, messageSeconds }: CallPlan): unknown[] {
    const stories = (count: number) => Array.from({ length: count }, () => STORY)
    if (messageSeconds === undefined) return stories(Math.ceil(talkSeconds / STORY_SECONDS))
    const count = Math.floor(messageSeconds / STORY_SECONDS)
    const restMs = Math.round((messageSeconds - count * STORY_SECONDS) * 1000) + KEY_LATER_MS
    return [...stories(count), { silenceMs: restMs }, { dtmf: "#" }]
}

export interface CallPlan {
    readonly modem?: string
    readonly talkSeconds: number
    /** The message ends after so long: a setting ends it, or the caller's key a moment later. */
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
export function idle(seconds: number): object {
    const steps = [{ wait: "idle" }, { wait: seconds * 1000 }, { wait: 1 }]
    return { ...base({ talkSeconds: 0 }), steps }
}

/** Power goes and comes back on a card that is in use. */
export function powerCycle(card: object): object {
    const steps = [{ wait: BOOT_MS }, { wait: "idle" }]
    return { ...base({ talkSeconds: 0, card }), steps }
}

export const RINGS_BEFORE_ANSWER = RINGS

function base({ modem, messageSeconds, card }: CallPlan): object {
    const settings = {
        rings: RINGS,
        ...(messageSeconds !== undefined && { "message-seconds": messageSeconds }),
    }
    return { modem: modem ?? "conexant", card: { sizeMB: 2048, ...card }, settings }
}
