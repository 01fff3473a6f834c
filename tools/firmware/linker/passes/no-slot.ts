/**
 * A value that is read once, by the next statement, needs no slot: it is worked out where it is read. What is never read
 * is not kept at all. The same goes for values that are put where a call leaves what it returns.
 *
 * Expressions change nothing, neither slots nor objects nor what the last call returned; so only the order is watched in
 * which two of them could fail.
 */

import type { Expression, Statement } from "../code.ts"
import { jumpTargets, without } from "../flow.ts"
import type { Routine } from "../image.ts"
import { Op, OP_KINDS } from "../ops.ts"
import { returnedReads } from "../returned.ts"
import { hasSlot, slotLiveness, type SlotSet } from "../slots.ts"
import { stackDepth, STACK_DEPTH_MAX } from "../stack.ts"
import { changeExpression, visitTree } from "../tree.ts"

/** Instructions that throw where they are handed the wrong kind of value. */
const MAY_FAIL = new Set([
    ...["bind", "index", "builtinField", "asciiField", "utf8Field"],
    ...["loadBuffer", "new", "instanceOf", "specPrototype", "spec"],
])

/** @param kept slots that others read, too */
export function avoidSlots(routine: Routine, kept: SlotSet = 0n): void {
    const keepers = keepersOf(routine, kept)
    const targets = jumpTargets(routine.statements)
    const removed = new Set<Statement>()
    let next: Statement | undefined
    // From the end, so that a value that is handed on can itself have taken in the one before it.
    for (const each of [...routine.statements].reverse()) {
        const keeper = keepers(each)
        if (keeper && canGo(each, next, keeper, targets)) {
            removed.add(each)
            if (next && targets.has(each)) targets.add(next)
        } else next = each
    }
    routine.statements = without(routine.statements, removed)
}

/** What a statement stores its value in: a slot, or what the last call returned. */
interface Keeper {
    isReading(node: Expression): boolean
    /** Is it read after a statement, before it is written again? */
    isReadAfter(statement: Statement): boolean
    isWrittenBy(statement: Statement): boolean
}

function keepersOf(routine: Routine, kept: SlotSet): (store: Statement) => Keeper | undefined {
    const live = slotLiveness(routine, kept)
    const isReturnedRead = returnedReads(routine)
    const returned: Keeper = {
        isReading: ({ op }) => op === Op.RETURNED,
        isReadAfter: isReturnedRead,
        isWrittenBy: ({ op }) => op === Op.STORE_RETURNED,
    }
    return ({ op, value: slot }) => {
        if (op === Op.STORE_RETURNED) return returned
        if (op !== Op.STORE_LOCAL) return undefined
        return {
            isReading: node => isReading(node, slot!),
            isReadAfter: statement => hasSlot(live.after(statement), slot!),
            isWrittenBy: other => other.op === Op.STORE_LOCAL && other.value === slot,
        }
    }
}

/** The value of `store` is not read, or is in `next` from now on. */
function canGo(
    store: Statement,
    next: Statement | undefined,
    keeper: Keeper,
    targets: ReadonlySet<Statement>
): boolean {
    const [value] = store.args
    if (!keeper.isReadAfter(store)) return !mayFail(value!)
    if (!next || targets.has(next)) return false
    const isReadLater = keeper.isReadAfter(next) && !keeper.isWrittenBy(next)
    return !isReadLater && handOn(store, next, keeper)
}

/** The value in place of the one reading of what it was stored in. */
function handOn(store: Statement, next: Statement, { isReading: reads }: Keeper): boolean {
    const { count, failsBefore } = readings(next, reads)
    const [value] = store.args
    if (count !== 1 || (failsBefore && mayFail(value!))) return false
    const moved = store.place ? { ...value!, place: value!.place ?? store.place } : value!
    const args = next.args.map(arg => changeExpression(arg, node => (reads(node) ? moved : node)))
    if (stackDepth(args) > STACK_DEPTH_MAX) return false
    next.args = args
    return true
}

function isReading({ op, value }: Expression, slot: number): boolean {
    return op === Op.LOAD_LOCAL && value === slot
}

/** How often a statement reads something, and may something in it fail before it first does? */
function readings(
    statement: Statement,
    reads: (node: Expression) => boolean
): { count: number; failsBefore: boolean } {
    let count = 0
    let failsBefore = false
    // In the order in which the virtual machine works.
    const walk = (node: Expression) => {
        node.args.forEach(walk)
        if (reads(node)) count++
        if (count === 0 && MAY_FAIL.has(OP_KINDS[node.op]!.name)) failsBefore = true
    }
    statement.args.forEach(walk)
    return { count, failsBefore }
}

function mayFail(expression: Expression): boolean {
    let answer = false
    visitTree(expression, ({ op }) => {
        if (MAY_FAIL.has(OP_KINDS[op]!.name)) answer = true
    })
    return answer
}
