import assert from "node:assert/strict"
import { test } from "node:test"
import { entrySource } from "../../../tools/firmware/unit-tests.ts"
import { ownMessages } from "../../../tools/types.ts"

test("the program of several test files imports each of them without its ending", () => {
    const text = entrySource([
        "test/firmware/util/channel.test.ts",
        "test/firmware/fat/names.test.ts",
    ])
    assert.match(text, /^import "\.\/util\/channel\.test"$/m)
    assert.match(text, /^import "\.\/fat\/names\.test"$/m)
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
