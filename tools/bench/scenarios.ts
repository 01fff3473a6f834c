/** The scenarios that the bench plays. */

import { join } from "node:path"
import { ROOT } from "../project.ts"

const STORY = join(ROOT, "sounds/callers/first-call.wav")
const STORY_SECONDS = 14.68
const RINGS = 2

/** Somebody who goes on talking for about so long. */
function talk(seconds: number): string[] {
    return Array.from({ length: Math.ceil(seconds / STORY_SECONDS) }, () => STORY)
}

export interface CallPlan {
    readonly modem?: string
    readonly talkSeconds: number
    /** The message ends after so long, whatever the caller says. */
    readonly messageSeconds?: number
    readonly card?: object
}

/** One call, and then the owner listens to it; the second press of the button comes while it sounds. */
export function callAndPlay(plan: CallPlan, listenMs: number): object {
    return {
        ...base(plan),
        steps: [
            { wait: "idle" },
            { call: { number: "2125550123", name: "J SMITH", audio: talk(plan.talkSeconds) } },
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
            { call: { number: "2125550123", name: "J SMITH", audio: talk(plan.talkSeconds) } },
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
    return { ...base({ talkSeconds: 0, card }), steps: [{ wait: "idle" }] }
}

export const RINGS_BEFORE_ANSWER = RINGS

function base({ modem, messageSeconds, card }: CallPlan): object {
    const settings = {
        rings: RINGS,
        ...(messageSeconds !== undefined && { "message-seconds": messageSeconds }),
    }
    return { modem: modem ?? "conexant", card: { sizeMB: 2048, ...card }, settings }
}
