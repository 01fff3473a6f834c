/** The virtual machine's stack of values, which is short, and the same for all functions. */

import type { Expression } from "./code.ts"

/** As many values as it holds. */
export const STACK_DEPTH_MAX = 16

/** The most values on the stack at once while these are evaluated, one after the other. */
export function stackDepth(expressions: readonly Expression[]): number {
    return expressions.reduce(
        (deepest, each, below) => Math.max(deepest, below + Math.max(1, stackDepth(each.args))),
        0
    )
}
