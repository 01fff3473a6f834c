/**
 * A value that is read once, by the next statement, needs no slot: it is worked out where it is read. What is never read
 * is not kept at all.
 *
 * Expressions change nothing, neither slots nor objects nor what the last call returned; so only the order is watched in
 * which two of them could fail.
 */

import type { Expression, Statement } from "../code.ts"
import { jumpTargets, without } from "../flow.ts"
import type { Routine } from "../image.ts"
import { Op, OP_KINDS } from "../ops.ts"
import { hasSlot, Liveness } from "../slots.ts"
import { stackDepth, STACK_DEPTH_MAX } from "../stack.ts"
import { changeExpression, visitTree } from "../tree.ts"

/** Instructions that throw where they are handed the wrong kind of value. */
const MAY_FAIL = new Set([
    ...["bind", "index", "builtinField", "asciiField", "utf8Field"],
    ...["loadBuffer", "new", "instanceOf", "specPrototype", "spec"],
])

export function avoidSlots(routine: Routine): void {
    const live = new Liveness(routine)
    const targets = jumpTargets(routine.statements)
    const removed = new Set<Statement>()
    let next: Statement | undefined
    // From the end, so that a value that is handed on can itself have taken in the one before it.
    for (const each of [...routine.statements].reverse()) {
        if (each.op === Op.STORE_LOCAL && canGo(each, next, live, targets)) {
            removed.add(each)
            if (next && targets.has(each)) targets.add(next)
        } else next = each
    }
    routine.statements = without(routine.statements, removed)
}

/** The value of `store` is not read, or is in `next` from now on. */
function canGo(
    store: Statement,
    next: Statement | undefined,
    live: Liveness,
    targets: ReadonlySet<Statement>
): boolean {
    const [value] = store.args
    if (!hasSlot(live.after(store), store.value!)) return !mayFail(value!)
    if (!next || targets.has(next)) return false
    const isReadLater =
        hasSlot(live.after(next), store.value!) &&
        !(next.op === Op.STORE_LOCAL && next.value === store.value)
    return !isReadLater && handOn(store, next)
}

/** The value in place of the one reading of its slot. */
function handOn(store: Statement, next: Statement): boolean {
    const slot = store.value!
    const { reads, failsBefore } = readings(next, slot)
    const [value] = store.args
    if (reads !== 1 || (failsBefore && mayFail(value!))) return false
    const moved = store.place ? { ...value!, place: value!.place ?? store.place } : value!
    const args = next.args.map(arg =>
        changeExpression(arg, node => (isReading(node, slot) ? moved : node))
    )
    if (stackDepth(args) > STACK_DEPTH_MAX) return false
    next.args = args
    return true
}

function isReading({ op, value }: Expression | Statement, slot: number): boolean {
    return op === Op.LOAD_LOCAL && value === slot
}

/** How often a statement reads a slot, and may something in it fail before it first does? */
function readings(statement: Statement, slot: number): { reads: number; failsBefore: boolean } {
    let reads = 0
    let failsBefore = false
    // In the order in which the virtual machine works.
    const walk = (node: Expression) => {
        node.args.forEach(walk)
        if (isReading(node, slot)) reads++
        if (reads === 0 && MAY_FAIL.has(OP_KINDS[node.op]!.name)) failsBefore = true
    }
    statement.args.forEach(walk)
    return { reads, failsBefore }
}

function mayFail(expression: Expression): boolean {
    let answer = false
    visitTree(expression, ({ op }) => {
        if (MAY_FAIL.has(OP_KINDS[op]!.name)) answer = true
    })
    return answer
}
