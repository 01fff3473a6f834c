import assert from "node:assert/strict"
import { test } from "node:test"
import { growthFigures } from "../../../../tools/bench/storage/heap-figures.ts"
import { HEADINGS, inOrder } from "../../../../tools/bench/storage/headings.ts"
import { isMet } from "../../../../tools/bench/table.ts"

const IN_USE = "most in use after a collection"
const inUse = (name: string, value: number) => {
    return { what: `${name}: ${IN_USE}`, value, unit: "B", heading: HEADINGS.heap }
}

test("what the fullest card takes more of the heap is judged, for each file system", () => {
    const figures = [
        inUse("fat32, 10", 37_000),
        inUse("fat32, 8,000", 41_000),
        inUse("fat16, 10", 37_000),
        inUse("fat16, 1,000", 37_100),
    ]
    const growth = growthFigures(figures)
    assert.deepEqual(
        growth.map(each => each.value),
        [4000, 100]
    )
    assert.deepEqual(growth.map(isMet), [false, true])
})

test("figures of one workload stand together, whatever card they are of", () => {
    const figure = (what: string, heading?: string) => {
        return { what, value: 1, unit: "", ...(heading !== undefined && { heading }) }
    }
    const figures = [
        figure("a", HEADINGS.boot),
        figure("b", HEADINGS.record),
        figure("c", HEADINGS.boot),
        figure("d"),
    ]
    assert.deepEqual(
        inOrder(figures).map(each => each.what),
        ["d", "b", "a", "c"]
    )
})
