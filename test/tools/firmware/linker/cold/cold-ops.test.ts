import assert from "node:assert/strict"
import { test } from "node:test"
import { ColdOp, coldOpSource } from "../../../../../tools/firmware/linker/cold/cold-ops.ts"

test("no two instructions have one code, and calls end before the locals begin", () => {
    const codes = Object.values(ColdOp)
    assert.equal(new Set(codes).size, codes.length)
    assert.ok(ColdOp.Call + 8 <= ColdOp.Local)
})

test("the firmware's source has all of them, by the same codes", () => {
    const source = coldOpSource()
    for (const [name, code] of Object.entries(ColdOp)) {
        const row = new RegExp(`^ +${name} = (0x[0-9a-f]{2}),$`, "m").exec(source)
        assert.equal(Number(row?.[1]), code, name)
    }
})
