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
import { imageBytesInAnyLanguage } from "./size/image.ts"
import { bytesByFile, coldBytesByFile, parseDebugInfo, whatStaysCode } from "./size/code-size.ts"

const BAR_WIDTH = 30
const NAME_WIDTH = 28

interface Measured {
    spendings: Spending[]
    imageBytes: number
    /** For each reason the functions that were to be cold and are not. */
    staysCode: Map<string, string[]>
}

async function measure(): Promise<Measured> {
    const { devsPath, debugPath } = await ensureFirmware()
    const debug = parseDebugInfo(readFileSync(debugPath, "utf8"))
    const spendings = spend(bytesByFile(debug), coldBytesByFile(debug))
    const imageBytes = imageBytesInAnyLanguage(devsPath)
    return { spendings, imageBytes, staysCode: whatStaysCode(debug) }
}

/** @throws ToolError where a part, the whole or the image is over its limit */
export async function checkSize(): Promise<void> {
    const { spendings, imageBytes } = await measure()
    const problems = overspent(spendings, imageBytes)
    if (problems.length > 0) throw new ToolError(problems.join("\n"))
}

/** One line: name, bytes, bytes of cold code, bar, share of the limit. */
export function formatLine(
    name: string,
    bytes: number,
    limitBytes: number | undefined,
    coldBytes = 0
): string {
    const cold = coldBytes > 0 ? String(coldBytes) : ""
    const head = `${name.padEnd(NAME_WIDTH)} ${String(bytes).padStart(6)} ${cold.padStart(6)}`
    if (limitBytes === undefined) return head
    const share = bytes / limitBytes
    const filled = Math.min(BAR_WIDTH, Math.ceil(share * BAR_WIDTH))
    const bar = "#".repeat(filled) + ".".repeat(BAR_WIDTH - filled)
    const mark = share > 1 ? "  OVER" : ""
    return `${head} ${bar} ${String(Math.round(share * 100)).padStart(3)} % of ${limitBytes / 1024} KB${mark}`
}

function printTable({ spendings, imageBytes, staysCode }: Measured): void {
    console.log(`${"bytes of".padEnd(NAME_WIDTH)} ${"code".padStart(6)} ${"cold".padStart(6)}`)
    for (const { name, bytes, coldBytes, limitBytes, parts } of spendings) {
        console.log(formatLine(name, bytes, limitBytes, coldBytes))
        for (const part of parts)
            console.log(formatLine(`  ${part.name}`, part.bytes, undefined, part.coldBytes))
    }
    console.log("")
    const coldBytes = spendings.reduce((sum, each) => sum + each.coldBytes, 0)
    console.log(formatLine("all code", totalBytes(spendings), CODE_LIMIT_BYTES, coldBytes))
    console.log(formatLine("image, in any language", imageBytes, IMAGE_LIMIT_BYTES))
    if (staysCode.size > 0) console.log("\nlisted as cold, but code because of")
    for (const [because, names] of staysCode) console.log(`  ${because}: ${names.join(", ")}`)
}

if (isMain(import.meta.url))
    await runTool(async () => {
        const measured = await measure()
        printTable(measured)
        const problems = overspent(measured.spendings, measured.imageBytes)
        if (problems.length > 0) throw new ToolError(`\nover the budget:\n${problems.join("\n")}`)
    })
