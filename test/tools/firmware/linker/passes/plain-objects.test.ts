import assert from "node:assert/strict"
import { test } from "node:test"
import { linkProgram } from "../../../../../tools/firmware/linker/link.ts"
import { directCalls } from "../../../../../tools/firmware/linker/passes/direct-calls.ts"
import { plainObjects } from "../../../../../tools/firmware/linker/passes/plain-objects.ts"
import type { Routine } from "../../../../../tools/firmware/linker/image.ts"
import { imageOf, textsAfter } from "../../../../support/linked-image.ts"
import { plain } from "../../../../support/routine.ts"
import { compileUnlinked, logOf } from "../../../../support/unlinked.ts"

const MAIN = { args: 0, slots: 2 }
/** With `this` and two arguments, as the compiler writes constructors. */
const CONSTRUCTOR = { args: 3, slots: 4, flags: 3 }
const MAKES = "call2 (new (function #1)) 5 6\nreturn 0"
const FILLS = "indexSet L0 (asciiString #0) L2\nstoreLocal 3 (add L1 L0)\nreturn undefined"

function both(main: string, maker: string, about: Partial<Routine> = CONSTRUCTOR): string[] {
    return textsAfter(plainObjects, imageOf([main, MAIN], [maker, about]))
}

function isLeft(main: string, maker: string, about?: Partial<Routine>): void {
    assert.deepEqual(both(main, maker, about), [plain(main), plain(maker)])
}

test("a constructor of which nothing else is asked is a function that makes an object, fills and returns it", () => {
    const image = imageOf([MAKES, MAIN], [FILLS, CONSTRUCTOR])
    const [main, maker] = textsAfter(plainObjects, image)
    assert.equal(main, plain("call2 (function #1) 5 6\nreturn 0"))
    assert.equal(
        maker,
        plain(`allocMap
         storeLocal 2 returned
         indexSet L2 (asciiString #0) L1
         storeLocal 3 (add L0 L2)
         return L2`)
    )
    const { args, flags, slots } = image.routines[1]!
    assert.deepEqual({ args, flags, slots }, { args: 2, flags: 0, slots: 4 })
})

test("one with a prototype that something is in, or is asked for, stays", () => {
    const put = "indexSet (builtinField #52 (function #1)) (asciiString #0) (function #0)"
    isLeft(`${put}\n${MAKES}`, FILLS)
    isLeft(`call1 L0 (instanceOf L1 (function #1))\n${MAKES}`, FILLS)
    isLeft(`call1 (bind (function #1) L0) 1\n${MAKES}`, FILLS)
})

test("so does one that returns something, makes closures, or takes any number of arguments", () => {
    isLeft(MAKES, "return L1")
    isLeft(MAKES, "storeLocal 1 (closure #0)\nreturn undefined")
    isLeft(MAKES, FILLS, { ...CONSTRUCTOR, flags: 7 })
})

test("in a program that asks for an object's class all stay", () => {
    for (const asked of ["getPrototypeOf 122", "constructor 123", "__proto__ 124"])
        isLeft(`call1 (builtinField #${asked.split(" ")[1]} L0) 1\n${MAKES}`, FILLS)
})

const FILE = "src/plain-objects.ts"
const SOURCE = `
class Point {
    label = "point"
    constructor(readonly x: number, public y: number) {
        if (x < 0) return
        this.y += 1
    }
    sum(): number { return this.x + this.y }
}
class Base { constructor(readonly a: number) {} }
class Heir extends Base { b = 2 }
class Asked { c = 3 }
class Stays { private d = 4; get(): number { return this.d } }
class Other { private e = 5; get(): number { return this.e } }
const points = [new Point(1, 2), new Point(-1, 2)]
for (const each of points) console.log(each, each.sum(), typeof each, Object.keys(each).length)
const asked: any = new Asked()
console.log(asked instanceof Asked, new Heir(6).a, new Stays().get() + new Other().get())
console.log(JSON.stringify(points[0]))
`

test("a program logs the same with plain objects as without", async () => {
    const program = await compileUnlinked(FILE, { [FILE]: SOURCE })
    const linked = linkProgram(program, [directCalls, plainObjects])
    assert.deepEqual(logOf(linked), logOf(program))
    assert.ok(linked.binary.length < program.binary.length + 8)
})
