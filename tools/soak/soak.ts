/** Stretches of deeds on one card, with modems and countries in turn, judged after each. */

import type { FirmwareFiles } from "../../sim/cli/firmware-file.ts"
import { Random } from "../../sim/clock/random.ts"
import { Deeds } from "./deeds.ts"
import { judgeStretch, least, type Tally } from "./judge.ts"
import { playStretch, type StretchPlace } from "./stretch.ts"

/** Long enough for a leak to show, short enough for the sound of it to be held in memory. */
const STRETCH_DEEDS = 100
/** Telephone lines that differ in what a hang-up and a caller ID are. */
const LINES = [
    { modem: "conexant", country: "US" },
    { modem: "agere", country: "UK" },
    { modem: "usr5637", country: "PL" },
    { modem: "si2494", country: "DE" },
] as const

export interface SoakPlan {
    readonly deeds: number
    readonly seed: number
    readonly card: string
    readonly firmware: FirmwareFiles
}

export interface StretchReport extends Tally {
    readonly line: string
    readonly kinds: readonly string[]
    readonly virtualSeconds: number
    readonly settledBytes: number
}

/**
 * Play them all. In every second stretch power fails now and then; in the others it does not, and heap has time to leak.
 *
 * @param told of each stretch as soon as it was judged
 */
export async function soak(
    plan: SoakPlan,
    told: (report: StretchReport) => void,
    progress: (text: string) => void
): Promise<StretchReport[]> {
    const random = new Random(plan.seed, "deeds")
    const pin = String(random.nextInteger(1_000_000, 9_999_999))
    const deeds = new Deeds(random, pin)
    const reports: StretchReport[] = []
    for (let done = 0; done < plan.deeds; done += STRETCH_DEEDS) {
        const at = reports.length
        const count = Math.min(STRETCH_DEEDS, plan.deeds - done)
        const hasCuts = at % 2 === 1 || plan.deeds <= STRETCH_DEEDS
        const drawn = Array.from({ length: count }, () => deeds.next(hasCuts))
        const line = LINES[at % LINES.length]!
        const settings = { rings: 2, pin, country: line.country }
        const { card, firmware, seed } = plan
        const place: StretchPlace = { card, firmware, seed: seed + at, settings, ...line }
        const result = await playStretch(drawn, place, (step, steps) => {
            progress(`${done} of ${plan.deeds} deeds, and step ${step} of ${steps}`)
        })
        const earlier = reports.at(-1)?.messages ?? 0
        const tally = judgeStretch(drawn, result, card, earlier)
        const report = {
            ...tally,
            line: `${line.modem}, ${line.country}`,
            kinds: drawn.map(each => each.kind),
            virtualSeconds: result.virtualSeconds,
            settledBytes: least(result.heap.slice(-1)),
        }
        reports.push(report)
        told(report)
    }
    return reports
}
