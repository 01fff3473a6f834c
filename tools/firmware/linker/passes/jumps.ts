/**
 * Jumps that need not be.
 *
 * A jump to a jump goes where that goes; one to a short return is that return; one to the next statement, and what
 * nothing reaches, is left out. A condition needs no `!!`, one that is always true no test, and one that skips over a
 * jump is turned round.
 */

import type { Expression, Statement } from "../code.ts"
import { bytesOf } from "../code.ts"
import { jumpTargets, negated, without, withoutUnreachable } from "../flow.ts"
import type { Routine } from "../image.ts"
import { Op } from "../ops.ts"
import type { Pass } from "../pass.ts"
import { isSameCode } from "../tree.ts"

const SHORT_JUMP_BYTES = 2
/** How far a jump of two bytes goes at least, and what another one between may take more. */
const SHORT_DISTANCE = 240
const LONGER_JUMP_BYTES = 2
/** Jumps whose target is run next, and nothing else of them but a condition. */
const PLAIN_JUMPS: readonly number[] = [Op.JUMP, Op.JUMP_IF_NOT, Op.END_TRY, Op.THROW_JUMP]

export const jumps: Pass = {
    name: "jumps",
    run(image) {
        image.routines.forEach(simplifyJumps)
    },
}

/** One thing makes room for the other; all only ever shorten. */
export function simplifyJumps(routine: Routine): void {
    for (let before = Infinity; codeLength(routine) < before;) {
        before = codeLength(routine)
        routine.statements = simplify(routine.statements)
    }
}

/** Bytes of a function's code, as if every jump were short. */
export function codeLength({ statements }: Routine): number {
    return statements.reduce((sum, each) => sum + bytesOf(each), 0)
}

function simplify(statements: readonly Statement[]): Statement[] {
    for (const each of statements) {
        if (each.op === Op.JUMP_IF_NOT) each.args = [tested(each.args[0]!)]
        if (PLAIN_JUMPS.includes(each.op)) each.target = destination(each)
        becomeReturn(each)
    }
    return turnRound(withoutUnreachable(withoutIdle(statements)))
}

/** What a condition asks, without what changes nothing in being true or false. */
function tested(condition: Expression): Expression {
    const [inner] = condition.args
    if (condition.op === Op.TO_BOOL) return tested(inner!)
    if (condition.op !== Op.NOT) return condition
    const plain = tested(inner!)
    const opposite = negated(plain)
    return opposite.op === Op.NOT ? { ...condition, args: [plain] } : opposite
}

/** Where a jump ends up; a ring of jumps stays as it is. */
function destination(jump: Statement): Statement {
    const seen = new Set<Statement>()
    let target = jump.target!
    while (target.op === Op.JUMP && !seen.has(target)) {
        seen.add(target)
        target = target.target!
    }
    return target
}

/** A return of something that can't fail, in no more bytes than the jump to it. */
function becomeReturn(jump: Statement): void {
    const { target } = jump
    if (jump.op !== Op.JUMP || target?.op !== Op.RETURN) return
    if (target.args[0]!.args.length > 0 || bytesOf(target) > SHORT_JUMP_BYTES) return
    jump.op = Op.RETURN
    jump.args = target.args
    delete jump.target
}

function withoutIdle(statements: readonly Statement[]): Statement[] {
    const idle = statements.filter(
        (each, index) =>
            (each.op === Op.JUMP && each.target === statements[index + 1]) ||
            (each.op === Op.JUMP_IF_NOT && each.args[0]!.op === Op.TRUE)
    )
    return without(statements, new Set(idle))
}

/** `if not c go to B; go to A; B:` is `if not not c go to A; B:`, and a return can be one further on. */
function turnRound(statements: readonly Statement[]): Statement[] {
    const targets = jumpTargets(statements)
    const removed = new Set<Statement>()
    // From the end, so that many go to the last return that there is.
    for (let index = statements.length - 3; index >= 0; index--) {
        const [each, way, behind] = statements.slice(index, index + 3)
        if (each!.op !== Op.JUMP_IF_NOT || each!.target !== behind || targets.has(way!)) continue
        const target =
            way!.op === Op.JUMP
                ? way!.target
                : sameReturn(way!, statements.slice(index + 2), removed)
        if (!target) continue
        each!.args = [negated(each!.args[0]!)]
        each!.target = target
        targets.add(target)
        removed.add(way!)
    }
    return without(statements, removed)
}

/** A return of the same thing, of something that can't fail, that a short jump over what is `ahead` reaches. */
function sameReturn(
    way: Statement,
    ahead: readonly Statement[],
    removed: ReadonlySet<Statement>
): Statement | undefined {
    if (way.op !== Op.RETURN || way.args[0]!.args.length > 0) return undefined
    let distance = 0
    for (const each of ahead) {
        const isSame = each.op === Op.RETURN && isSameCode(each.args[0]!, way.args[0]!)
        if (isSame && !removed.has(each)) return each
        distance += bytesOf(each) + (each.target ? LONGER_JUMP_BYTES : 0)
        if (distance > SHORT_DISTANCE) return undefined
    }
    return undefined
}
