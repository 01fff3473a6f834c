/** `npm run scenario -- <name or file> [--seed N] …`: plays one scenario on a fresh card and says what it left behind. */

import { spawn } from "node:child_process"
import { existsSync, mkdirSync, rmSync } from "node:fs"
import { basename, join, relative, resolve } from "node:path"
import { ROOT, WrongUsage, listFiles, runTool } from "./project.ts"

const FOLDER = "test/scenario"
const ENDING = ".json"
/** Exit code of `afterbeep sim` for a command line or a file that is wrong. */
const BAD_INPUT = 2

const names = () =>
    listFiles(FOLDER)
        .filter(file => file.endsWith(ENDING))
        .map(file => basename(file, ENDING))

function usage(): string {
    return `plays one scenario on a fresh card
usage: npm run scenario -- NAME_OR_FILE [--seed N] [--firmware FILE] [--volume FILE]

The results are in out/<name>/, which is emptied first. docs/scenarios.md describes scenarios and options.
names in ${FOLDER}:
${names()
    .map(name => `  ${name}`)
    .join("\n")}`
}

/** The path of a scenario that is given as a file, or by its name alone. */
function findScenario(given: string | undefined): string {
    if (given === undefined || given.startsWith("-"))
        throw new WrongUsage(`which scenario?\n${usage()}`)
    if (existsSync(given)) return resolve(given)
    const found = listFiles(FOLDER).find(file => basename(file) === given + ENDING)
    if (found) return join(ROOT, found)
    throw new WrongUsage(`${given}: neither a file nor a scenario in ${FOLDER}\n${usage()}`)
}

await runTool(async () => {
    const [given, ...options] = process.argv.slice(2)
    if ([given, ...options].some(each => each === "--help" || each === "-h")) {
        console.log(usage())
        return 0
    }
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
    // Then nothing was played, and what is wrong was said.
    if (exitCode === BAD_INPUT) return exitCode
    console.log(
        `exit code ${exitCode}; card image, timeline and sound are in ${relative(ROOT, out)}/`
    )
    return exitCode
})
