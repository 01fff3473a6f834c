import assert from "node:assert/strict"
import { test } from "node:test"
import { Random } from "../../../sim/clock/random.ts"

function draws(random: Random, count: number): number[] {
    return Array.from({ length: count }, () => random.nextUnit())
}

test("one seed gives one sequence, another seed another", () => {
    assert.deepEqual(draws(new Random(1), 50), draws(new Random(1), 50))
    assert.notDeepEqual(draws(new Random(1), 50), draws(new Random(2), 50))
})

test("streams of one seed do not follow each other", () => {
    const a = draws(new Random(1, "modem"), 200)
    const b = draws(new Random(1, "sdcard"), 200)
    const correlation = a.reduce((sum, x, i) => sum + (x - 0.5) * (b[i]! - 0.5), 0) / 200 / (1 / 12)
    assert.ok(Math.abs(correlation) < 0.2, `correlation ${correlation}`)
})

test("whole numbers stay in their range, reach both ends, and are even", () => {
    const random = new Random(3)
    const counts = new Array<number>(6).fill(0)
    for (let i = 0; i < 6000; i++) counts[random.nextInteger(10, 15) - 10]!++
    for (const count of counts) assert.ok(count > 850 && count < 1150, `counts ${counts}`)
})

test("normal numbers have mean 0 and deviation 1", () => {
    const random = new Random(4)
    const values = Array.from({ length: 20000 }, () => random.nextNormal())
    const mean = values.reduce((a, b) => a + b) / values.length
    const deviation = Math.sqrt(values.reduce((a, b) => a + b * b, 0) / values.length)
    assert.ok(Math.abs(mean) < 0.03, `mean ${mean}`)
    assert.ok(Math.abs(deviation - 1) < 0.03, `deviation ${deviation}`)
})
