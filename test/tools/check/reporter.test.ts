/** The runner with our reporter, on test files that are made here. */

import assert from "node:assert/strict"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { runNode } from "../../../tools/check/programs.ts"
import { TALLY_MARK } from "../../../tools/check/reporter.ts"
import { type Tally } from "../../../tools/check/tally.ts"
import { BUILD } from "../../../tools/project.ts"

const HEAD = 'import test, { describe } from "node:test"\n'

async function report(source: string): Promise<{ output: string; tally: Tally }> {
    mkdirSync(BUILD, { recursive: true })
    const folder = mkdtempSync(join(BUILD, "reporter-"))
    try {
        const file = join(folder, "sample.test.mjs")
        writeFileSync(file, HEAD + source)
        const { output } = await runNode([
            "--test",
            "--test-reporter=./tools/check/reporter-entry.mjs",
            file,
        ])
        const last = output.split("\n").find(line => line.startsWith(TALLY_MARK))
        return { output, tally: JSON.parse(last!.slice(TALLY_MARK.length)) as Tally }
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
    const { output, tally } = await report(`
        describe("suite", () => { test("bad", () => { throw new Error("the reason") }) })`)
    assert.deepEqual([tally.passed, tally.failed], [0, 1])
    assert.match(output, /FAILED .*sample\.test\.mjs: bad\n\s+Error: the reason/)
})

test("a skip keeps its reason", async () => {
    const { tally } = await report(`
        test("a", { skip: "no sox" }, () => {})
        test("b", t => t.skip("no fsck"))`)
    assert.deepEqual(tally.skipped.map(skip => skip.reason).sort(), ["no fsck", "no sox"])
    assert.equal(tally.passed, 0)
})

test("a file without a test, or that does not load, has failed", async () => {
    assert.equal((await report("")).tally.failed, 1)
    assert.equal((await report("throw new Error('at load')")).tally.failed, 1)
})
