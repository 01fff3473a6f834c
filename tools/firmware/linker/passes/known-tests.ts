/**
 * A test of a slot that has just been tested is not made again: `a && b` in a condition jumps to the test of the whole,
 * which is known to come out as the first one did.
 */

import type { Expression, Statement } from "../code.ts"
import type { Routine } from "../image.ts"
import { Op } from "../ops.ts"

export function skipKnownTests({ statements }: Routine): void {
    const nextOf = new Map(statements.map((each, index) => [each, statements[index + 1]]))
    for (const jump of statements) {
        const seen = new Set([jump])
        for (;;) {
            const there = jump.op === Op.JUMP_IF_NOT ? knownWay(jump, nextOf) : undefined
            if (!there || seen.has(jump.target!)) break
            seen.add(jump.target!)
            jump.target = there
        }
    }
}

/** Where a jump that is made goes on behind the test that it goes to, if that is known. */
function knownWay(
    jump: Statement,
    nextOf: ReadonlyMap<Statement, Statement | undefined>
): Statement | undefined {
    const test = jump.target!
    if (test.op !== Op.JUMP_IF_NOT) return undefined
    const [made, asked] = [slotTest(jump.args[0]!), slotTest(test.args[0]!)]
    if (!made || !asked || made.slot !== asked.slot) return undefined
    // Both conditions say the same of the slot: where the first was false, so is the second.
    return made.isNegated === asked.isNegated ? test.target : nextOf.get(test)
}

/** A condition that is a slot alone, or its opposite. */
function slotTest(condition: Expression): { slot: number; isNegated: boolean } | undefined {
    const isNegated = condition.op === Op.NOT
    const { op, value } = isNegated ? condition.args[0]! : condition
    return op === Op.LOAD_LOCAL ? { slot: value!, isNegated } : undefined
}
