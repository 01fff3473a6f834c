/** A slot that never holds anything but one constant is that constant, wherever it is read. */

import { bytesOfAll, type Expression, type Statement } from "../code.ts"
import { without } from "../flow.ts"
import type { Routine } from "../image.ts"
import { Op } from "../ops.ts"
import { hasSlot, slotLiveness, type SlotSet } from "../slots.ts"
import { changeExpression, isSameCode, visitTree } from "../tree.ts"

/** Bytes of an instruction that reads a slot, and of one that writes it, without the value. */
const LOAD_BYTES = 2
const STORE_BYTES = 2
const CONSTANTS: readonly number[] = [
    ...[Op.UNDEFINED, Op.NULL, Op.TRUE, Op.FALSE, Op.LITERAL, Op.FLOAT, Op.FUNCTION, Op.BUFFER],
    ...[Op.ASCII_STRING, Op.UTF8_STRING, Op.BUILTIN_STRING],
]

interface Uses {
    readonly stores: Statement[]
    loads: number
}

/** @param kept slots that others read and write, too */
export function replaceConstants(routine: Routine, kept: SlotSet = 0n): void {
    const atStart = slotLiveness(routine, kept).atStart(routine.statements)
    const constants = new Map<number, Expression>()
    const removed = new Set<Statement>()
    for (const [slot, uses] of usesOf(routine)) {
        // Arguments hold what a call gives; what is read before it is written holds undefined, too.
        if (slot < routine.args || hasSlot(kept, slot) || hasSlot(atStart, slot)) continue
        const constant = onlyConstant(uses)
        if (!constant || !isWorthIt(constant, uses)) continue
        constants.set(slot, constant)
        for (const each of uses.stores) removed.add(each)
    }
    if (constants.size === 0) return
    const change = (node: Expression): Expression =>
        node.op === Op.LOAD_LOCAL ? (constants.get(node.value!) ?? node) : node
    for (const each of routine.statements)
        each.args = each.args.map(arg => changeExpression(arg, change))
    routine.statements = without(routine.statements, removed)
}

function usesOf({ statements }: Routine): Map<number, Uses> {
    const uses = new Map<number, Uses>()
    const of = (slot: number): Uses => {
        const known = uses.get(slot) ?? { stores: [], loads: 0 }
        uses.set(slot, known)
        return known
    }
    for (const each of statements) {
        if (each.op === Op.STORE_LOCAL) of(each.value!).stores.push(each)
        visitTree<Statement | Expression>(each, ({ op, value }) => {
            if (op === Op.LOAD_LOCAL) of(value!).loads++
        })
    }
    return uses
}

function onlyConstant({ stores }: Uses): Expression | undefined {
    const [first, ...more] = stores.map(each => each.args[0]!)
    if (!first || !CONSTANTS.includes(first.op)) return undefined
    return more.every(each => isSameCode(each, first)) ? withoutPlace(first) : undefined
}

function withoutPlace({ op, value, args }: Expression): Expression {
    return { op, args, ...(value !== undefined && { value }) }
}

function isWorthIt(constant: Expression, { stores, loads }: Uses): boolean {
    const bytes = bytesOfAll([constant])
    return stores.length * (STORE_BYTES + bytes) + loads * (LOAD_BYTES - bytes) > 0
}
