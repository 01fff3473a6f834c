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

export interface CallPlan {
    readonly modem?: string
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
