import assert from "node:assert/strict"
import { test } from "node:test"
import { displayPoints } from "../../../page/state/display.ts"

/** 64 rows of 16 bytes, dark but for some. */
function picture(height: number, ...lit: readonly [at: number, byte: number][]): string {
    const bytes = Buffer.alloc(16 * height)
    for (const [at, byte] of lit) bytes[at] = byte
    return bytes.toString("base64")
}

test("the left point of a byte is its highest bit, and rows follow each other", () => {
    const { height, points } = displayPoints(picture(64, [0, 0x80], [17, 0x01]))
    assert.equal(height, 64)
    const lit = [...points.entries()].filter(([, point]) => point === 1).map(([at]) => at)
    assert.deepEqual(lit, [0, 128 + 15])
})

test("a display of 32 rows is half as high", () => {
    assert.equal(displayPoints(picture(32)).height, 32)
})

test("one that was never lit is dark, and as high as usual", () => {
    const { height, points } = displayPoints("")
    assert.equal(height, 64)
    assert.ok(points.every(point => point === 0))
})
