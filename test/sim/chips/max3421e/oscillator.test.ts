import assert from "node:assert/strict"
import { test } from "node:test"
import { Oscillator } from "../../../../sim/chips/max3421e/oscillator.ts"
import { Random } from "../../../../sim/clock/random.ts"

const oscillator = () => new Oscillator(new Random(1, "crystal"))

test("it runs between 0.5 and 3 ms after power, and says so once", () => {
    const crystal = oscillator()
    crystal.power(true, 0)
    assert.equal(crystal.isRunning(400), false)
    assert.equal(crystal.takeEdge(400), false)
    assert.equal(crystal.isRunning(3000), true)
    assert.equal(crystal.takeEdge(3000), true)
    assert.equal(crystal.takeEdge(4000), false)
})

test("held for long it starts anew, held for short it has never stopped", () => {
    const crystal = oscillator()
    crystal.power(true, 0)
    crystal.takeEdge(3000)
    crystal.hold(10_000)
    assert.equal(crystal.isRunning(10_001), false)
    crystal.letGo(12_000)
    assert.equal(crystal.isRunning(12_100), false)
    assert.equal(crystal.takeEdge(15_000), true)
    crystal.hold(20_000)
    crystal.letGo(20_300)
    assert.equal(crystal.isRunning(20_301), true)
    assert.equal(crystal.takeEdge(30_000), false)
})

test("without power it stands", () => {
    const crystal = oscillator()
    crystal.power(true, 0)
    crystal.power(false, 5000)
    assert.equal(crystal.isRunning(9000), false)
    assert.equal(crystal.takeEdge(9000), false)
})
