/** What the linker does to a program, in this order. */

import type { Pass } from "./pass.ts"
import { functionOrder } from "./passes/function-order.ts"
import { jumps } from "./passes/jumps.ts"
import { stringOrder } from "./passes/string-order.ts"

/** The orders last: they count what the others leave. */
export const PASSES: readonly Pass[] = [jumps, stringOrder, functionOrder]
