import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { runUnitTests } from "../../../tools/firmware/unit-tests.ts"
import { runUnitProgram } from "../../../tools/firmware/unit-vm.ts"
import { buildFixture } from "../../support/fixture-firmware.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"

test("tests that sleep for minutes are done, each of them once", async () => {
    const tally = await runUnitTests(["test/firmware/owner/code-guard.test.ts"])
    assert.deepEqual(tally, { passed: 6, failed: 0, skipped: [], failures: [] })
})

test("a program that panics has not come to its end, and left the trace", async t => {
    const path = await buildFixture("panic-firmware", scratchFolder(t))
    const { lines, isDone } = runUnitProgram(readFileSync(path))
    assert.equal(isDone, false)
    assert.match(lines.join("\n"), /the gauge is broken[^]* at read_F\d+/)
})

test("nor has one that resets its chip", async t => {
    const path = await buildFixture("settings-firmware", scratchFolder(t))
    const { lines, isDone } = runUnitProgram(readFileSync(path))
    assert.equal(isDone, false)
    assert.ok(lines.includes("> start 1"))
    assert.match(lines.at(-1)!, /^the runtime stopped: /)
})
