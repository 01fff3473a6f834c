/** An owner's greeting on the card, in whatever form a person may have it. */

import { join } from "node:path"
import { runJudge } from "./judges.ts"
import { SMALL_CARD } from "./scenario-run.ts"

export const PLACE = "AFTERBEEP/greetings/default.wav"
/** To boot, and to convert some seconds of sound, while slots are made: 32.5 s for the largest form. */
export const CONVERTED = { wait: 36_000 }
/** To boot, and not yet to convert anything. */
export const BOOTED = { wait: 4500 }

/**
 * A voice as a WAV of another form.
 *
 * @param form what sox is to make of it
 * @returns the file, in `folder`
 */
export function formOf(
    folder: string,
    name: string,
    form: readonly string[],
    voice: string
): string {
    const file = join(folder, `${name.replaceAll(/\W+/g, "-")}.wav`)
    // 3 dB less, so that no filter clips; no dither, so that a form is the same bytes each time.
    runJudge("sox", ["-D", voice, ...form, file, "vol", "0.7"])
    return file
}

/** A scenario on a card with this greeting; undefined: the owner has none. */
export function withGreeting(greeting: string | undefined, steps: readonly object[]) {
    const files = greeting === undefined ? {} : { [PLACE]: { file: greeting } }
    return { card: { ...SMALL_CARD, files }, settings: { rings: 1 }, steps }
}
