import assert from "node:assert/strict"
import { test } from "node:test"
import { Random } from "../../../sim/clock/random.ts"
import { JsonValue } from "../../../sim/scenario/json-value.ts"
import { ScenarioFiles } from "../../../sim/scenario/scenario-files.ts"
import { parseScenario } from "../../../sim/scenario/schema.ts"
import { BRIDGES, drawTrouble, KINDS } from "../../../tools/troubles/trouble.ts"

const SEEDS = Array.from({ length: 200 }, (_, at) => at + 1)
const draw = (seed: number, bridge = BRIDGES[0] as (typeof BRIDGES)[number]) =>
    drawTrouble(new Random(seed, "troubles"), bridge)

test("one seed draws the same trouble again, at either bridge at the same moment", () => {
    for (const seed of SEEDS) {
        assert.deepEqual(draw(seed), draw(seed))
        const [serial, usb] = [draw(seed), draw(seed, "max3421e")]
        assert.deepEqual([serial.kind, serial.momentMs], [usb.kind, usb.momentMs])
    }
})

test("all kinds come, before the answer, in the message and after it", () => {
    const drawn = SEEDS.map(seed => draw(seed))
    assert.deepEqual([...new Set(drawn.map(each => each.kind))].sort(), [...KINDS].sort())
    const moments = drawn.map(each => each.momentMs)
    assert.ok(Math.min(...moments) < 2000 && Math.max(...moments) > 24_000)
})

test("whatever is drawn is a scenario, and begins to fail where it says", () => {
    for (const bridge of BRIDGES)
        for (const seed of SEEDS) {
            const { steps, at } = draw(seed, bridge)
            const text = JSON.stringify({ bridge, steps })
            parseScenario(JsonValue.parse("s", text), new ScenarioFiles("s"))
            const failing = JSON.stringify(steps[at])
            assert.match(failing, /^\{"(power|card|fault)":/)
        }
})
