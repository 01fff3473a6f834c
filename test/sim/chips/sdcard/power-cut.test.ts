import assert from "node:assert/strict"
import { test } from "node:test"
import { PowerCutter } from "../../../../sim/chips/sdcard/power-cut.ts"

test("the cut is due at the sector it was armed for, and at no other", () => {
    const cutter = new PowerCutter()
    cutter.arm({ cardWrite: 3, variant: "zeros" }, () => {})
    const counted = [1, 2, 3, 4].map(() => cutter.count())
    assert.deepEqual(counted, [undefined, undefined, "zeros", undefined])
})

test("arming again forgets the cut before, and counts from there", () => {
    const cutter = new PowerCutter()
    let cuts = ""
    cutter.arm({ cardWrite: 2, variant: "zeros" }, () => (cuts += "first "))
    cutter.count()
    cutter.arm({ cardWrite: 2, variant: "after" }, () => (cuts += "second "))
    assert.equal(cutter.count(), undefined)
    assert.equal(cutter.count(), "after")
    cutter.fire()
    assert.equal(cuts, "second ")
})

test("nothing is due where nothing is armed", () => {
    assert.equal(new PowerCutter().count(), undefined)
})
