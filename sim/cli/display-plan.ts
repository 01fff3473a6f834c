/** The display of a machine, with the letters that it is read with. */

import { readFileSync } from "node:fs"
import { join } from "node:path"
import { ROOT } from "../../tools/project.ts"
import { type DisplayPlan } from "../machine/display-plan.ts"

const FONTS = { 32: "fixed-5x8.txt", 64: "fixed-6x13.txt" } as const

/** @param height in points; undefined: there is none */
export function displayPlan(height: 32 | 64 | undefined): DisplayPlan | undefined {
    if (height === undefined) return undefined
    return { height, font: readFileSync(join(ROOT, "fonts", FONTS[height]), "utf8") }
}
