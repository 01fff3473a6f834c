/** `npm run deps`: who may import whom (.dependency-cruiser.cjs). */

import { existsSync } from "node:fs"
import { join } from "node:path"
import { ROOT, ToolError, isMain, runTool } from "./project.ts"
import { runNode } from "./check/programs.ts"

const CRUISER = "node_modules/dependency-cruiser/bin/dependency-cruise.mjs"
const FOLDERS = ["src", "sim", "card", "page", "tools", "test"]

export async function checkDependencies(): Promise<void> {
    const folders = FOLDERS.filter(folder => existsSync(join(ROOT, folder)))
    const { exitCode, output } = await runNode([
        CRUISER,
        "--config",
        ".dependency-cruiser.cjs",
        ...folders,
    ])
    if (exitCode !== 0) throw new ToolError(output)
}

if (isMain(import.meta.url))
    await runTool(async () => {
        await checkDependencies()
        console.log("deps: clean")
    })
