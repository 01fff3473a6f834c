/** How many `try` are open before each statement of a function. */

import type { Statement } from "./code.ts"
import { Op, OP_KINDS } from "./ops.ts"

/**
 * By statement, as far as they are reached. A handler begins with its own `try` still open: `catch` and `finally` close it,
 * whichever way they are come to.
 *
 * @returns undefined where two ways to a statement disagree
 */
export function tryDepths(statements: readonly Statement[]): Map<Statement, number> | undefined {
    const nextOf = new Map(statements.map((each, index) => [each, statements[index + 1]]))
    const depths = new Map<Statement, number>()
    const waiting: [Statement, number][] = statements[0] ? [[statements[0], 0]] : []
    for (let step = waiting.pop(); step; step = waiting.pop()) {
        const [each, depth] = step
        if (depth < 0) return undefined
        const known = depths.get(each)
        if (known !== undefined && known !== depth) return undefined
        if (known !== undefined) continue
        depths.set(each, depth)
        if (each.target) waiting.push([each.target, depth + changeOnJump(each)])
        const next = nextOf.get(each)
        if (next && !OP_KINDS[each.op]!.isFinal) waiting.push([next, depth + changeOnGoingOn(each)])
    }
    return depths
}

function changeOnJump({ op, args }: Statement): number {
    if (op === Op.TRY) return 1
    if (op === Op.END_TRY) return -1
    return op === Op.THROW_JUMP ? -args[0]!.value! : 0
}

function changeOnGoingOn({ op }: Statement): number {
    if (op === Op.TRY) return 1
    return op === Op.CATCH || op === Op.FINALLY ? -1 : 0
}
