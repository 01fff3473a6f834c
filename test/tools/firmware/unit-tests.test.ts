import assert from "node:assert/strict"
import { test } from "node:test"
import { entrySource, readable } from "../../../tools/firmware/unit-tests.ts"
import { ownMessages } from "../../../tools/types.ts"

test("the program of several test files imports each of them without its ending", () => {
    const text = entrySource([
        "test/firmware/util/channel.test.ts",
        "test/firmware/fat/names.test.ts",
    ])
    assert.match(text, /^import "\.\/util\/channel\.test"$/m)
    assert.match(text, /^import "\.\/fat\/names\.test"$/m)
})

test("of a failed test it is told what was expected and what came, and nothing about the machine", () => {
    const output = [
        "flash sync",
        "* start: test/firmware/all-1.gen (null)",
        ">   adds",
        "! Exception: AssertionError",
        "!  message: toBe: Expected 3, got 2",
    ].join("\n")
    assert.equal(
        readable(output),
        "  adds\nException: AssertionError\n message: toBe: Expected 3, got 2"
    )
})

test("what the compiler says is told as it is", () => {
    assert.equal(readable("src/main.ts:3 - error\n\nmore"), "src/main.ts:3 - error\nmore")
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
