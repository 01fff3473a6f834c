/** What of src/cold/run-cold.ts the linker knows: its functions by their names, and what stands in them for cold code. */

import type { Image, Routine } from "../image.ts"
import { Op } from "../ops.ts"

const PATH = "src/cold/run-cold.ts"
const RUNNER = "runCold"
const TABLE = "tableOfConstants"
const GLOBALS = "globalAt"

/** Stands where the cold code's names are put. */
export const NAMES_MARK = "names of the cold code"
/** Stands where the cold code is put. */
export const CODE_MARK = Uint8Array.of(0xc0, 0x1d, 0xc0, 0xde)

/** The function that runs cold code, undefined in programs without. */
export function findRunner(image: Image): Routine | undefined {
    return image.routines.find(each => isOf(each, RUNNER))
}

/** The function that returns the table of constants. */
export function findTable(image: Image): Routine | undefined {
    return image.routines.find(each => isOf(each, TABLE))
}

/** The function that returns a variable by number. */
export function findGlobals(image: Image): Routine | undefined {
    return image.routines.find(each => isOf(each, GLOBALS))
}

/** Its body is still to be written. */
export function isUnwritten(routine: Routine): boolean {
    return isOf(routine, TABLE) || isOf(routine, GLOBALS)
}

function isOf({ origin }: Routine, name: string): boolean {
    return origin?.path === PATH && origin.name === name
}

/** Takes out the statement that keeps the runner in the program, a store of it in a variable that nobody reads. */
export function releaseRunner({ routines }: Image, runner: Routine): void {
    const number = routines.indexOf(runner)
    for (const each of routines)
        each.statements = each.statements.filter(
            ({ op, args }) =>
                op !== Op.STORE_GLOBAL || args[0]!.op !== Op.FUNCTION || args[0]!.value !== number
        )
}
