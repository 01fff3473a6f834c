import assert from "node:assert/strict"
import { test } from "node:test"
import { isInMask, maskOf } from "../../../../sim/chips/voice-modem/event-mask.ts"

const CODES = "X R 5 o c e H s q l b d K u P a f".split(" ")

function inMask(mask: string): string {
    return CODES.filter(code => isInMask(mask, code)).join("")
}

test("the masks that Conexant prints for label 1 are read as its manual explains them", () => {
    assert.equal(inMask("0B8418E000"), "5ceHlbdPaf")
    assert.equal(inMask("0FE418E000"), "5oceHsqlbdPaf")
    assert.equal(inMask("0B8419E000"), "5ceHlbduPaf")
    assert.equal(inMask("B084008000"), "XRHlP")
})

test("a mask made of codes holds these and no others", () => {
    for (const code of CODES) assert.equal(inMask(maskOf(code)), code)
    assert.equal(inMask(maskOf(CODES.join(""))), CODES.join(""))
    assert.equal(maskOf(""), "00000000")
    assert.equal(maskOf("R5"), "18000000")
})

test("every key, and the ends of a held one, are one event; what is no event is in no mask", () => {
    for (const key of "0123456789*#ABCD/~") assert.ok(isInMask("08000000", key), key)
    assert.ok(!isInMask("FFFFFFFF", "?"))
})
