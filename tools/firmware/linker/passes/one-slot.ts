/**
 * `a := b` is left out where both can be one slot: nowhere is one written while the other is still to be read and may
 * hold something else.
 */

import type { Expression } from "../code.ts"
import { without } from "../flow.ts"
import type { Routine } from "../image.ts"
import { Op } from "../ops.ts"
import { addConflict, conflictsOf, isCopy } from "../slot-conflicts.ts"
import { hasSlot, slotsOf, type SlotSet } from "../slots.ts"
import { changeExpression } from "../tree.ts"

/** @param kept slots that others read and write, too: they stay by themselves */
export function shareSlots(routine: Routine, kept: SlotSet = 0n): void {
    const copies = routine.statements.filter(isCopy)
    if (copies.length === 0) return
    const conflicts = conflictsOf(routine, kept)
    for (const copy of copies) {
        const [a, b] = [copy.args[0]!.value!, copy.value!]
        const [stays, gone] = a < b ? [a, b] : [b, a]
        // An argument is where the call puts it.
        if (gone < routine.args || hasSlot(kept, a) || hasSlot(kept, b)) continue
        if (hasSlot(conflicts[stays] ?? 0n, gone)) continue
        rename(routine, gone, stays)
        for (const other of slotsOf(conflicts[gone] ?? 0n)) addConflict(conflicts, stays, other)
    }
    removeIdleCopies(routine)
}

/** Without `a := a`. */
export function removeIdleCopies(routine: Routine): void {
    const idle = routine.statements.filter(
        each => isCopy(each) && each.args[0]!.value === each.value
    )
    routine.statements = without(routine.statements, new Set(idle))
}

function rename(routine: Routine, gone: number, kept: number): void {
    const change = (node: Expression): Expression =>
        node.op === Op.LOAD_LOCAL && node.value === gone ? { ...node, value: kept } : node
    for (const each of routine.statements) {
        each.args = each.args.map(arg => changeExpression(arg, change))
        if (each.op === Op.STORE_LOCAL && each.value === gone) each.value = kept
    }
}
