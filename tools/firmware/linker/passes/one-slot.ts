/**
 * `a := b` is left out where both can be one slot: nowhere is one written while the other is still to be read and may
 * hold something else.
 */

import type { Expression, Statement } from "../code.ts"
import { without } from "../flow.ts"
import type { Routine } from "../image.ts"
import { Op } from "../ops.ts"
import { hasSlot, Liveness, slotsOf, slotWritten, type SlotSet } from "../slots.ts"
import { changeExpression } from "../tree.ts"

export function shareSlots(routine: Routine): void {
    const copies = routine.statements.filter(isCopy)
    if (copies.length === 0) return
    const conflicts = conflictsOf(routine)
    for (const copy of copies) {
        const [a, b] = [copy.args[0]!.value!, copy.value!]
        const [kept, gone] = a < b ? [a, b] : [b, a]
        // An argument is where the call puts it.
        if (gone < routine.args || hasSlot(conflicts[kept] ?? 0n, gone)) continue
        rename(routine, gone, kept)
        for (const other of slotsOf(conflicts[gone] ?? 0n)) addConflict(conflicts, kept, other)
    }
    const idle = routine.statements.filter(
        ({ op, value, args }) =>
            op === Op.STORE_LOCAL && args[0]!.op === Op.LOAD_LOCAL && args[0]!.value === value
    )
    routine.statements = without(routine.statements, new Set(idle))
}

function isCopy({ op, args }: Statement): boolean {
    return op === Op.STORE_LOCAL && args[0]!.op === Op.LOAD_LOCAL
}

/** For each slot the others that may hold something else while both are needed. */
function conflictsOf(routine: Routine): SlotSet[] {
    const { statements, args } = routine
    const live = new Liveness(routine)
    const conflicts: SlotSet[] = []
    // A call writes all arguments at once, and undefined into every other slot.
    const written = slotsOf(live.atStart(statements) | ((1n << BigInt(args)) - 1n))
    for (const slot of written) for (const other of written) addConflict(conflicts, slot, other)
    for (const each of statements) {
        if (each.op !== Op.STORE_LOCAL) continue
        const same = isCopy(each) ? 1n << BigInt(each.args[0]!.value!) : 0n
        const others = live.after(each) & ~slotWritten(each) & ~same
        for (const other of slotsOf(others)) addConflict(conflicts, each.value!, other)
    }
    return conflicts
}

function addConflict(conflicts: SlotSet[], a: number, b: number): void {
    conflicts[a] = (conflicts[a] ?? 0n) | (1n << BigInt(b))
    conflicts[b] = (conflicts[b] ?? 0n) | (1n << BigInt(a))
}

function rename(routine: Routine, gone: number, kept: number): void {
    const change = (node: Expression): Expression =>
        node.op === Op.LOAD_LOCAL && node.value === gone ? { ...node, value: kept } : node
    for (const each of routine.statements) {
        each.args = each.args.map(arg => changeExpression(arg, change))
        if (each.op === Op.STORE_LOCAL && each.value === gone) each.value = kept
    }
}
