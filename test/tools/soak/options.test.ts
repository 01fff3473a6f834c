import assert from "node:assert/strict"
import { test } from "node:test"
import { parseOrder, soakUsage } from "../../../tools/soak/options.ts"

test("without options it is 2,000 deeds of seed 1, and nothing is kept", () => {
    assert.deepEqual(parseOrder([]), { deeds: 2000, seed: 1, keep: undefined })
})

test("help is not an order, and names every option", () => {
    assert.equal(parseOrder(["--help"]), undefined)
    for (const option of ["--deeds", "--seed", "--keep"]) assert.ok(soakUsage().includes(option))
})

test("what there is not is refused with its name", () => {
    assert.throws(() => parseOrder(["--deeds", "0"]), /--deeds 0: a whole number from 1 to 5000/)
    assert.throws(() => parseOrder(["--seed", "x"]), /--seed x: a whole number/)
    assert.throws(() => parseOrder(["--calls", "3"]), /--calls/)
})
