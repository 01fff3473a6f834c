import assert from "node:assert/strict"
import { test } from "node:test"
import type { Image, Routine } from "../../../../../tools/firmware/linker/image.ts"
import { slots } from "../../../../../tools/firmware/linker/passes/slots.ts"
import { imageOf, textsAfter } from "../../../../support/linked-image.ts"
import { plain, routine, textOf } from "../../../../support/routine.ts"

function improved(text: string): Routine {
    const image: Image = { header: new Uint8Array(32), sections: [], routines: [routine(text)] }
    slots.run(image)
    return image.routines[0]!
}

test("a condition of two parts is two jumps, without a slot", () => {
    const both = improved(`storeLocal 1 (less L0 1)
         jumpIfNot a L1
         storeLocal 1 (less L0 2)
      a: jumpIfNot b L1
         call0 L0
      b: return 0`)
    assert.equal(
        textOf(both),
        plain(`jumpIfNot b (less L0 1)
         jumpIfNot b (less L0 2)
         call0 L0
      b: return 0`)
    )
    assert.equal(both.slots, 1, "the argument")
})

test("slots that are used are numbered without gaps, behind the arguments", () => {
    const code = improved(`storeLocal 7 returned
         storeLocal 4 (add L7 1)
         call2 L0 L7 L4
         return (add L7 L4)`)
    assert.equal(code.slots, 3)
    assert.equal(
        textOf(code),
        plain(`storeLocal 1 returned
         storeLocal 2 (add returned 1)
         call2 L0 returned L2
         return (add L1 L2)`)
    )
})

test("slots that a closure reads stay as they are, others of the function that makes it do not", () => {
    const image = imageOf(
        `storeLocal 5 returned
         storeLocal 6 L5
         call1 (closure #1) L6
         storeLocal 7 returned
         call1 L7 L6
         return 0`,
        "return (loadClosure #5 1)"
    )
    const [maker] = textsAfter(slots, image)
    assert.equal(
        maker,
        plain(`storeLocal 5 returned
         storeLocal 0 returned
         call1 (closure #1) returned
         call1 returned L0
         return 0`)
    )
    assert.equal(image.routines[0]!.slots, 6)
})
