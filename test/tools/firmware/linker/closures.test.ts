import assert from "node:assert/strict"
import { test } from "node:test"
import { capturedSlots } from "../../../../tools/firmware/linker/closures.ts"
import { imageOf } from "../../../support/linked-image.ts"

test("a closure reads slots of the function that makes it, and of the one around that", () => {
    const image = imageOf(
        "storeLocal 1 (closure #1)\nreturn 0",
        "call1 (closure #2) (loadClosure #3 1)\nreturn 0",
        "storeClosure 5 2 1\nreturn (loadClosure #2 1)"
    )
    const captured = capturedSlots(image)
    assert.deepEqual(
        image.routines.map(each => captured.get(each)),
        [(1n << 3n) | (1n << 5n), 1n << 2n, undefined]
    )
})

test("one that is made in two functions reads the slots of both", () => {
    const make = "storeLocal 1 (closure #2)\nreturn 0"
    const image = imageOf(make, make, "return (loadClosure #4 1)")
    const captured = capturedSlots(image)
    assert.deepEqual(
        image.routines.map(each => captured.get(each)),
        [1n << 4n, 1n << 4n, undefined]
    )
})
