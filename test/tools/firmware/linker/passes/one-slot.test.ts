import assert from "node:assert/strict"
import { test } from "node:test"
import { shareSlots } from "../../../../../tools/firmware/linker/passes/one-slot.ts"
import { after, plain } from "../../../../support/routine.ts"

function check(before: string, expected: string): void {
    assert.equal(after(shareSlots, before), plain(expected))
}

function stays(code: string): void {
    check(code, code)
}

test("a copy whose original is not needed any more is the original", () => {
    check(
        "storeLocal 1 returned\nstoreLocal 2 L1\ncall1 L2 L2\nreturn L2",
        "storeLocal 1 returned\ncall1 L1 L1\nreturn L1"
    )
    check(
        "storeLocal 2 L0\nstoreLocal 2 (add L2 1)\nreturn L2",
        "storeLocal 0 (add L0 1)\nreturn L0"
    )
})

test("both stay where one is changed while the other is still read", () => {
    stays("storeLocal 2 L0\nstoreLocal 2 (add L2 1)\nreturn (add L0 L2)")
    stays("storeLocal 2 L1\nstoreLocal 1 5\nreturn (add L1 L2)")
})

test("two that never change after the copy are one, though both are read", () => {
    check(
        "storeLocal 1 returned\nstoreLocal 2 L1\nreturn (add L1 L2)",
        "storeLocal 1 returned\nreturn (add L1 L1)"
    )
})

test("values that change places in a loop do not share", () => {
    stays(`a: storeLocal 3 L1
         storeLocal 1 L2
         storeLocal 2 L3
         call2 L0 L1 L2
         jumpIfNot a returned
         return 0`)
})

test("an argument stays where the call puts it, and a slot that is read before it is written is undefined", () => {
    const about = { args: 2 }
    const two = "storeLocal 0 L1\nreturn L0"
    assert.equal(after(shareSlots, two, about), plain(two))
    stays("jumpIfNot a L0\nstoreLocal 2 5\na: storeLocal 0 L2\nreturn L0")
})
