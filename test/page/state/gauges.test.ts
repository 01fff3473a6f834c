import assert from "node:assert/strict"
import { test } from "node:test"
import { GaugeBook, type GaugeSample } from "../../../page/state/gauges.ts"

const at = (tMs: number, more: Partial<GaugeSample> = {}): GaugeSample => ({
    tMs,
    transfers: 0,
    bytes: 0,
    sectorsRead: 0,
    sectorsWritten: 0,
    heapUsedBytes: 0,
    ...more,
})

test("counts become rates of the machine's own seconds, and the heap stays what it is", () => {
    const book = new GaugeBook()
    book.add(at(1000, { transfers: 100, heapUsedBytes: 30_000 }))
    book.add(at(3000, { transfers: 500, sectorsWritten: 8, heapUsedBytes: 31_000 }))
    assert.equal(book.points.length, 1)
    const { tMs, values } = book.points[0]!
    assert.deepEqual(
        [tMs, values.transfers, values.sectorsWritten, values.heapUsedBytes],
        [3000, 200, 4, 31_000]
    )
})

test("time that stands still makes no point, and a new run begins anew", () => {
    const book = new GaugeBook()
    for (const tMs of [1000, 2000, 2000, 3000]) book.add(at(tMs))
    assert.equal(book.points.length, 2)
    book.add(at(500))
    assert.equal(book.points.length, 0)
    book.add(at(1500))
    assert.equal(book.points.length, 1)
})

test("ten minutes are kept, and written as a table", () => {
    const book = new GaugeBook()
    for (let second = 0; second <= 700; second++)
        book.add(at(1000 * second, { bytes: 10 * second }))
    assert.equal(book.points.length, 600)
    const lines = book.toCsv().trim().split("\n")
    assert.equal(lines[0], "seconds,transfers,bytes,sectorsWritten,sectorsRead,heapUsedBytes")
    assert.equal(lines.at(-1), "700,0,10,0,0,0")
})
