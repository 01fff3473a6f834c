/**
 * A function's slots: its arguments, then its variables and what the compiler keeps for a moment. Which of them hold
 * something that is read later, at every statement.
 */

import type { Expression, Statement } from "./code.ts"
import type { Routine } from "./image.ts"
import { Liveness, type BitSet } from "./liveness.ts"
import { Op } from "./ops.ts"
import { visitTree } from "./tree.ts"

/** One bit for each slot. */
export type SlotSet = BitSet

const IS_CONSTRUCTOR = 2
const THIS: SlotSet = 1n

/** What of the slots is read after each statement, before it is written again. @param kept what others may read, always */
export function slotLiveness({ statements, flags }: Routine, kept: SlotSet = 0n): Liveness {
    // A constructor that returns nothing returns slot 0.
    const atReturn = (flags & IS_CONSTRUCTOR) !== 0 ? THIS : 0n
    return new Liveness(statements, {
        reads: slotsRead,
        writes: slotWritten,
        atReturn,
        always: kept,
    })
}

/** The slot that a statement writes, as a set of one or none. */
export function slotWritten({ op, value }: Statement): SlotSet {
    return op === Op.STORE_LOCAL ? 1n << BigInt(value!) : 0n
}

function slotsRead(statement: Statement): SlotSet {
    let slots = 0n
    visitTree<Statement | Expression>(statement, ({ op, value }) => {
        if (op === Op.LOAD_LOCAL) slots |= 1n << BigInt(value!)
    })
    return slots
}

export function hasSlot(slots: SlotSet, slot: number): boolean {
    return ((slots >> BigInt(slot)) & 1n) !== 0n
}

export function slotsOf(slots: SlotSet): number[] {
    const numbers: number[] = []
    for (let slot = 0; slots >> BigInt(slot) !== 0n; slot++)
        if (hasSlot(slots, slot)) numbers.push(slot)
    return numbers
}
