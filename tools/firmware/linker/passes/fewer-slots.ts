/** Values that are not needed at the same time share a slot, and slots that nobody uses are not in the frame. */

import type { Expression } from "../code.ts"
import type { Routine } from "../image.ts"
import { Op } from "../ops.ts"
import { conflictsOf } from "../slot-conflicts.ts"
import { slotsOf, type SlotSet } from "../slots.ts"
import { changeExpression } from "../tree.ts"
import { removeIdleCopies } from "./one-slot.ts"

/** @param kept slots that others read and write, too: they keep their numbers, and are shared with nothing */
export function fewerSlots(routine: Routine, kept: SlotSet = 0n): void {
    const numbers = new Numbers(routine, kept)
    const change = (node: Expression): Expression =>
        node.op === Op.LOAD_LOCAL ? { ...node, value: numbers.of(node.value!) } : node
    for (const each of routine.statements) {
        each.args = each.args.map(arg => changeExpression(arg, change))
        if (each.op === Op.STORE_LOCAL) each.value = numbers.of(each.value!)
    }
    routine.slots = numbers.count
    removeIdleCopies(routine)
}

/** New numbers, the lowest that is free for each slot in the order in which they are asked for. */
class Numbers {
    private readonly numbers = new Map<number, number>()
    private readonly conflicts: SlotSet[]
    private readonly taken: SlotSet

    constructor(routine: Routine, kept: SlotSet) {
        this.conflicts = conflictsOf(routine, kept)
        for (let slot = 0; slot < routine.args; slot++) this.numbers.set(slot, slot)
        for (const slot of slotsOf(kept)) this.numbers.set(slot, slot)
        this.taken = kept
    }

    get count(): number {
        return Math.max(0, ...[...this.numbers.values()].map(each => each + 1))
    }

    of(slot: number): number {
        const known = this.numbers.get(slot)
        if (known !== undefined) return known
        const others = slotsOf(this.conflicts[slot] ?? 0n).map(other => this.numbers.get(other))
        const taken = new Set([...others, ...slotsOf(this.taken)])
        let number = 0
        while (taken.has(number)) number++
        this.numbers.set(slot, number)
        return number
    }
}
