import assert from "node:assert/strict"
import { test } from "node:test"
import { Random } from "../../../sim/clock/random.ts"
import { JsonValue } from "../../../sim/scenario/json-value.ts"
import { ScenarioFiles } from "../../../sim/scenario/scenario-files.ts"
import { parseScenario } from "../../../sim/scenario/schema.ts"
import { Deeds } from "../../../tools/soak/deeds.ts"

const PIN = "4711"

function draw(seed: number, count: number, hasCuts = true) {
    const deeds = new Deeds(new Random(seed, "deeds"), PIN)
    return Array.from({ length: count }, () => deeds.next(hasCuts))
}

test("one seed draws the same deeds again, another one others", () => {
    assert.deepEqual(draw(7, 40), draw(7, 40))
    assert.notDeepEqual(draw(7, 40), draw(8, 40))
})

test("all kinds come, and no caller twice", () => {
    const deeds = draw(1, 1000)
    assert.ok(new Set(deeds.map(each => each.kind)).size >= 15)
    const numbers = deeds.flatMap(each => each.numbers)
    assert.equal(new Set(numbers).size, numbers.length)
})

test("power fails only where it may", () => {
    assert.ok(draw(1, 300).some(each => each.isCut))
    const steps = JSON.stringify(draw(1, 300, false))
    assert.ok(!steps.includes('"power"'))
})

test("whatever is drawn is a scenario, and each number of a deed is one of its calls", () => {
    for (const { steps, numbers } of draw(3, 300)) {
        const text = JSON.stringify({ steps })
        parseScenario(JsonValue.parse("s", text), new ScenarioFiles("s"))
        const called = [...text.matchAll(/"number":"(\d+)"/g)].map(match => match[1])
        assert.deepEqual(called, numbers)
    }
})
