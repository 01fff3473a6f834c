import assert from "node:assert/strict"
import { test } from "node:test"
import { simplifyJumps } from "../../../../../tools/firmware/linker/passes/jumps.ts"
import { after, plain } from "../../../../support/routine.ts"

function check(before: string, expected: string): void {
    assert.equal(after(simplifyJumps, before), plain(expected))
}

test("what is never reached is left out, and a jump to a jump goes where that goes", () => {
    check(
        `jumpIfNot a L1
         call0 L2
         return undefined
         return undefined
      a: jump b
      b: jump c
         call0 L3
      c: return L4`,
        `jumpIfNot c L1
         call0 L2
         return undefined
      c: return L4`
    )
})

test("a ring of jumps stays what it is", () => {
    check("a: jump b\nb: jump a", "a: jump a")
})

test("a jump to a short return is that return, unless it could fail there", () => {
    const branch = (value: string) => `jumpIfNot a L1
         call0 L2
         jump b
      a: call0 L3
      b: return ${value}`
    check(branch("true"), branch("true").replace("jump b", "return true"))
    check(branch("(index L1 0)"), branch("(index L1 0)"))
    check(branch("1000"), branch("1000"))
})

test("a condition that is always true is not asked, and needs no !!", () => {
    check("jumpIfNot a true\ncall0 L1\na: return 1", "call0 L1\nreturn 1")
    check("jumpIfNot a (toBool L1)\ncall0 L1\na: return 1", "jumpIfNot a L1\ncall0 L1\na: return 1")
    check(
        "jumpIfNot a (not (toBool (equal L1 2)))\ncall0 L1\na: return 1",
        "jumpIfNot a (notEqual L1 2)\ncall0 L1\na: return 1"
    )
})

test("a condition that skips over a jump is turned round; less is not the opposite of not less", () => {
    const loop = (condition: string, body: string) => `a: call0 L1
         jumpIfNot b (${condition})
         ${body}
      b: call0 L2
         jump a`
    const turned = (condition: string) => `a: call0 L1
         jumpIfNot a (${condition})
         call0 L2
         jump a`
    check(loop("equal L1 1", "jump a"), turned("notEqual L1 1"))
    check(loop("less L1 1", "jump a"), turned("not (less L1 1)"))
})

test("a return that is skipped is another one further on, where that returns the same", () => {
    check(
        `jumpIfNot a (not L1)
         return undefined
      a: call0 L2
         jumpIfNot b L2
         return undefined
      b: call0 L3
         return undefined`,
        `jumpIfNot c L1
         call0 L2
         jumpIfNot c (not L2)
         call0 L3
      c: return undefined`
    )
    check(
        "jumpIfNot a L1\nreturn undefined\na: call0 L1\nreturn 5",
        "jumpIfNot a L1\nreturn undefined\na: call0 L1\nreturn 5"
    )
})

test("a return that is too far for a short jump stays", () => {
    const far = "call0 L1\n".repeat(100)
    const code = `jumpIfNot a L1\nreturn undefined\na: ${far}return undefined`
    check(code, code)
})
