import assert from "node:assert/strict"
import { test } from "node:test"
import { decodeFrame, frameBytes } from "../../../sim/protocol/frame.ts"
import { LinePast } from "../../../sim/server/line-past.ts"

const SOUND = [new Float32Array(160).fill(0.25), new Float32Array(160).fill(-0.5)]
const SILENCE = [new Float32Array(160), new Float32Array(160)]

function numbersIn(past: LinePast): number[] {
    const bytes = new Uint8Array(past.bytes)
    const size = frameBytes(2)
    return Array.from(
        { length: bytes.length / size },
        (_, i) => decodeFrame(bytes.slice(i * size, (i + 1) * size).buffer, 2)!.number
    )
}

test("what sounded is kept in its order, and silence is not", () => {
    const past = new LinePast()
    past.add(3, SOUND)
    past.add(4, SILENCE)
    past.add(5, [SILENCE[0]!, SOUND[1]!])
    assert.deepEqual(numbersIn(past), [3, 5])
    past.clear()
    assert.deepEqual(numbersIn(past), [])
})

test("ten minutes are kept, while an hour passes", () => {
    const past = new LinePast()
    for (let number = 0; number < 180_000; number += 10) past.add(number, SOUND)
    const numbers = numbersIn(past)
    assert.deepEqual([numbers[0], numbers.at(-1), numbers.length], [149_990, 179_990, 3001])
})
