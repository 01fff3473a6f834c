import assert from "node:assert/strict"
import { test } from "node:test"
import { parseOrder, troublesUsage } from "../../../tools/troubles/options.ts"

test("without options it is 200 seeds from 1 on, at both bridges", () => {
    const bridges = ["sc16is750", "max3421e"]
    assert.deepEqual(parseOrder([]), { from: 1, seeds: 200, bridges, keep: undefined })
    assert.deepEqual(parseOrder(["--bridge", "max3421e"])?.bridges, ["max3421e"])
})

test("help is not an order, and names every option", () => {
    assert.equal(parseOrder(["--help"]), undefined)
    for (const option of ["--seeds", "--from", "--bridge", "--keep"])
        assert.ok(troublesUsage().includes(option))
})

test("what there is not is refused with its name", () => {
    assert.throws(() => parseOrder(["--seeds", "0"]), /--seeds 0: a whole number from 1/)
    assert.throws(() => parseOrder(["--from", "x"]), /--from x: a whole number/)
    assert.throws(() => parseOrder(["--bridge", "ch340"]), /--bridge ch340: one of sc16is750/)
    assert.throws(() => parseOrder(["--calls", "3"]), /--calls/)
})
