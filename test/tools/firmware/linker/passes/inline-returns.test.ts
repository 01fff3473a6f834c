import assert from "node:assert/strict"
import { test } from "node:test"
import { inline } from "../../../../../tools/firmware/linker/passes/inline.ts"
import { simplifyJumps } from "../../../../../tools/firmware/linker/passes/jumps.ts"
import { imageOf } from "../../../../support/linked-image.ts"
import { plain, textOf } from "../../../../support/routine.ts"

/** Two ways out, with `yes` and `no`. */
const twoWays = (yes: string, no: string) =>
    `jumpIfNot n L0\nreturn ${yes}\nn: call0 L0\nreturn ${no}`

/** The caller, when a function with two ways out stands in it, without idle jumps. */
function caller(behind: string, yes = "L0", no = "(add L0 1)"): string {
    const image = imageOf(
        [`call1 (function #1) L1\n${behind}`, { args: 0, slots: 2 }],
        [twoWays(yes, no), { slots: 1 }]
    )
    inline.run(image)
    simplifyJumps(image.routines[0]!)
    return textOf(image.routines[0]!)
}

function check(actual: string, expected: string): void {
    assert.equal(actual, plain(`storeLocal 2 L1\n${expected}`))
}

test("a value that is stored at once is stored by each return", () => {
    check(
        caller("storeLocal 0 returned\ncall1 L1 L0\nreturn 0"),
        `jumpIfNot n L2
         storeLocal 0 L2
         jump e
      n: call0 L2
         storeLocal 0 (add L2 1)
      e: call1 L1 L0
         return 0`
    )
})

test("one that is returned at once is returned by each return", () => {
    check(
        caller("return returned"),
        `jumpIfNot n L2
         return L2
      n: call0 L2
         return (add L2 1)`
    )
})

test("one that is a condition and nothing else is tested by each; where it is known there is no test", () => {
    const behind = (condition: string) =>
        `jumpIfNot f ${condition}\ncall0 L0\nf: call0 L1\nreturn 0`
    check(
        caller(behind("returned"), "true"),
        `jumpIfNot t (not L2)
         call0 L2
         jumpIfNot f (add L2 1)
      t: call0 L0
      f: call0 L1
         return 0`
    )
    check(
        caller(behind("(not returned)"), "true", "undefined"),
        `jumpIfNot f (not L2)
         call0 L2
         call0 L0
      f: call0 L1
         return 0`
    )
})

test("what the caller reads twice, or within something else, or after the tries are closed, is kept as returned", () => {
    const kept = (behind: string) =>
        check(
            caller(behind),
            `jumpIfNot n L2
         storeReturned L2
         jump e
      n: call0 L2
         storeReturned (add L2 1)
      e: ${behind}`
        )
    kept("storeLocal 0 returned\nreturn returned")
    kept("jumpIfNot t returned\nreturn 1\nt: return returned")
    kept("call1 L0 (add returned 1)\nreturn 0")
    kept("jumpIfReturnedNullish t\ncall0 L0\nt: return 0")
})

test("a return within a try of the caller's does not leave the caller", () => {
    const image = imageOf(
        [
            "try h\ncall0 (function #1)\nreturn returned\nh: catch\nreturn 0",
            { args: 0, slots: 1, tries: 1 },
        ],
        ["return 5", { args: 0, slots: 0 }]
    )
    inline.run(image)
    assert.match(
        textOf(image.routines[0]!),
        /^try l4\nstoreReturned 5\njump l3\nl3: return returned/
    )
})
