/** `npm run size`: what the firmware's code costs, part by part, against the budget; fails where that is broken. */

import { readFileSync } from "node:fs"
import { ensureFirmware } from "./firmware.ts"
import { ToolError, isMain, runTool } from "./project.ts"
import {
    CODE_LIMIT_BYTES,
    IMAGE_LIMIT_BYTES,
    overspent,
    spend,
    totalBytes,
    type Spending,
} from "./size/budget.ts"
import { bytesByFile, parseDebugInfo } from "./size/code-size.ts"

const BAR_WIDTH = 30
const NAME_WIDTH = 28

async function measure(): Promise<{ spendings: Spending[]; imageBytes: number }> {
    const { devsPath, debugPath } = await ensureFirmware()
    const spendings = spend(bytesByFile(parseDebugInfo(readFileSync(debugPath, "utf8"))))
    return { spendings, imageBytes: readFileSync(devsPath).length }
}

/** @throws ToolError where a part, the whole or the image is over its limit */
export async function checkSize(): Promise<void> {
    const { spendings, imageBytes } = await measure()
    const problems = overspent(spendings, imageBytes)
    if (problems.length > 0) throw new ToolError(problems.join("\n"))
}

/** One line: name, bytes, bar, share of the limit. */
export function formatLine(name: string, bytes: number, limitBytes: number | undefined): string {
    const head = `${name.padEnd(NAME_WIDTH)} ${String(bytes).padStart(6)}`
    if (limitBytes === undefined) return head
    const share = bytes / limitBytes
    const filled = Math.min(BAR_WIDTH, Math.ceil(share * BAR_WIDTH))
    const bar = "#".repeat(filled) + ".".repeat(BAR_WIDTH - filled)
    const mark = share > 1 ? "  OVER" : ""
    return `${head} ${bar} ${String(Math.round(share * 100)).padStart(3)} % of ${limitBytes / 1024} KB${mark}`
}

function printTable(spendings: Spending[], imageBytes: number): void {
    console.log(`${"bytes of code".padEnd(NAME_WIDTH)} ${"bytes".padStart(6)}`)
    for (const { name, bytes, limitBytes, parts } of spendings) {
        console.log(formatLine(name, bytes, limitBytes))
        for (const part of parts) console.log(formatLine(`  ${part.name}`, part.bytes, undefined))
    }
    console.log("")
    console.log(formatLine("all code", totalBytes(spendings), CODE_LIMIT_BYTES))
    console.log(formatLine("image, with sound and strings", imageBytes, IMAGE_LIMIT_BYTES))
}

if (isMain(import.meta.url))
    await runTool(async () => {
        const { spendings, imageBytes } = await measure()
        printTable(spendings, imageBytes)
        const problems = overspent(spendings, imageBytes)
        if (problems.length > 0) throw new ToolError(`\nover the budget:\n${problems.join("\n")}`)
    })
