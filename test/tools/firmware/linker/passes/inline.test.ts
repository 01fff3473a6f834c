import assert from "node:assert/strict"
import { test } from "node:test"
import type { Routine } from "../../../../../tools/firmware/linker/image.ts"
import { inline, inlineWith } from "../../../../../tools/firmware/linker/passes/inline.ts"
import { imageOf, textsAfter } from "../../../../support/linked-image.ts"
import { plain } from "../../../../support/routine.ts"

const MAIN = { args: 0, slots: 2 }
const HAS_REST = 4
const NEEDS_THIS = 1

/** What becomes of a program of `main` and one function. */
function both(main: string, callee: string, about: Partial<Routine> = {}): string[] {
    return textsAfter(inline, imageOf([main, MAIN], [callee, { slots: 2, ...about }]))
}

function isLeft(main: string, callee: string, about: Partial<Routine> = {}): void {
    assert.deepEqual(both(main, callee, about), [plain(main), plain(callee)])
}

test("a function that is called from one place stands there, and its slots behind the caller's", () => {
    const [main, ...others] = both(
        `call1 (function #1) (add L0 1)
         return 0`,
        `storeLocal 1 (add L0 2)
         call1 L1 L0
         return undefined`
    )
    assert.deepEqual(others, [])
    assert.equal(
        main,
        plain(`storeLocal 2 (add L0 1)
         storeLocal 3 (add L2 2)
         call1 L3 L2
         storeReturned undefined
         jump e
      e: return 0`)
    )
})

test("what is called twice, is named otherwise, or calls itself stays", () => {
    isLeft("call0 (function #1)\ncall0 (function #1)\nreturn 0", "return 1")
    isLeft("call0 (function #1)\ncall1 L0 (function #1)\nreturn 0", "return 1")
    isLeft("storeLocal 0 (function #1)\nreturn 0", "call1 (function #1) 0\nreturn 1")
})

test("what is wanted in a caller is copied there, and goes when nothing names it any more", () => {
    const main = "call0 (function #1)\ncall0 (function #1)\nreturn 0"
    const copies = `storeReturned 1
        jump a
        a: storeReturned 1
        jump b
        b: return 0`
    const wanted = (hot?: boolean, ...more: string[]) =>
        textsAfter(
            inlineWith(() => hot),
            imageOf([main, MAIN], ["return 1", { slots: 2 }], ...more)
        )
    assert.deepEqual(wanted(true), [plain(copies)])
    assert.deepEqual(wanted(undefined), [plain(main), plain("return 1")])
    const named = "call1 L0 (function #1)\nreturn 2"
    assert.deepEqual(wanted(true, named), [plain(copies), plain("return 1"), plain(named)])
})

test("what is kept apart stays a function though it is called once", () => {
    const image = imageOf(["call0 (function #1)\nreturn 0", MAIN], ["return 1", { slots: 2 }])
    assert.equal(
        textsAfter(
            inlineWith(() => false),
            image
        ).length,
        2
    )
})

test("what calls itself, by whatever way, is copied nowhere", () => {
    const image = imageOf(
        ["call0 (function #1)\nreturn 0", MAIN],
        ["call0 (function #2)\nreturn 1", { slots: 2 }],
        ["call0 (function #1)\nreturn 2", { slots: 2 }]
    )
    const texts = textsAfter(
        inlineWith(() => true),
        image
    )
    assert.ok(texts.length >= 1 && texts.length < 3)
    assert.match(texts.join("\n"), /call0/)
})

test("so does what needs a frame of its own", () => {
    const call = "call1 (function #1) 5\nreturn 0"
    isLeft(call, "return L0", { flags: NEEDS_THIS })
    isLeft(call, "return L0", { flags: HAS_REST })
    isLeft(call, "call1 (closure #0) L0\nreturn 0")
    isLeft(call, "return (loadClosure #0 1)")
    isLeft(call, "try h\nreturn 1\nh: catch\nreturn 2")
})

test("slots begin as a call makes them: arguments that are missing, and what is read first, are undefined", () => {
    const [main] = both(
        `a: call1 (function #1) 7
            jump a`,
        `jumpIfNot b L1
         storeLocal 3 1
      b: call2 L3 L0 L1
         storeLocal 4 L0
         return L4`,
        { args: 2, slots: 5 }
    )
    assert.equal(
        main,
        plain(`a: storeLocal 2 7
         storeLocal 3 undefined
         storeLocal 5 undefined
         jumpIfNot b L3
         storeLocal 5 1
      b: call2 L5 L2 L3
         storeLocal 6 L2
         storeReturned L6
         jump e
      e: jump a`)
    )
})

test("a value too many is still worked out: it could fail", () => {
    const [main] = both("call2 (function #1) 7 (index L0 1)\nreturn 0", "return L0")
    assert.match(main!, /^storeLocal 2 7\nstoreLocal 3 \(index L0 1\)\nstoreReturned L2/)
})

test("functions in functions in functions come to stand in the first; unused ones are no matter", () => {
    const image = imageOf(
        ["call1 (function #2) 1\nreturn 0", MAIN],
        ["call1 L0 (add L0 1)\nreturn 2", { slots: 1 }],
        ["call1 (function #1) L0\nreturn 3", { slots: 1 }]
    )
    assert.deepEqual(textsAfter(inline, image), [
        plain(`storeLocal 2 1
         storeLocal 3 L2
         call1 L3 (add L3 1)
         storeReturned 2
         jump a
      a: storeReturned 3
         jump b
      b: return 0`),
    ])
    assert.equal(image.routines[0]!.slots, 4)
})

test("functions that stay get the numbers that are left", () => {
    const image = imageOf(
        ["call0 (function #1)\ncall0 (function #2)\nreturn (function #2)", MAIN],
        ["return 1", { args: 0, slots: 0 }],
        ["return 2", { args: 0, slots: 0 }]
    )
    const [main, second] = textsAfter(inline, image)
    assert.equal(second, "return 2")
    assert.match(main!, /call0 \(function #1\)\nreturn \(function #1\)$/)
})

test("a jump to the call is one to what stands in its place", () => {
    const [main] = both(
        "jumpIfNot a L0\ncall0 L1\na: call0 (function #1)\nreturn 0",
        "call0 L0\nreturn 1",
        {
            args: 0,
            slots: 1,
        }
    )
    assert.match(main!, /^jumpIfNot l2 L0\ncall0 L1\nl2: storeLocal 2 undefined\ncall0 L2/)
})

test("the caller has room for as many tries as are open then", () => {
    const image = imageOf(
        ["try h\ncall0 (function #1)\nendTry e\nh: catch\ne: return 0", { ...MAIN, tries: 1 }],
        ["try h\ncall0 L0\nendTry e\nh: catch\ne: return 0", { args: 0, slots: 1, tries: 1 }]
    )
    inline.run(image)
    assert.equal(image.routines[0]!.tries, 2)
})

test("where slots get many, functions one after the other have the same ones", () => {
    const callee = (): [string, Partial<Routine>] => [
        "storeLocal 49 1\nreturn L49",
        { args: 0, slots: 50 },
    ]
    const image = imageOf(
        [[1, 2, 3].map(number => `call0 (function #${number})\n`).join("") + "return 0", MAIN],
        ...[1, 2, 3].map(callee)
    )
    const [main] = textsAfter(inline, image)
    assert.deepEqual(main!.match(/storeLocal \d+/g), [
        "storeLocal 51",
        "storeLocal 101",
        "storeLocal 51",
    ])
    assert.equal(image.routines[0]!.slots, 102)
})

test("what is put in names its own lines, its arguments the call's", () => {
    const image = imageOf(["call1 (function #1) L0\nreturn 0", MAIN], "call0 L0\nreturn 1")
    image.routines[0]!.statements[0]!.place = { position: 10, length: 5 }
    image.routines[1]!.statements.forEach(each => (each.place = { position: 50, length: 5 }))
    inline.run(image)
    const places = image.routines[0]!.statements.map(each => each.place?.position)
    assert.deepEqual(places, [10, 50, 50, 50, undefined])
})
