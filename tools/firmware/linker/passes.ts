/** What the linker does to a program, in this order. */

import type { Pass } from "./pass.ts"
import { coldCode } from "./passes/cold-code.ts"
import { coldMarks } from "./passes/cold-marks.ts"
import { directCalls } from "./passes/direct-calls.ts"
import { functionOrder } from "./passes/function-order.ts"
import { inline } from "./passes/inline.ts"
import { jumps } from "./passes/jumps.ts"
import { plainObjects } from "./passes/plain-objects.ts"
import { shortForms } from "./passes/short-forms.ts"
import { shortNames } from "./passes/short-names.ts"
import { slots } from "./passes/slots.ts"
import { stringOrder } from "./passes/string-order.ts"
import { unusedFunctions } from "./passes/unused-functions.ts"

/** The orders last: they count what the others leave. */
export const PASSES: readonly Pass[] = [
    directCalls,
    plainObjects,
    coldMarks,
    unusedFunctions,
    shortNames,
    inline,
    shortForms,
    jumps,
    slots,
    coldCode,
    stringOrder,
    functionOrder,
]
