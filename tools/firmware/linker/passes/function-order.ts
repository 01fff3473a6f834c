/** The functions that the code names most often come first in their table: numbers from 248 on take more bytes. */

import { Op } from "../ops.ts"
import { inverse, orderByUse } from "../numbering.ts"
import type { Pass } from "../pass.ts"
import { changeImage, visitImage } from "../tree.ts"

/** The virtual machine starts the program with function 0. */
const START_FUNCTIONS = 1

export const functionOrder: Pass = {
    name: "order of functions",
    run(image) {
        const uses = image.routines.map(() => 0)
        visitImage(image, ({ op, value }) => {
            if (namesFunction(op)) uses[value!]!++
        })
        const order = orderByUse(uses, START_FUNCTIONS)
        const numbers = inverse(order)
        image.routines = order.map(old => image.routines[old]!)
        changeImage(image, node =>
            namesFunction(node.op) ? { ...node, value: numbers[node.value!]! } : node
        )
    },
}

function namesFunction(op: number): boolean {
    return op === Op.FUNCTION || op === Op.CLOSURE
}
