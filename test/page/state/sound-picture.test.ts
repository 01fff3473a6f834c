import assert from "node:assert/strict"
import { test } from "node:test"
import { SoundPicture } from "../../../page/state/sound-picture.ts"

const column = (low: number, high: number) =>
    Float32Array.from({ length: 80 }, (_, i) => (i % 2 === 0 ? low : high))

test("every column has its own peaks, by the time that it had", () => {
    const picture = new SoundPicture()
    picture.add(5, column(-0.5, 0.25))
    picture.add(6, column(-0.125, 1))
    assert.deepEqual(picture.peaks(5, 6), { low: -0.5, high: 0.25 })
    assert.deepEqual(picture.peaks(0, 7), { low: -0.5, high: 1 })
    assert.deepEqual(picture.peaks(0, 5), { low: 0, high: 0 })
    assert.equal(picture.end, 7)
})

test("a frame is two columns, and a gap between frames is silence", () => {
    const picture = new SoundPicture()
    const frame = new Float32Array(160).fill(0.5)
    picture.add(0, frame)
    picture.add(10, frame)
    assert.equal(picture.peaks(1, 2).high, 0.5)
    assert.equal(picture.peaks(2, 10).high, 0)
    assert.equal(picture.peaks(11, 12).high, 0.5)
})

test("a tone is in its band while it lasts", () => {
    const picture = new SoundPicture()
    const tone = Float32Array.from({ length: 800 }, (_, i) => Math.sin((2 * Math.PI * i) / 8))
    picture.add(0, tone)
    picture.add(50, column(0, 0))
    assert.ok(picture.level(32, 5, 10) > 250)
    assert.ok(picture.level(64, 5, 10) < 20)
    assert.equal(picture.level(32, 20, 40), 0)
})

test("another run begins a new picture", () => {
    const picture = new SoundPicture()
    picture.add(100, column(-1, 1))
    picture.add(3, column(-0.5, 0.5))
    assert.equal(picture.end, 4)
    assert.equal(picture.peaks(0, 200).high, 0.5)
})

test("what is older than ten minutes is given up, and a long silence costs no more than that", () => {
    const picture = new SoundPicture()
    picture.add(0, column(-1, 1))
    picture.add(70_000, column(-0.5, 0.5))
    assert.equal(picture.begin, 10_001)
    assert.deepEqual(picture.peaks(0, 70_000), { low: 0, high: 0 })
    picture.add(5_000_000, column(-0.5, 0.5))
    assert.equal(picture.end, 5_000_001)
})
