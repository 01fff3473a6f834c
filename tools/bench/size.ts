/** Code by part against the budget, as `npm run size` has it. */

import { readFileSync } from "node:fs"
import { ensureFirmware } from "../firmware.ts"
import { CODE_LIMIT_BYTES, IMAGE_LIMIT_BYTES, spend, totalBytes } from "../size/budget.ts"
import { imageBytesInAnyLanguage } from "../size/image.ts"
import { bytesByFile, parseDebugInfo } from "../size/code-size.ts"
import type { Goal } from "./goals.ts"
import type { Figure } from "./table.ts"

export async function measureSize(): Promise<Figure[]> {
    const { devsPath, debugPath } = await ensureFirmware()
    const spendings = spend(bytesByFile(parseDebugInfo(readFileSync(debugPath, "utf8"))))
    const imageBytes = imageBytesInAnyLanguage(devsPath)
    return [
        ...spendings.map(({ name, bytes, limitBytes }) => bytesOf(name, bytes, limitBytes)),
        bytesOf("all code", totalBytes(spendings), CODE_LIMIT_BYTES),
        bytesOf("image, in any language", imageBytes, IMAGE_LIMIT_BYTES),
    ]
}

function bytesOf(what: string, value: number, limit: number): Figure {
    const goal: Goal = { limit, kind: "at most", source: "docs/goals" }
    return { what, value, unit: "B", goal }
}
