/**
 * What becomes of the returns of a function that is put into its caller.
 *
 * Where the caller does one thing with the value, and nothing else, each return does that itself.
 */

import type { Expression, Statement } from "../code.ts"
import { negated } from "../flow.ts"
import { Op } from "../ops.ts"

/** What stands behind the call. */
export interface Behind {
    readonly next: Statement
    /** What follows next, where that goes on. */
    readonly afterNext: Statement | undefined
    /** Is the value read by anything but `next`? */
    readonly isReadLater: boolean
    /** Tries that are open at the call. */
    readonly tries: number
}

/** One return, as statements of the caller. */
type Ending = (value: Expression) => Partial<Statement>[]

/** The statements with others in place of their returns. */
export function withoutReturns(body: readonly Statement[], behind: Behind): Statement[] {
    const endingOf = endings(behind)
    const firstOf = new Map<Statement, Statement>()
    const fresh = body.flatMap(each => {
        if (each.op !== Op.RETURN) return [each]
        const ending = endingOf(each.args[0]!).map(part => withPlace(part, each))
        firstOf.set(each, ending[0]!)
        return ending
    })
    for (const each of fresh) if (each.target) each.target = firstOf.get(each.target) ?? each.target
    return fresh
}

function withPlace(part: Partial<Statement>, { place }: Statement): Statement {
    return { op: Op.JUMP, args: [], ...part, ...(place && { place }) }
}

function endings({ next, afterNext, isReadLater, tries }: Behind): Ending {
    const keep: Ending = value => [
        { op: Op.STORE_RETURNED, args: [value] },
        { op: Op.JUMP, target: next },
    ]
    if (isReadLater) return keep
    const [read] = next.args
    if (next.op === Op.RETURN && isReturned(read!) && tries === 0)
        return value => [{ op: Op.RETURN, args: [value] }]
    if (next.op === Op.STORE_LOCAL && isReturned(read!))
        return value => [
            { op: Op.STORE_LOCAL, value: next.value!, args: [value] },
            { op: Op.JUMP, target: afterNext! },
        ]
    if (next.op === Op.JUMP_IF_NOT && isReturned(withoutNot(read!)))
        return value => testOf(value, read!, next.target!, afterNext!)
    return keep
}

/** `if not c go to T` where c is what is returned, or its opposite. */
function testOf(
    value: Expression,
    condition: Expression,
    target: Statement,
    otherwise: Statement
): Partial<Statement>[] {
    const isNegated = condition.op === Op.NOT
    const known = truth(value)
    if (known !== undefined)
        return [{ op: Op.JUMP, target: known === isNegated ? target : otherwise }]
    const tested = isNegated ? negated(value) : value
    return [
        { op: Op.JUMP_IF_NOT, args: [tested], target },
        { op: Op.JUMP, target: otherwise },
    ]
}

function truth({ op, value }: Expression): boolean | undefined {
    if (op === Op.TRUE) return true
    if (op === Op.FALSE || op === Op.UNDEFINED || op === Op.NULL) return false
    return op === Op.LITERAL ? value !== 0 : undefined
}

function withoutNot(condition: Expression): Expression {
    return condition.op === Op.NOT ? condition.args[0]! : condition
}

function isReturned({ op }: Expression): boolean {
    return op === Op.RETURNED
}
