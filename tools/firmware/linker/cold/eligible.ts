/** Which functions cold code can hold: those that need nothing but values, jumps and calls. */

import type { Expression, Statement } from "../code.ts"
import type { Routine } from "../image.ts"
import { Op, OP_KINDS } from "../ops.ts"
import { visitTree } from "../tree.ts"
import { isConstant, isName, opOfOne, opOfTwo, statementOp } from "./forms.ts"

/** So many slots can be named. */
export const LOCALS_MAX = 64
/** A call of a cold function has one argument more: where that is. */
export const ARGUMENTS_MAX = 7
const HAS_REST = 4

/** Why a function has to stay as it is; undefined where it need not. */
export function whyNotCold(routine: Routine): string | undefined {
    if (routine.tries > 0) return "try"
    if ((routine.flags & HAS_REST) !== 0) return "a list of further arguments"
    if (routine.args > ARGUMENTS_MAX) return "too many arguments"
    if (routine.slots > LOCALS_MAX) return "too many variables"
    let reason: string | undefined
    for (const each of routine.statements)
        visitTree<Statement | Expression>(each, node => {
            reason ??= hasForm(node) ? undefined : OP_KINDS[node.op]!.name
        })
    return reason
}

/** By the ops of the tables, so that what is written and what is asked here cannot differ. */
function hasForm(node: Statement | Expression): boolean {
    const { op } = node
    if (op === Op.LITERAL || op === Op.LOAD_LOCAL || op === Op.RETURNED) return true
    if (isConstant(node) || isName(op)) return true
    if (op === Op.LOAD_GLOBAL || op === Op.NEW) return true
    return (
        opOfOne(op) !== undefined || opOfTwo(node) !== undefined || statementOp(node) !== undefined
    )
}
