/** What the lamp says, in plain words. */

import { type LampSign } from "./lamp-watch.ts"
import { good, type StoryLine } from "./story-line.ts"

/** More the lamp does not count (decision 005). */
const BLINKS_MAX = 9
/** What so many flashes say, from one on. */
const FLASHES = [
    "there is room for one more message",
    "something needs looking after: card, modem or greeting",
    "the card is full, no messages are taken",
    "callers are greeted only, no messages are taken",
]

export function describeSign(sign: LampSign): StoryLine {
    const { blinks, flashes, isReturnDue, changes } = sign
    const parts = [
        ...(isReturnDue ? ["blinks once, for long,"] : []),
        ...(blinks > 0 ? [`blinks ${times(blinks)}`] : []),
        ...(flashes > 0 ? [`flashes ${times(flashes)}, shortly,`] : []),
    ]
    const meanings = [
        ...(isReturnDue ? ["all is heard, and calls wait to be returned"] : []),
        ...(blinks > 0 ? [describeWaiting(blinks)] : []),
        ...(flashes > 0 ? [FLASHES[flashes - 1]!] : []),
    ]
    const text = `The message lamp ${parts.join(" and ")} between pauses: ${meanings.join("; ")}.`
    return { ...good(sign, text), lamp: changes }
}

function times(count: number): string {
    return ["never", "once", "twice"][count] ?? `${count} times`
}

function describeWaiting(count: number): string {
    if (count === 1) return "one is waiting to be heard"
    return `${count}${count === BLINKS_MAX ? " or more" : ""} are waiting to be heard`
}
