/**
 * `npm run deploy` puts a changed program into a board that has the runtime, and then shows its log as `npm run monitor`
 * does, which only shows it. Both go on until Ctrl+C; `deploy` does it again whenever a source changes.
 *
 * The board is the one of devs.config.json. While this runs, the CLI's own page is at the loopback address that it prints.
 */

import { generatedSources } from "./firmware/generate.ts"
import { Stage } from "./firmware/stage.ts"
import { WrongUsage, runTool } from "./project.ts"

const DEEDS: Readonly<Record<string, readonly string[]>> = {
    deploy: ["src/main.ts"],
    monitor: [],
}

await runTool(async () => {
    const [deed = "", ...rest] = process.argv.slice(2)
    const program = DEEDS[deed]
    if (!program || rest.length > 0)
        throw new WrongUsage(
            `usage: npm run ${Object.keys(DEEDS).join(" | npm run ")}   (no arguments)`
        )
    generatedSources()
    const stage = Stage.open()
    // Ctrl+C ends the CLI, and then us, with the stage put away.
    process.on("SIGINT", () => {})
    try {
        return await stage.devsInTerminal(["devtools", "--serial", "--logging", ...program])
    } finally {
        stage.close()
    }
})
