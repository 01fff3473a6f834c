import assert from "node:assert/strict"
import { rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { entrySource, runUnitTests } from "../../../tools/firmware/unit-tests.ts"
import { ROOT } from "../../../tools/project.ts"
import { ownMessages } from "../../../tools/types.ts"

const FAILING = `import { describe, expect, test } from "@devicescript/test"
describe("sums", () => {
    test("are whole", async () => {
        expect(1 + 1).toBe(2)
    })
    test("adds", async () => {
        expect(1).toBe(1)
        expect(1 + 1).toBe(3)
    })
})
`

test("the program of several test files imports each of them without its ending", () => {
    const text = entrySource([
        "test/firmware/util/channel.test.ts",
        "test/firmware/fat/names.test.ts",
    ])
    assert.match(text, /^import "\.\/util\/channel\.test"$/m)
    assert.match(text, /^import "\.\/fat\/names\.test"$/m)
})

test("of a test that fails its name, the file and the line of what was expected are told", async t => {
    const file = `test/firmware/failing-${process.pid}.gen.ts`
    writeFileSync(join(ROOT, file), FAILING)
    t.after(() => rmSync(join(ROOT, file)))
    t.mock.method(console, "log", () => undefined)
    const { passed, failed, failures } = await runUnitTests([file])
    assert.deepEqual([passed, failed], [1, 1])
    const line = FAILING.split("\n").findIndex(each => each.includes("toBe(3)")) + 1
    assert.match(
        failures![0]!,
        new RegExp(
            `\nFAILED: adds \\(${file}:${line}\\)\n {4}AssertionError: toBe: Expected 3, got 2\n`
        )
    )
})

test("type messages about the library are left out, with the lines that belong to them", () => {
    const output = [
        "node_modules/@devicescript/core/src/array.ts(1,2): error TS1: theirs",
        "  more about it",
        "src/main.ts(3,4): error TS2: ours",
        "  more about ours",
    ].join("\n")
    assert.deepEqual(ownMessages(output), [
        "src/main.ts(3,4): error TS2: ours",
        "  more about ours",
    ])
})
