import assert from "node:assert/strict"
import { test } from "node:test"
import { readWav } from "../../../../sim/audio/wav.ts"
import { likeness } from "../../../../sim/cli/demo/likeness.ts"

const caller = (name: string) =>
    readWav(new URL(`../../../../sounds/callers/${name}`, import.meta.url).pathname)
const FIRST = caller("first-call.wav")
const SECOND = caller("second-call.wav")

test("words are found in a recording, late, softer and without the silence around them", () => {
    const room = new Float32Array(FIRST.length + 12_345)
    room.set(
        FIRST.subarray(400).map(sample => sample / 4),
        12_345
    )
    assert.ok(likeness(FIRST, room) > 0.99)
    assert.ok(likeness(FIRST, FIRST.subarray(400)) > 0.99)
})

test("other words are not taken for them", () => {
    assert.ok(likeness(SECOND, FIRST) < 0.6)
})

test("half of the words is not enough", () => {
    const cut = FIRST.slice()
    cut.fill(0, cut.length / 2)
    assert.ok(likeness(FIRST, cut) < 0.9)
})

test("silence is like nothing", () => {
    assert.equal(likeness(FIRST, new Int16Array(0)), 0)
    assert.equal(likeness(FIRST, new Int16Array(200_000)), 0)
})
