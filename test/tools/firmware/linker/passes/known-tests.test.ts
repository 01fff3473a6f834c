import assert from "node:assert/strict"
import { test } from "node:test"
import { skipKnownTests } from "../../../../../tools/firmware/linker/passes/known-tests.ts"
import { after, plain } from "../../../../support/routine.ts"

/** `first` is tested, perhaps changed, and tested again. */
function twice(first: string, second: string, target: string): string {
    return `jumpIfNot ${target} ${first}
         storeLocal 1 returned
      t: jumpIfNot f ${second}
      n: call0 L3
      f: return 0`
}

function check(first: string, second: string, target: string): void {
    const before = twice(first, second, "t")
    assert.equal(after(skipKnownTests, before), plain(twice(first, second, target)))
}

test("a and b: where a is false, so is the whole", () => {
    check("L1", "L1", "f")
    check("(not L1)", "(not L1)", "f")
})

test("a or b: where a is true, so is the whole", () => {
    check("(not L1)", "L1", "n")
    check("L1", "(not L1)", "n")
})

test("another slot, or something that is no slot, says nothing", () => {
    check("L1", "L2", "t")
    check("returned", "returned", "t")
    check("L1", "(equal L1 2)", "t")
})

test("a jump goes on over as many tests as are known, and a ring of them ends", () => {
    const chain = (target: string) => `jumpIfNot ${target} L1
         call0 L2
      t: jumpIfNot u L1
         call0 L2
      u: jumpIfNot v L1
         call0 L2
      v: return 0`
    const expected = chain("v").replace("jumpIfNot u L1", "jumpIfNot v L1")
    assert.equal(after(skipKnownTests, chain("t")), plain(expected))
    const ring = "a: jumpIfNot b L1\nreturn 1\nb: jumpIfNot a L1\nreturn 2"
    assert.match(after(skipKnownTests, ring), /return 2$/)
})
