/** The functions that the code names most often come first in their table: numbers from 248 on take more bytes. */

import { namesFunction, reorderFunctions } from "../calls.ts"
import { orderByUse } from "../numbering.ts"
import type { Pass } from "../pass.ts"
import { visitImage } from "../tree.ts"

/** The virtual machine starts the program with function 0. */
const START_FUNCTIONS = 1

export const functionOrder: Pass = {
    name: "order of functions",
    run(image) {
        const uses = image.routines.map(() => 0)
        visitImage(image, ({ op, value }) => {
            if (namesFunction(op)) uses[value!]!++
        })
        reorderFunctions(image, orderByUse(uses, START_FUNCTIONS))
    },
}
