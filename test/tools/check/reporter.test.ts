/** Node's runner with our reporter, on test files that are made here. */

import assert from "node:assert/strict"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { readResult } from "../../../tools/check/node-tests.ts"
import { runNode } from "../../../tools/check/programs.ts"
import { type Tally } from "../../../tools/check/tally.ts"
import { BUILD } from "../../../tools/project.ts"

const HEAD = 'import test, { describe } from "node:test"\n'

async function report(source: string): Promise<{ tally: Tally; printed: string }> {
    mkdirSync(BUILD, { recursive: true })
    const folder = mkdtempSync(join(BUILD, "reporter-"))
    try {
        const file = join(folder, "sample.test.mjs")
        writeFileSync(file, HEAD + source)
        const run = ["--test-reporter=./tools/check/reporter-entry.mjs", file]
        const { output, exitCode } = await runNode(run)
        return readResult(output, exitCode)
    } finally {
        rmSync(folder, { recursive: true, force: true })
    }
}

test("tests in suites and tests in tests are counted once each", async () => {
    const { tally } = await report(`
        describe("suite", () => { test("one", () => {}); test("two", () => {}) })
        test("outer", async t => { await t.test("inner", () => {}) })`)
    assert.deepEqual(tally, { passed: 4, failed: 0, skipped: [] })
})

test("a failure is printed with its message, and its parents are not counted", async () => {
    const { tally, printed } = await report(`
        describe("suite", () => { test("bad", () => { throw new Error("the reason") }) })`)
    assert.deepEqual([tally.passed, tally.failed], [0, 1])
    assert.match(printed, /^FAILED: bad\n\s+Error: the reason/)
})

test("a skip keeps its reason", async () => {
    const { tally } = await report(`
        test("a", { skip: "no sox" }, () => {})
        test("b", t => t.skip("no fsck"))`)
    assert.deepEqual(tally.skipped.map(skip => skip.reason).sort(), ["no fsck", "no sox"])
    assert.equal(tally.passed, 0)
})

test("a file without a test has failed", async () => {
    const { tally, printed } = await report("")
    assert.equal(tally.failed, 1)
    assert.match(printed, /no test was run/)
})

test("a file that does not load has failed, and says why", async () => {
    const { tally, printed } = await report("throw new Error('at load')")
    assert.equal(tally.failed, 1)
    assert.match(printed, /at load/)
})

test("an error that no test caught is a failure", async () => {
    const { tally } = await report(`
        test("fine", () => {})
        process.on("exit", () => (process.exitCode = 3))`)
    assert.deepEqual([tally.passed, tally.failed], [1, 1])
})
