/**
 * Instructions that say the same in fewer bytes: `x === undefined` is `isUndefined x`. Of values that are no strings, equal
 * are those that are the same bits.
 *
 * `Buffer.alloc(n)` stays a call, though there is an instruction for it: without memory that writes to no fiber at all.
 */

import type { Expression } from "../code.ts"
import { Op } from "../ops.ts"
import type { Pass } from "../pass.ts"
import { changeImage } from "../tree.ts"

export const shortForms: Pass = {
    name: "short forms",
    run(image) {
        changeImage(image, shorter)
    },
}

function shorter(node: Expression): Expression {
    if (node.op !== Op.EQUAL) return node
    const [left, right] = node.args
    if (right!.op === Op.UNDEFINED) return { ...node, op: Op.IS_UNDEFINED, args: [left!] }
    if (left!.op === Op.UNDEFINED) return { ...node, op: Op.IS_UNDEFINED, args: [right!] }
    return node
}
