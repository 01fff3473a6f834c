/** Runs test files under Node's test runner, each in a process of its own, and says what they came to. */

import { ROOT, listFiles } from "../project.ts"
import { runNode } from "./programs.ts"
import { TALLY_MARK } from "./reporter.ts"
import { failureOf, sum, type Tally } from "./tally.ts"

/** What tests are told: which bridge scenarios have that do not name one (test/support/scenario-run.ts). */
export const AT_USB = { AFTERBEEP_TEST_BRIDGE: "max3421e" } as const
/** Scenarios that must hold at either bridge: how calls begin and end, and what a modem, a card or a bug can do to them. */
export const CORE_SCENARIOS = [
    "first-call",
    "calls",
    "call-endings",
    "play-key",
    "remote",
    "modems",
    "modem-troubles",
    "power",
    "card-faults",
    "panics",
].map(name => `test/scenario/${name}.test.ts`)

/** Two at once: the smallest machine that this runs on has two cores. */
const CONCURRENCY = 2

const RUN = ["--import", "tsx", "--test-reporter=./tools/check/reporter-entry.mjs"]

export function listNodeTests(folders: string[]): string[] {
    return folders.flatMap(folder => listFiles(folder)).filter(file => file.endsWith(".test.ts"))
}

/**
 * Run test files (paths from the project's folder), and print a line for each, and what failed in it.
 *
 * @param concurrency so many at once; 1 where they need the computer for themselves
 * @param environment what they are told besides
 */
export async function runNodeTests(
    files: string[],
    concurrency = CONCURRENCY,
    environment: Readonly<Record<string, string>> = {}
): Promise<Tally> {
    const tallies: Tally[] = []
    const queue = [...files]
    const work = async () => {
        for (let file = queue.shift(); file; file = queue.shift())
            tallies.push(await runFile(file, environment))
    }
    await Promise.all(Array.from({ length: concurrency }, work))
    return sum(tallies)
}

async function runFile(
    file: string,
    environment: Readonly<Record<string, string>>
): Promise<Tally> {
    const beganMs = performance.now()
    const { exitCode, output } = await runNode([...RUN, file], environment)
    const { tally, printed } = readResult(output, exitCode)
    const seconds = ((performance.now() - beganMs) / 1000).toFixed(1)
    console.log(`  ${file}: ${inWords(tally)} (${seconds} s)`)
    const said = printed.replaceAll(`${ROOT}/`, "")
    if (said !== "") console.log(said)
    return tally.failed > 0 ? { ...tally, failures: [failureOf(file, said)] } : tally
}

/**
 * The tally in what a test file printed, and the rest of it.
 *
 * A file that says nothing of tests, or that ends badly although its tests passed, counts as one failure.
 */
export function readResult(output: string, exitCode: number): { tally: Tally; printed: string } {
    const lines = output.split("\n")
    const mark = lines.find(line => line.startsWith(TALLY_MARK))
    const tally = JSON.parse(mark?.slice(TALLY_MARK.length) ?? "{}") as Partial<Tally>
    const { passed = 0, failed = 0, skipped = [] } = tally
    const problem = findProblem({ passed, failed, skipped }, exitCode)
    const printed = [...lines.filter(line => line !== mark), ...(problem ? [problem] : [])]
    return {
        tally: { passed, failed: problem ? failed + 1 : failed, skipped },
        printed: printed.join("\n").trim(),
    }
}

function findProblem({ passed, failed, skipped }: Tally, exitCode: number): string | undefined {
    if (passed + failed + skipped.length === 0) return "FAILED: no test was run"
    if (exitCode !== 0 && failed === 0) return `FAILED: ended with exit code ${exitCode}`
    return undefined
}

function inWords({ passed, failed, skipped }: Tally): string {
    const parts = [`${passed} passed`]
    if (failed > 0) parts.push(`${failed} FAILED`)
    if (skipped.length > 0) parts.push(`${skipped.length} skipped`)
    return parts.join(", ")
}
