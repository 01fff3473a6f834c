/** `npm run types`: stock TypeScript's strict opinion on the firmware, on everything that runs under Node, and on the page. */

import { ensureFirmware } from "./firmware.ts"
import { ToolError, runTool } from "./project.ts"
import { runNode } from "./check/programs.ts"
import { isMain } from "./project.ts"

const TSC = "node_modules/typescript/bin/tsc"

/** The firmware's types; messages about the library's own sources, which we cannot change, are left out. */
export async function checkFirmwareTypes(): Promise<void> {
    const { output } = await runNode([TSC, "-p", "tsconfig.json", "--pretty", "false"])
    const ours = ownMessages(output)
    if (ours.length > 0) throw new ToolError(ours.join("\n"))
}

export async function checkNodeTypes(): Promise<void> {
    const { exitCode, output } = await runNode([
        TSC,
        "-p",
        "sim/tsconfig.json",
        "--pretty",
        "false",
    ])
    if (exitCode !== 0) throw new ToolError(output)
}

/** The page, and its tests, which know Node's names as well as a browser's. */
export async function checkPageTypes(): Promise<void> {
    for (const project of ["page/tsconfig.json", "test/page/tsconfig.json"]) {
        const { exitCode, output } = await runNode([TSC, "-p", project, "--pretty", "false"])
        if (exitCode !== 0) throw new ToolError(output)
    }
}

/** Messages that are not about node_modules, with the indented lines that belong to them. */
export function ownMessages(output: string): string[] {
    let ours = false
    return output.split("\n").filter(line => {
        if (!/^\s/.test(line))
            ours = line !== "" && !/(^|\/)node_modules\//.test(line.split("(")[0]!)
        return ours
    })
}

if (isMain(import.meta.url))
    await runTool(async () => {
        await ensureFirmware()
        await checkFirmwareTypes()
        await checkNodeTypes()
        await checkPageTypes()
        console.log("types: clean")
    })
