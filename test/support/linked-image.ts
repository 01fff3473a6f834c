/** Programs of bytecode as text, for tests of the linker's passes: one function is a text of test/support/routine.ts. */

import type { Image, Routine } from "../../tools/firmware/linker/image.ts"
import type { Pass } from "../../tools/firmware/linker/pass.ts"
import { routine, textOf } from "./routine.ts"

/** The first function is the program's beginning. */
export function imageOf(...functions: (string | [string, Partial<Routine>])[]): Image {
    const routines = functions.map(each =>
        typeof each === "string" ? routine(each, { args: 0 }) : routine(each[0], each[1])
    )
    return { header: new Uint8Array(32), sections: [], routines }
}

/** The functions that are left, as text. */
export function textsAfter(pass: Pass, image: Image): string[] {
    pass.run(image)
    return image.routines.map(textOf)
}
