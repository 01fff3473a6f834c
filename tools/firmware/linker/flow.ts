/** Which statements may follow which, and taking statements out. */

import type { Expression, Statement } from "./code.ts"
import { Op, OP_KINDS } from "./ops.ts"

/** What no path from the function's beginning reaches is left out. */
export function withoutUnreachable(statements: readonly Statement[]): Statement[] {
    const nextOf = new Map(statements.map((each, index) => [each, statements[index + 1]]))
    const reached = new Set<Statement>()
    const waiting = statements.slice(0, 1)
    for (let each = waiting.pop(); each; each = waiting.pop()) {
        if (reached.has(each)) continue
        reached.add(each)
        if (each.target) waiting.push(each.target)
        const next = nextOf.get(each)
        if (next && !OP_KINDS[each.op]!.isFinal) waiting.push(next)
    }
    return statements.filter(each => reached.has(each))
}

/** Without some statements, none of them the last; what jumped to one goes to the next that stays. */
export function without(
    statements: readonly Statement[],
    removed: ReadonlySet<Statement>
): Statement[] {
    if (removed.size === 0) return [...statements]
    const stays = new Map<Statement, Statement>()
    let next: Statement | undefined
    for (const each of [...statements].reverse()) {
        if (!removed.has(each)) next = each
        stays.set(each, next!)
    }
    for (const each of statements) if (each.target) each.target = stays.get(each.target)!
    return statements.filter(each => !removed.has(each))
}

/** Statements that some jump goes to. */
export function jumpTargets(statements: readonly Statement[]): Set<Statement> {
    return new Set(statements.flatMap(({ target }) => target ?? []))
}

/** What is false where `condition` is true, as far as a jump can see. */
export function negated(condition: Expression): Expression {
    const { op, args } = condition
    if (op === Op.NOT) return args[0]!
    if (op === Op.EQUAL) return { ...condition, op: Op.NOT_EQUAL }
    if (op === Op.NOT_EQUAL) return { ...condition, op: Op.EQUAL }
    return { op: Op.NOT, args: [condition] }
}
