/** Says which functions are going to be cold code, before any of them is put into another. */

import { functionUses } from "../calls.ts"
import { constantGlobals } from "../cold/constants.ts"
import { ARGUMENTS_MAX, whyNotCold } from "../cold/eligible.ts"
import { isListed } from "../cold/list.ts"
import { findRunner, releaseRunner } from "../cold/runner.ts"
import type { Expression } from "../code.ts"
import type { Image, Origin, Routine, StaysCode } from "../image.ts"
import { Op } from "../ops.ts"
import type { Pass } from "../pass.ts"
import { changeExpression } from "../tree.ts"

/** The pass for a list of functions. */
export function coldMarksOf(isCold: (origin: Origin) => boolean): Pass {
    return {
        name: "which functions are cold",
        run(image) {
            const runner = findRunner(image)
            if (!runner) return
            const listed = image.routines.filter(({ origin }) => origin && isCold(origin))
            if (listed.length === 0) return releaseRunner(image, runner)
            nameConstants(image, listed)
            const uses = functionUses(image)
            const stays: StaysCode[] = []
            for (const each of listed) {
                const { calls } = uses[image.routines.indexOf(each)]!
                const given = Math.max(0, ...calls.map(({ args }) => args.length - 1))
                const because = given > ARGUMENTS_MAX ? "too many arguments" : whyNotCold(each)
                if (because) stays.push({ ...each.origin!, because })
                else each.isCold = true
            }
            image.staysCode = stays
        },
    }
}

export const coldMarks = coldMarksOf(isListed)

/** What a variable always holds, in its place. */
function nameConstants(image: Image, routines: readonly Routine[]): void {
    const values = constantGlobals(image.routines)
    const change = (node: Expression): Expression =>
        node.op === Op.LOAD_GLOBAL ? (values.get(node.value!) ?? node) : node
    for (const { statements } of routines)
        for (const each of statements)
            each.args = each.args.map(arg => changeExpression(arg, change))
}
