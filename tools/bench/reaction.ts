/** How soon the machine does what it is asked: pick-up, greeting, button, silence; for every modem that the simulator has. */

import { PROFILES } from "../../sim/chips/voice-modem/profiles.ts"
import { GOALS, type Goal } from "./goals.ts"
import type { BenchOptions } from "./options.ts"
import { RINGS_BEFORE_ANSWER, callAndPlay } from "./scenarios.ts"
import { type Figure, measured } from "./table.ts"
import { type Moment, playTrial } from "./trial.ts"

const TALK_SECONDS = 12
/** The owner listens for so long before the second press: announcements are over, the message sounds. */
const LISTEN_MS = 6000

export async function measureReaction({ progress }: BenchOptions): Promise<Figure[]> {
    const figures: Figure[] = []
    for (const modem of Object.keys(PROFILES)) {
        progress(modem)
        figures.push(...(await measured(modem, () => measureModem(modem))))
    }
    return figures
}

async function measureModem(modem: string): Promise<Figure[]> {
    const plan = { modem, talkSeconds: TALK_SECONDS }
    const trial = await playTrial(callAndPlay(plan, LISTEN_MS))
    const ringOff = trial.moment("exchange ring-off", { n: RINGS_BEFORE_ANSWER })
    const offHook = trial.moment("exchange off-hook", {}, ringOff)
    const greeting = trial.moment("modem play-start", {}, offHook)
    const press = trial.moment("panel press")
    const sound = trial.moment("speaker sound-on", {}, press)
    const again = trial.moment("panel press", {}, { ...press, tMs: press.tMs + 1 })
    const silence = trial.moment("modem play-end", {}, again)
    return [
        figure(
            `${modem}: ring-off of ring ${RINGS_BEFORE_ANSWER} → off-hook`,
            ringOff,
            offHook,
            GOALS.offHookMs
        ),
        // The modem plays the lead-in first; the sample behind it comes as much later as the lead-in is long.
        figure(
            `${modem}: off-hook → greeting, less its lead-in`,
            offHook,
            greeting,
            GOALS.greetingMs
        ),
        figure(`${modem}: button → first sound`, press, sound, GOALS.buttonMs),
        figure(`${modem}: second press → silence`, again, silence, GOALS.silenceMs),
    ]
}

/** From one moment to the other, without what the profile charged meanwhile; that is said behind it. */
export function figure(what: string, from: Moment, to: Moment, goal: Goal): Figure {
    const wholeMs = to.tMs - from.tMs
    const chargedMs = to.stats.modem.chargedMs - from.stats.modem.chargedMs
    const value = Math.max(0, wholeMs - chargedMs)
    return { what, value, unit: "ms", goal, note: `with: ${wholeMs.toFixed(0)} ms` }
}
