import assert from "node:assert/strict"
import { test } from "node:test"
import {
    drawAxis,
    drawBars,
    drawLamp,
    drawLampLane,
    drawSpans,
    loudness,
} from "../../../../sim/cli/demo/drawing.ts"
import { lookOf } from "../../../../sim/cli/demo/look.ts"

const { signs } = lookOf({}, { LANG: "C" })
const blocks = lookOf({}, {}).signs
const SCALE = { fromMs: 0, toMs: 4000, columns: 8 }
const FLASHES = [
    { tMs: 1000, value: 1 },
    { tMs: 1500, value: 0 },
    { tMs: 2000, value: 1 },
]

test("bars stand on one another, the top line first", () => {
    assert.deepEqual(drawBars([0, 0.5, 1], 1, blocks), [" ▄█"])
    assert.deepEqual(drawBars([0.25, 0.5, 0.75, 1], 2, blocks), ["  ▄█", "▄███"])
})

test("what is louder than the loudest is drawn as high as it goes", () => {
    assert.deepEqual(drawBars([2], 1, blocks), ["█"])
})

test("loudness is relative to the loudest part, and silence is nothing", () => {
    const sound = new Int16Array([100, -100, 0, 0, 50, -50])
    assert.deepEqual(loudness(sound, 3), [1, 0, 0.5])
    assert.deepEqual(loudness(new Int16Array(6), 2), [0, 0])
    assert.deepEqual(loudness(new Int16Array(0), 2), [0, 0])
})

test("a span fills every column that it touches", () => {
    assert.equal(drawSpans([{ fromMs: 600, toMs: 1100 }], SCALE, signs), ".##.....")
    assert.equal(drawSpans([{ fromMs: 3600, toMs: Infinity }], SCALE, signs), ".......#")
})

test("the lamp is drawn high where it is lit", () => {
    assert.equal(drawLamp(FLASHES, SCALE, signs), "..#.####")
})

test("in a lane the lamp is dark, lit, or blinking where both are in one column", () => {
    assert.equal(drawLampLane(FLASHES, { ...SCALE, columns: 4 }, signs), ".:##")
})

test("the axis leaves out labels that have no room", () => {
    const seconds = (ms: number) => `${ms / 1000}s`
    assert.equal(drawAxis({ fromMs: 0, toMs: 4000, columns: 16 }, 1000, seconds), "0s  1s  2s  3s")
    assert.equal(drawAxis({ fromMs: 500, toMs: 4000, columns: 6 }, 1000, seconds), "1s  3s")
})
