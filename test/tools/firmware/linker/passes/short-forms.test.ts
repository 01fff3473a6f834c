import assert from "node:assert/strict"
import { test } from "node:test"
import { shortForms } from "../../../../../tools/firmware/linker/passes/short-forms.ts"
import { imageOf, textsAfter } from "../../../../support/linked-image.ts"

test("what is compared with undefined is asked whether it is that", () => {
    const before =
        "jumpIfNot a (equal L0 undefined)\ncall1 L0 (equal undefined (index L0 1))\na: return 0"
    const expected =
        "jumpIfNot l2 (isUndefined L0)\ncall1 L0 (isUndefined (index L0 1))\nl2: return 0"
    assert.deepEqual(textsAfter(shortForms, imageOf(before)), [expected])
})

test("null is not undefined, and what is not equal is not asked otherwise", () => {
    const code = "jumpIfNot l1 (equal L0 null)\nl1: return (notEqual L0 undefined)"
    assert.deepEqual(textsAfter(shortForms, imageOf(code)), [code])
})
