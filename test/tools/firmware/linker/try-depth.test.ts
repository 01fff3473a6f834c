import assert from "node:assert/strict"
import { test } from "node:test"
import { tryDepths } from "../../../../tools/firmware/linker/try-depth.ts"
import { routine } from "../../../support/routine.ts"

/** The depth before each line, "-" where it is not reached. */
function depths(text: string): string | undefined {
    const { statements } = routine(text)
    const found = tryDepths(statements)
    return found && statements.map(each => found.get(each) ?? "-").join(" ")
}

test("each try is open until it ends, and at the beginning of its handler", () => {
    assert.equal(
        depths(`call0 L0
         try f
         try h
         call0 L0
         endTry f
      h: catch
         call0 L0
      f: finally
         call0 L0
         reThrow L0
         return 0`),
        "0 0 1 2 2 2 1 1 0 0 0"
    )
})

test("a jump out of tries leaves as many as it says", () => {
    assert.equal(
        depths("try f\ntry h\nthrowJump r 2\nh: catch\nf: finally\nreThrow L0\nr: return 0"),
        "0 1 2 2 1 0 0"
    )
})

test("what is not reached has no depth; where ways disagree nothing is known", () => {
    assert.equal(depths("return 0\nreturn 1"), "0 -")
    assert.equal(depths("jumpIfNot a L0\ntry h\na: return 0\nh: catch\nreturn 1"), undefined)
    assert.equal(depths("endTry a\na: return 0"), undefined)
})
