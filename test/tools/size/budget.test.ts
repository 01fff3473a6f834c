import assert from "node:assert/strict"
import { test } from "node:test"
import { BUDGET, CODE_LIMIT_BYTES, spend } from "../../../tools/size/budget.ts"

/** In front of functions and code, in every image. */
const HEADER_BYTES = 112

test("all lines of the budget together are no more than there is, with what comes later", () => {
    const sum = BUDGET.reduce((total, each) => total + each.limitBytes, 0)
    assert.ok(sum <= CODE_LIMIT_BYTES - HEADER_BYTES, `${sum} bytes`)
    for (const name of ["display", "network"]) assert.ok(BUDGET.some(each => each.name === name))
})

test("every file is in a line of the budget, the last of which takes all that is nobody else's", () => {
    const [library] = spend(new Map([["anywhere/else.ts", 7]])).slice(-1)
    assert.deepEqual([library!.name, library!.bytes], ["library", 7])
})
