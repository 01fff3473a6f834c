/** Fewer copies, fewer values kept for a moment, fewer tests of them; and no more slots in a call's frame than are needed. */

import { capturedSlots } from "../closures.ts"
import type { Routine } from "../image.ts"
import { Op } from "../ops.ts"
import type { Pass } from "../pass.ts"
import type { SlotSet } from "../slots.ts"
import { replaceConstants } from "./constant-slots.ts"
import { fewerSlots } from "./fewer-slots.ts"
import { codeLength, simplifyJumps } from "./jumps.ts"
import { readReturned } from "./known-returned.ts"
import { skipKnownTests } from "./known-tests.ts"
import { avoidSlots } from "./no-slot.ts"
import { shareSlots } from "./one-slot.ts"

export const slots: Pass = {
    name: "slots",
    run(image) {
        const captured = capturedSlots(image)
        for (const each of image.routines)
            if (keepsValues(each)) improve(each, captured.get(each) ?? 0n)
    },
}

function keepsValues({ statements }: Routine): boolean {
    return statements.some(({ op }) => op === Op.STORE_LOCAL || op === Op.STORE_RETURNED)
}

/** One step makes room for the other; all only ever shorten. */
function improve(routine: Routine, captured: SlotSet): void {
    replaceConstants(routine, captured)
    shorten(routine, captured)
    // Later than all else, which looks for slots.
    readReturned(routine)
    shorten(routine, captured)
    fewerSlots(routine, captured)
}

function shorten(routine: Routine, captured: SlotSet): void {
    for (let before = Infinity; codeLength(routine) < before;) {
        before = codeLength(routine)
        shareSlots(routine, captured)
        skipKnownTests(routine)
        simplifyJumps(routine)
        avoidSlots(routine, captured)
    }
}
