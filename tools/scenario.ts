/** `npm run scenario -- <name or file> [--seed N] …`: plays one scenario on a fresh card and says what it left behind. */

import { spawn } from "node:child_process"
import { existsSync, mkdirSync, rmSync } from "node:fs"
import { basename, join, relative, resolve } from "node:path"
import { ROOT, ToolError, listFiles, runTool } from "./project.ts"

const FOLDER = "test/scenario"
const ENDING = ".json"

/** The path of a scenario that is given as a file, or by its name alone. */
function findScenario(given: string | undefined): string {
    if (given && existsSync(given)) return resolve(given)
    const files = listFiles(FOLDER).filter(file => file.endsWith(ENDING))
    const found = files.find(file => basename(file, ENDING) === given)
    if (found) return join(ROOT, found)
    const names = files.map(file => `  ${basename(file, ENDING)}`)
    const problem = given
        ? `${given}: neither a file nor a scenario in ${FOLDER}`
        : "which scenario?"
    throw new ToolError(
        `${problem}\nusage: npm run scenario -- <name or file> [--seed N]\nthere are:\n${names.join("\n")}`
    )
}

await runTool(async () => {
    const [given, ...options] = process.argv.slice(2)
    const scenario = findScenario(given)
    const out = join(ROOT, "out", basename(scenario, ENDING))
    const card = join(out, "card.img")
    rmSync(out, { recursive: true, force: true })
    mkdirSync(out, { recursive: true })
    const fixed = ["--scenario", scenario, "--card", card, "--out", out]
    const child = spawn(
        process.execPath,
        [join(ROOT, "bin/afterbeep.mjs"), "sim", ...fixed, ...options],
        {
            stdio: "inherit",
        }
    )
    const exitCode = await new Promise<number>((done, reject) => {
        child.on("error", reject)
        child.on("close", code => done(code ?? 1))
    })
    console.log(
        `exit code ${exitCode}; card image, timeline and sound are in ${relative(ROOT, out)}/`
    )
    return exitCode
})
