/** The script heap beside all that: it must not depend on how many messages a card has. */

import { growthGoal } from "../goals.ts"
import type { Figure } from "../table.ts"
import type { Trial } from "../trial.ts"
import type { CardCase } from "./card-case.ts"
import { HEADINGS } from "./headings.ts"

const IN_USE = "most in use after a collection"

/** What is in use of it at the worst moment of several runs. */
export function heapFigures({ name }: CardCase, trials: readonly Trial[]): Figure[] {
    const ends = trials.map(trial => trial.moments.at(-1)!.stats)
    const most = (values: readonly (number | undefined)[]) =>
        Math.max(...values.map(each => each ?? NaN))
    const figure = (what: string, value: number): Figure => {
        return { what: `${name}: ${what}`, value, unit: "B", heading: HEADINGS.heap }
    }
    return [
        figure("peak, rubbish included", most(ends.map(each => each.heapPeakBytes))),
        figure(IN_USE, most(ends.map(each => each.heapLiveBytes))),
    ]
}

/** By how much more is in use on the fullest card than on the emptiest one. */
export function growthFigures(figures: readonly Figure[]): Figure[] {
    const inUse = figures.filter(
        each => each.heading === HEADINGS.heap && each.what.endsWith(IN_USE)
    )
    const formats = [...new Set(inUse.map(each => each.what.split(",")[0]!))]
    return formats.map(format => {
        const values = inUse.filter(each => each.what.startsWith(`${format},`))
        const value = values.at(-1)!.value - values[0]!.value
        const what = `${format}: more in use on the fullest card`
        return { what, value, unit: "B", goal: growthGoal(), heading: HEADINGS.heap }
    })
}
