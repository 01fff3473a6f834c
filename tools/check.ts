/**
 * `npm test` and `npm run check`: everything that must hold, cheapest first; all of it is run, whatever fails.
 *
 * Every step is a line with its time. The last line is the sum of all tests, a step without tests counting as one.
 */

import { runNode } from "./check/programs.ts"
import { AT_USB, CORE_SCENARIOS, listNodeTests, runNodeTests } from "./check/node-tests.ts"
import { closingLine, skipLines, sum, type Tally } from "./check/tally.ts"
import { checkDependencies } from "./deps.ts"
import { listUnitTests, runUnitTests } from "./firmware/unit-tests.ts"
import { ToolError, runTool } from "./project.ts"
import { checkSize } from "./size.ts"
import { checkTidiness } from "./tidy.ts"
import { checkFirmwareTypes, checkNodeTypes, checkPageTypes } from "./types.ts"

const PASSED: Tally = { passed: 1, failed: 0, skipped: [] }
const FAILED: Tally = { passed: 0, failed: 1, skipped: [] }

/** A step throws ToolError, or returns the tally of its tests. */
type Step = () => Promise<Tally | void>

async function runProgram(args: string[]): Promise<void> {
    const { exitCode, output } = await runNode(args)
    if (exitCode !== 0) throw new ToolError(output)
}

async function runNodeFolders(folders: string[], concurrency?: number): Promise<Tally> {
    const files = listNodeTests(folders)
    if (files.length === 0) throw new ToolError(`there is no test in ${folders.join(", ")}`)
    return await runNodeTests(files, concurrency)
}

async function runFirmwareTests(): Promise<Tally> {
    const files = listUnitTests()
    if (files.length === 0) throw new ToolError("there is no test in test/firmware")
    return await runUnitTests(files)
}

const STEPS: [string, Step][] = [
    ["firmware build and code size", checkSize],
    [
        "format",
        () =>
            runProgram([
                "node_modules/prettier/bin/prettier.cjs",
                "--check",
                "--log-level=warn",
                ".",
            ]),
    ],
    ["house rules", checkTidiness],
    ["layers", checkDependencies],
    ["types of the firmware", checkFirmwareTypes],
    ["types of the simulator, the card tool and tools", checkNodeTypes],
    ["types of the page", checkPageTypes],
    ["lint", () => runProgram(["node_modules/eslint/bin/eslint.js", "."])],
    [
        "tests of the simulator, the card tool and tools",
        () => runNodeFolders(["test/sim", "test/card", "test/tools"]),
    ],
    ["unit tests of the firmware, in the VM", runFirmwareTests],
    // One at a time: sound in a browser comes in real time.
    ["the page, and a browser that opens it", () => runNodeFolders(["test/page"], 1)],
    ["scenarios", () => runNodeFolders(["test/scenario"])],
    ["core scenarios, with a USB modem", () => runNodeTests(CORE_SCENARIOS, undefined, AT_USB)],
]

async function runStep(name: string, step: Step): Promise<Tally> {
    const beganMs = performance.now()
    console.log(`> ${name}`)
    const tally = await resultOf(step)
    const seconds = ((performance.now() - beganMs) / 1000).toFixed(1)
    const tests = tally === PASSED || tally === FAILED ? "" : `${closingLine(tally)}, `
    console.log(`  ${tally.failed > 0 ? "FAILED" : "ok"}: ${name} (${tests}${seconds} s)`)
    return tally
}

async function resultOf(step: Step): Promise<Tally> {
    try {
        return (await step()) ?? PASSED
    } catch (error) {
        if (!(error instanceof ToolError)) throw error
        console.log(error.message.replace(/^/gm, "  "))
        return FAILED
    }
}

await runTool(async () => {
    const beganMs = performance.now()
    const failures: string[] = []
    const tallies: Tally[] = []
    for (const [name, step] of STEPS) {
        const tally = await runStep(name, step)
        if (tally.failed > 0) failures.push(name)
        tallies.push(tally)
    }
    const total = sum(tallies)
    for (const failure of total.failures ?? []) console.log(`\nfailed in ${failure}`)
    console.log("")
    for (const line of skipLines(total.skipped)) console.log(line)
    if (failures.length > 0) console.log(`failed: ${failures.join("; ")}`)
    console.log(`all of it took ${((performance.now() - beganMs) / 1000).toFixed(0)} s`)
    console.log(closingLine(total))
    return failures.length > 0 ? 1 : 0
})
