import assert from "node:assert/strict"
import { test } from "node:test"
import { RoomMicrophone } from "../../../sim/server/room-microphone.ts"

const FRAME = new Float32Array(160).fill(0.123456)

test("what the page's microphone hears is heard in the room, in 16 bits", () => {
    const microphone = new RoomMicrophone()
    for (let i = 0; i < 6; i++) microphone.take(FRAME)
    const block = new Float32Array(40)
    for (let i = 0; i < 10; i++) assert.equal(microphone.speak(block), true)
    const sample = block[39]! * 32768
    assert.ok(Math.abs(sample - 0.123456 * 32768) < 2, `${sample}`)
    assert.equal(sample, Math.round(sample))
})

test("a page that sends nothing is silent, and one that has closed its microphone has one block left", () => {
    const microphone = new RoomMicrophone()
    const block = new Float32Array(40).fill(9)
    assert.equal(microphone.speak(block), true)
    assert.deepEqual([...new Set(block)], [0])
    microphone.close()
    assert.equal(microphone.speak(block), false)
})
