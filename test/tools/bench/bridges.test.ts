import assert from "node:assert/strict"
import { test } from "node:test"
import { measureBridges, perSecond } from "../../../tools/bench/bridges.ts"
import { BRIDGE_NAMES } from "../../../tools/bench/scenarios.ts"
import type { Moment } from "../../../tools/bench/trial.ts"

function moment(tMs: number, transfers: number): Moment {
    return { tMs, stats: { bus: { transfers } } } as unknown as Moment
}

test("a rate is what a counter went up by, in a second", () => {
    assert.equal(perSecond(moment(1000, 100), moment(3000, 900))("transfers"), 400)
})

test("both bridges are measured, each under its heading, and twice the same", async () => {
    const measure = () => measureBridges({ runs: 1, progress: () => {} })
    const figures = await measure()
    const headings = [...new Set(figures.map(each => each.heading))]
    assert.deepEqual(
        headings,
        Object.values(BRIDGE_NAMES).map(name => `with ${name}`)
    )
    const of = (heading: string, what: string) =>
        figures.find(each => each.heading === heading && each.what === what)!.value
    const recording = "recording: transfers with the bridge"
    // A packet of 64 bytes is three transfers, and 8,000 bytes come in a second.
    assert.ok(of(headings[1]!, recording) >= 375)
    assert.ok(of(headings[0]!, recording) < of(headings[1]!, recording))
    assert.deepEqual(await measure(), figures)
})
