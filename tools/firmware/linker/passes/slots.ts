/** Fewer copies, fewer values kept for a moment, fewer tests of them; and no more slots in a call's frame than are used. */

import type { Expression } from "../code.ts"
import type { Routine } from "../image.ts"
import { Op } from "../ops.ts"
import type { Pass } from "../pass.ts"
import { ownsSlots } from "../slots.ts"
import { changeExpression } from "../tree.ts"
import { codeLength, simplifyJumps } from "./jumps.ts"
import { skipKnownTests } from "./known-tests.ts"
import { avoidSlots } from "./no-slot.ts"
import { shareSlots } from "./one-slot.ts"

export const slots: Pass = {
    name: "slots",
    run(image) {
        for (const routine of image.routines)
            if (keepsValues(routine) && ownsSlots(routine)) improve(routine)
    },
}

function keepsValues({ statements }: Routine): boolean {
    return statements.some(each => each.op === Op.STORE_LOCAL)
}

/** One step makes room for the other; all only ever shorten. */
function improve(routine: Routine): void {
    for (let before = Infinity; codeLength(routine) < before;) {
        before = codeLength(routine)
        shareSlots(routine)
        skipKnownTests(routine)
        simplifyJumps(routine)
        avoidSlots(routine)
    }
    closeGaps(routine)
}

/** Slots that nobody uses any more are not in the frame. */
function closeGaps(routine: Routine): void {
    const numbers = new Map<number, number>()
    for (let slot = 0; slot < routine.args; slot++) numbers.set(slot, slot)
    const fresh = (slot: number) => {
        if (!numbers.has(slot)) numbers.set(slot, numbers.size)
        return numbers.get(slot)!
    }
    const change = (node: Expression): Expression =>
        node.op === Op.LOAD_LOCAL ? { ...node, value: fresh(node.value!) } : node
    for (const each of routine.statements) {
        each.args = each.args.map(arg => changeExpression(arg, change))
        if (each.op === Op.STORE_LOCAL) each.value = fresh(each.value!)
    }
    routine.slots = numbers.size
}
