/**
 * The firmware's unit tests, run in the official VM with its garbage collector under stress.
 *
 * Many test files make one program, by a generated entry (test/firmware/all-*.gen.ts). A program holds 64 KB of code:
 * where that is exceeded, its files are split in two programs, and so on.
 */

import { rmSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { runNode } from "../check/programs.ts"
import { StackTraceMap } from "../../sim/vm/stack-trace.ts"
import { failureOf, type Tally } from "../check/tally.ts"
import { ROOT, ToolError, listFiles } from "../project.ts"
import { generateSources } from "./generate.ts"
import { Stage } from "./stage.ts"
import { readable, STARTED, SUMMARY } from "./unit-log.ts"

const FOLDER = "test/firmware"
/** The machine that runs a program, in a process of its own. */
const RUNNER = "tools/firmware/unit-vm.ts"
/** Two at once: the smallest machine that this runs on has two cores. */
const CONCURRENCY = 2

/** What the CLI says when the code does not fit into 16 bits. */
const TOO_MUCH_CODE = "verification error: -1051"
/** Test files of this many bytes are first tried as one program. */
const PROGRAM_SOURCE_BYTES = 24_000

export function listUnitTests(): string[] {
    return listFiles(FOLDER).filter(file => file.endsWith(".test.ts"))
}

/**
 * Run test files (paths from the project's folder) and print what failed.
 *
 * @param files at least one
 * @throws ToolError where a program does not compile
 */
export async function runUnitTests(files: string[]): Promise<Tally> {
    generateSources()
    const tally: Required<Tally> = { passed: 0, failed: 0, skipped: [], failures: [] }
    const queue = groupBySize(files)
    let programCount = 0
    const work = async () => {
        for (let group = queue.shift(); group; group = queue.shift()) {
            const ran = await runProgram(group, ++programCount)
            if (isTooBig(ran.output, group)) queue.unshift(...halves(group))
            else count(ran, group, tally)
        }
    }
    await Promise.all(Array.from({ length: CONCURRENCY }, work))
    return tally
}

function groupBySize(files: string[]): string[][] {
    const groups: string[][] = []
    let room = 0
    for (const file of files) {
        const bytes = statSync(join(ROOT, file)).size
        if (bytes > room || groups.length === 0) {
            groups.push([])
            room = PROGRAM_SOURCE_BYTES
        }
        groups.at(-1)!.push(file)
        room -= bytes
    }
    return groups
}

/** Too much code for one program; or, where several are in it, one test that took the others down with it. */
function isTooBig(output: string, group: string[]): boolean {
    if (output.includes(TOO_MUCH_CODE)) return true
    return group.length > 1 && output.includes(STARTED) && !SUMMARY.test(output)
}

function halves(group: string[]): string[][] {
    if (group.length === 1)
        throw new ToolError(`${group[0]}: with what it imports more than 64 KB of code`)
    const middle = Math.ceil(group.length / 2)
    return [group.slice(0, middle), group.slice(middle)]
}

interface ProgramRun {
    readonly output: string
    /** Of its stack frames; undefined: it did not compile. */
    readonly map?: StackTraceMap | undefined
}

/** One program of the given test files. */
async function runProgram(files: string[], number: number): Promise<ProgramRun> {
    const stage = Stage.open()
    const entry = `${FOLDER}/all-${process.pid}-${number}.gen.ts`
    try {
        writeFileSync(join(ROOT, entry), entrySource(files))
        const built = await stage.devs(["build", entry])
        if (built.exitCode !== 0) return built
        stage.shareLibrary()
        const bytecode = join(stage.outputFolder, "bytecode.devs")
        const { output } = await runNode(["--import", "tsx", RUNNER, bytecode])
        return { output, map: StackTraceMap.load(join(stage.outputFolder, "bytecode-dbg.json")) }
    } finally {
        rmSync(join(ROOT, entry), { force: true })
        stage.close()
    }
}

/**
 * The program that runs the given test files, once each.
 *
 * The library's `describe` starts all tests 10 ms later, a nested one a second time beside the first: its timers are
 * cleared, and the tests are started here. Before each test stands a fiber switch: a program that runs 131,071
 * instructions without one is killed, and the library never waits.
 */
export function entrySource(files: string[]): string {
    const imports = files.map(
        file => `import "./${file.slice(FOLDER.length + 1).replace(/\.ts$/, "")}"\n`
    )
    return `import * as ds from "@devicescript/core"
import "../../src/cold/run-cold"
import { root, runTests, SetupTeardownNode, SuiteNode } from "@devicescript/test/src/core"
${imports.join("")}
async function breathe() {
    await ds.sleep(1)
}
function breatheBeforeEach(suite: SuiteNode) {
    suite.befores.insert(0, 1)
    suite.befores[0] = new SetupTeardownNode(breathe)
    suite.children.forEach(breatheBeforeEach)
}
const lastTimer = setTimeout(breathe, 60000)
for (let id = 1; id <= lastTimer; ++id) clearTimeout(id)
breatheBeforeEach(root)
await runTests()
ds.restart()
`
}

function count({ output, map }: ProgramRun, files: string[], tally: Required<Tally>): void {
    const summary = SUMMARY.exec(output)
    const [total, passed, failed] = summary ? summary.slice(1).map(Number) : [0, 0, 1]
    tally.passed += passed!
    tally.failed += failed!
    const skipped = total! - passed! - failed!
    const rest = files.length > 1 ? ` and ${files.length - 1} more` : ""
    if (skipped > 0)
        tally.skipped.push(...Array(skipped).fill({ name: "in the VM", reason: "marked so" }))
    if (!summary || failed! > 0) {
        const said = readable(output, map)
        console.log(`${files.join("\n")}\n${said}`)
        tally.failures.push(failureOf(files.join(", "), said))
    } else console.log(`  ${files[0]}${rest}: ${passed} passed`)
    if (summary && total === 0) throw new ToolError(`no test was run in ${files.join(", ")}`)
}
