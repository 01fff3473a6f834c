import assert from "node:assert/strict"
import { test } from "node:test"
import { readReturned } from "../../../../../tools/firmware/linker/passes/known-returned.ts"
import { after, plain } from "../../../../support/routine.ts"

function check(before: string, expected: string): void {
    assert.equal(after(readReturned, before), plain(expected))
}

function stays(code: string): void {
    check(code, code)
}

test("a slot is what was returned until something else is returned", () => {
    check(
        `call0 L0
         storeLocal 1 returned
         indexSet L0 L1 (add L1 1)
         storeLocal 2 L1
         call2 L0 L1 L2
         return (add L1 L2)`,
        `call0 L0
         storeLocal 1 returned
         indexSet L0 returned (add returned 1)
         storeLocal 2 returned
         call2 L0 returned returned
         return (add L1 L2)`
    )
})

test("not after another value is put into the slot, or in the place of what was returned", () => {
    stays("storeLocal 1 returned\nstoreLocal 1 (add returned 1)\nreturn L1")
    for (const each of [
        "allocMap",
        "allocArray 1",
        "allocBuffer 1",
        "indexDelete L0 1",
        "callArray L0 L0",
        "storeReturned 1",
    ])
        stays(`storeLocal 1 returned\n${each}\nreturn L1`)
    check("storeReturned L1\nreturn L1", "storeReturned L1\nreturn returned")
})

test("where ways meet, on each of them", () => {
    const ways = (first: string, value: string) => `storeLocal 1 returned
         jumpIfNot a ${value}
         ${first}
      a: return`
    check(
        `${ways("indexSet L0 1 L1", "L1")} L1`,
        `${ways("indexSet L0 1 returned", "returned")} returned`
    )
    check(`${ways("call0 L0", "L1")} L1`, `${ways("call0 L0", "returned")} L1`)
    stays("storeLocal 1 returned\na: call1 L0 L1\njump a")
})

test("what was thrown is there instead in a handler, and where a jump out of it leads", () => {
    check(
        `storeLocal 1 returned
         try f
         throwJump r 1
      f: finally
         reThrow L1
         return 0
      r: return L1`,
        `storeLocal 1 returned
         try f
         throwJump r 1
      f: finally
         reThrow L1
         return 0
      r: return L1`
    )
    stays("storeLocal 1 returned\njumpIfReturnedNullish a\ncall1 L0 L1\na: return L1")
})
