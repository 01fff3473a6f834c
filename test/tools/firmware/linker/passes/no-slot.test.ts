import assert from "node:assert/strict"
import { test } from "node:test"
import { avoidSlots } from "../../../../../tools/firmware/linker/passes/no-slot.ts"
import { after, plain, routine } from "../../../../support/routine.ts"

const IS_CONSTRUCTOR = 3

function check(before: string, expected: string): void {
    assert.equal(after(avoidSlots, before), plain(expected))
}

function stays(code: string): void {
    check(code, code)
}

test("a value that the next statement reads once is worked out there, and so on", () => {
    check(
        "storeLocal 1 returned\nstoreLocal 2 (add L1 1)\ncall1 L3 L2\nreturn 0",
        "call1 L3 (add returned 1)\nreturn 0"
    )
    check("storeLocal 1 L2\nstoreLocal 1 (add L1 1)\nreturn L1", "return (add L2 1)")
})

test("one that is read twice, or later again, or by a jump's target, keeps its slot", () => {
    stays("storeLocal 1 returned\ncall2 L3 L1 L1\nreturn 0")
    stays("storeLocal 1 returned\ncall1 L3 L1\nreturn L1")
    stays("storeLocal 1 returned\na: call1 L3 L1\nstoreLocal 1 (add L2 1)\njump a")
    stays("storeLocal 1 returned\njumpIfNot a L1\nreturn 0\na: return L1")
})

test("two values that may fail keep their order; one of them may be moved", () => {
    stays("storeLocal 1 (index L2 0)\ncall1 (asciiField #5 L3) L1\nreturn 0")
    check(
        "storeLocal 1 (add L2 1)\ncall1 (asciiField #5 L3) L1\nreturn 0",
        "call1 (asciiField #5 L3) (add L2 1)\nreturn 0"
    )
    check(
        "storeLocal 1 (index L2 0)\ncall1 L3 L1 (asciiField #5 L3)\nreturn 0",
        "call1 L3 (index L2 0) (asciiField #5 L3)\nreturn 0"
    )
})

test("what is never read is not kept, unless working it out could fail", () => {
    check("storeLocal 1 (add L2 1)\nreturn 0", "return 0")
    stays("storeLocal 1 (index L2 1)\nreturn 0")
})

test("slots that a handler may read are kept; so is what a constructor returns by itself", () => {
    stays("try h\nstoreLocal 1 2\ncall0 L2\nendTry e\nh: catch\nreturn L1\ne: return 0")
    const constructor = "storeLocal 0 (add L1 1)\nreturn undefined"
    const about = { flags: IS_CONSTRUCTOR }
    assert.equal(after(avoidSlots, constructor, about), plain(constructor))
})

test("the stack is never deeper than the machine's", () => {
    const nested = (depth: number): string => (depth === 1 ? "L2" : `(add L2 ${nested(depth - 1)})`)
    const code = (inner: number) =>
        `storeLocal 1 ${nested(inner)}\nreturn ${nested(8).replace(/L2(?=\)*$)/, "L1")}`
    stays(code(10))
    check(code(9), `return ${nested(16)}`)
})

test("a value that has moved still names its own line", () => {
    const code = routine("storeLocal 1 (index L2 0)\ncall1 L3 L1\nreturn 0")
    code.statements[0]!.place = { position: 10, length: 5 }
    code.statements[1]!.place = { position: 20, length: 5 }
    avoidSlots(code)
    const [call] = code.statements
    assert.deepEqual(call!.place, { position: 20, length: 5 })
    assert.deepEqual(call!.args[1]!.place, { position: 10, length: 5 })
})
