/** Steps that many scenarios have. */

import { SHORT_STORY } from "./scenario-run.ts"

export const IDLE = { wait: "idle" }
export const PLAY = { press: "play" }
export const RECORDING = { wait: { event: "record-start", source: "modem" } }
export const PLAYING = { wait: { event: "sound-on", source: "speaker" } }
/** In which a machine that was switched on comes to rest, and has a slot for the next caller. */
export const BOOT = { wait: 6000 }
/** In which a machine looks after a card that failed or was put in, and finds its modem again. */
export const CARE = { wait: 15_000 }

/** Somebody calls, tells a story and hangs up. */
export function call(number: string, audio = SHORT_STORY): object {
    return { call: { number, audio } }
}
