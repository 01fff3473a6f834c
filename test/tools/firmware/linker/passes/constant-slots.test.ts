import assert from "node:assert/strict"
import { test } from "node:test"
import { replaceConstants } from "../../../../../tools/firmware/linker/passes/constant-slots.ts"
import { after, plain, routine, textOf } from "../../../../support/routine.ts"

function check(before: string, expected: string): void {
    assert.equal(after(replaceConstants, before), plain(expected))
}

function stays(code: string): void {
    check(code, code)
}

test("a slot that is written once, with a constant, is the constant", () => {
    check(
        "storeLocal 1 5\ncall1 L0 1\ncall2 L0 L1 (add L1 1)\nreturn L1",
        "call1 L0 1\ncall2 L0 5 (add 5 1)\nreturn 5"
    )
    check(
        "storeLocal 1 (asciiString #3)\ncall1 L0 L1\nreturn 0",
        "call1 L0 (asciiString #3)\nreturn 0"
    )
})

test("so is one that is written with the same constant again, in a loop and in a handler", () => {
    check(
        `a: storeLocal 1 true
            try h
            call1 L0 L1
            endTry e
         h: catch
            storeLocal 1 true
            call1 L0 L1
         e: jump a`,
        `a: try h
            call1 L0 true
            endTry e
         h: catch
            call1 L0 true
         e: jump a`
    )
})

test("one that holds something else at some time stays", () => {
    stays("storeLocal 1 5\ncall1 L0 L1\nstoreLocal 1 6\nreturn L1")
    stays("storeLocal 1 5\ncall1 L0 L1\nstoreLocal 1 (add L1 1)\nreturn L1")
    stays("storeLocal 0 5\nreturn L0")
    stays("jumpIfNot a L0\nstoreLocal 1 5\na: return L1")
    stays("storeLocal 1 (asciiField #3 L0)\nreturn L1")
})

test("what a closure may write stays, and what would be longer as a constant", () => {
    const code = routine("storeLocal 1 5\nreturn L1")
    replaceConstants(code, 1n << 1n)
    assert.equal(textOf(code), "storeLocal 1 5\nreturn L1")
    stays("storeLocal 1 100000\ncall3 L0 L1 L1 L1\ncall3 L0 L1 L1 L1\nreturn 0")
})
