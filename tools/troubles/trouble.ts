/** One call in which something fails at a moment drawn by lot, and the call after it: as steps of a scenario. */

import { join } from "node:path"
import type { Random } from "../../sim/clock/random.ts"
import type { Deed } from "../soak/deeds.ts"
import { ROOT } from "../project.ts"

const STORY = join(ROOT, "sounds/callers/second-call.wav")
/** From the first ring until the machine has hung up, and some. */
const MOMENT_MS_MAX = 27_000
const POWER_MS = { least: 500, most: 8000 }
const CARD_MS = { least: 500, most: 12_000 }
const MODEM_MS = { least: 200, most: 20_000 }
/** A modem that is there again is looked for after a minute at the latest, and takes some seconds. */
const MENDED = [{ wait: 75_000 }, { wait: "idle" }]

export const BRIDGES = ["sc16is750", "max3421e"] as const
export type Bridge = (typeof BRIDGES)[number]
export const KINDS = ["power fails", "the modem is pulled out", "the card is pulled out"] as const
export type Kind = (typeof KINDS)[number]

export const TROUBLED = "2125550100"
export const NEXT = "2125550101"

export interface Trouble extends Deed {
    readonly kind: Kind
    /** Index in `steps` of the one with which it begins. */
    readonly at: number
    /** After the call was placed. */
    readonly momentMs: number
}

/** The same one for a seed at each bridge, but for what a serial modem has in place of a USB plug: the one of its supply. */
export function drawTrouble(random: Random, bridge: Bridge): Trouble {
    const kind = KINDS[random.nextInteger(0, KINDS.length - 1)]!
    const momentMs = random.nextInteger(0, MOMENT_MS_MAX)
    const before = [{ call: { number: TROUBLED, audio: STORY } }, { wait: momentMs }]
    const steps = [...before, ...failing(kind, random, bridge), ...MENDED, ...nextCall()]
    const numbers = [TROUBLED, NEXT]
    return { kind, momentMs, at: before.length, steps, numbers, isCut: true }
}

function failing(kind: Kind, random: Random, bridge: Bridge): object[] {
    const drawn = ({ least, most }: typeof POWER_MS) => random.nextInteger(least, most)
    if (kind === "power fails") return [{ power: "cycle", offMs: drawn(POWER_MS) }]
    if (kind === "the card is pulled out")
        return [{ card: "remove" }, { wait: drawn(CARD_MS) }, { card: "insert" }]
    const fault = bridge === "max3421e" ? "usb-unplugged" : "modem-reset"
    return [{ fault, ms: drawn(MODEM_MS) }]
}

function nextCall(): object[] {
    return [{ call: { number: NEXT, audio: STORY } }, { wait: "idle" }]
}
