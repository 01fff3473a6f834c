/** Which of a function's slots may hold different things that are both still needed, so that they can't be one slot. */

import type { Statement } from "./code.ts"
import type { Routine } from "./image.ts"
import { Op } from "./ops.ts"
import { slotLiveness, slotsOf, slotWritten, type SlotSet } from "./slots.ts"

export function isCopy({ op, args }: Statement): boolean {
    return op === Op.STORE_LOCAL && args[0]!.op === Op.LOAD_LOCAL
}

/** For each slot the others. @param kept slots that others read, too */
export function conflictsOf(routine: Routine, kept: SlotSet = 0n): SlotSet[] {
    const { statements, args } = routine
    const live = slotLiveness(routine, kept)
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

export function addConflict(conflicts: SlotSet[], a: number, b: number): void {
    conflicts[a] = (conflicts[a] ?? 0n) | (1n << BigInt(b))
    conflicts[b] = (conflicts[b] ?? 0n) | (1n << BigInt(a))
}
