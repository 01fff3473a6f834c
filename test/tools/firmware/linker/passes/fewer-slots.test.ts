import assert from "node:assert/strict"
import { test } from "node:test"
import type { Routine } from "../../../../../tools/firmware/linker/image.ts"
import { fewerSlots } from "../../../../../tools/firmware/linker/passes/fewer-slots.ts"
import { plain, routine, textOf } from "../../../../support/routine.ts"

function check(
    before: string,
    expected: string,
    slots: number,
    kept = 0n,
    about: Partial<Routine> = {}
): void {
    const code = routine(before, about)
    fewerSlots(code, kept)
    assert.equal(textOf(code), plain(expected))
    assert.equal(code.slots, slots)
}

test("values one after the other have one slot, and that of an argument that is not needed any more", () => {
    check(
        `call1 L0 1
         storeLocal 5 returned
         call2 L5 L5 1
         storeLocal 6 returned
         call2 L6 L6 1
         return 0`,
        `call1 L0 1
         storeLocal 0 returned
         call2 L0 L0 1
         storeLocal 0 returned
         call2 L0 L0 1
         return 0`,
        1
    )
})

test("values that are needed together keep apart, in the lowest slots", () => {
    check(
        "storeLocal 7 returned\nstoreLocal 4 (add L7 1)\ncall2 L0 L7 L4\nreturn L0",
        "storeLocal 1 returned\nstoreLocal 2 (add L1 1)\ncall2 L0 L1 L2\nreturn L0",
        3
    )
})

test("what is read before it is written is undefined, and has no argument's slot", () => {
    check("call1 L0 1\ncall1 L5 1\nreturn 0", "call1 L0 1\ncall1 L1 1\nreturn 0", 2)
    check("a: call1 L5 1\nstoreLocal 5 1\njump a", "a: call1 L2 1\nstoreLocal 2 1\njump a", 3, 0n, {
        args: 2,
    })
})

test("slots that closures read keep their numbers, and nothing else has them", () => {
    check(
        "storeLocal 5 returned\nstoreLocal 6 L5\ncall1 (closure #3) L6\nreturn 0",
        "storeLocal 5 returned\nstoreLocal 0 L5\ncall1 (closure #3) L0\nreturn 0",
        6,
        1n << 5n
    )
})

test("what is returned from within a try is not written over by its finally", () => {
    const code = `try f
         storeLocal 1 (add L0 1)
         throwJump r 1
      f: finally
         storeLocal 2 returned
         call0 L0
         reThrow L2
         return 0
      r: return L1`
    check(code, code, 3, 0n, { tries: 1 })
})

test("a copy within one slot is none", () => {
    check("storeLocal 1 L0\ncall1 L1 1\nreturn 0", "call1 L0 1\nreturn 0", 1)
})
