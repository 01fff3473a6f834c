/** Functions that nothing gets to: the compiler keeps some, and methods that nobody calls have left their prototypes. */

import { reachable, removeFunctions } from "../calls.ts"
import type { Pass } from "../pass.ts"

export const unusedFunctions: Pass = {
    name: "unused functions",
    run(image) {
        const reached = reachable(image)
        removeFunctions(image, new Set(image.routines.filter(each => !reached.has(each))))
    },
}
