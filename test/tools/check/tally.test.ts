import assert from "node:assert/strict"
import { test } from "node:test"
import { closingLine, failureOf, skipLines, sum } from "../../../tools/check/tally.ts"

const noSox = (name: string) => ({ name, reason: "sox is not installed" })

test("the closing line is the sum of all runners", () => {
    const total = sum([
        { passed: 3, failed: 0, skipped: [noSox("a")] },
        { passed: 4, failed: 1, skipped: [] },
    ])
    assert.equal(closingLine(total), "7 passed, 1 failed, 1 skipped")
})

test("each reason to skip is told once, with how many tests it stopped", () => {
    const lines = skipLines([noSox("a"), { name: "b", reason: "needs hardware" }, noSox("c")])
    assert.deepEqual(lines, [
        "skipped: a and 1 more: sox is not installed",
        "skipped: b: needs hardware",
    ])
})

test("what failed is told again with its beginning, and all of it is summed", () => {
    const short = failureOf("test/a.test.ts", "FAILED: a\n    Error: b")
    assert.equal(short, "test/a.test.ts:\nFAILED: a\n    Error: b")
    const long = failureOf("test/c.test.ts", Array(100).fill("FAILED: d").join("\n")).split("\n")
    assert.equal(long.length, 1 + 24 + 1)
    assert.match(long.at(-1)!, /76 lines more/)
    const failed = { passed: 0, failed: 1, skipped: [] }
    const total = sum([{ ...failed, failures: [short] }, failed])
    assert.deepEqual(total.failures, [short])
})
