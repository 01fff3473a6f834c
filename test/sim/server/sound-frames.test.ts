import assert from "node:assert/strict"
import { test } from "node:test"
import { SoundFrames } from "../../../sim/server/sound-frames.ts"

const block = (value: number) => new Float32Array(40).fill(value)

function collect(nowUs: number) {
    const sent: number[][] = []
    const numbers: number[] = []
    const frames = new SoundFrames(nowUs, 2, (number, [ear, speaker]) => {
        numbers.push(number)
        sent.push([ear![0]!, ear![159]!, speaker![0]!, speaker![159]!])
    })
    return { frames, sent, numbers }
}

test("four beats of each channel are a frame, sent when it is over", () => {
    const { frames, sent } = collect(0)
    for (const atUs of [0, 5000, 10_000, 15_000]) {
        frames.add(0, atUs, block(0.5))
        frames.add(1, atUs, block(-0.5))
    }
    assert.deepEqual(sent, [])
    frames.passTo(20_000)
    assert.deepEqual(sent, [[0.5, 0.5, -0.5, -0.5]])
})

test("where there is no sound there are frames of silence, without a gap in their number", () => {
    const { frames, sent, numbers } = collect(1_000_000)
    frames.passTo(1_019_999)
    frames.add(1, 1_055_000, block(1))
    frames.passTo(1_060_000)
    assert.deepEqual(sent, [
        [0, 0, 0, 0],
        [0, 0, 0, 0],
        [0, 0, 0, 1],
    ])
    assert.deepEqual(numbers, [50, 51, 52])
})

test("a beat of the next frame sends the one before it", () => {
    const { frames, sent } = collect(0)
    frames.add(0, 15_000, block(0.25))
    frames.add(0, 20_000, block(0.75))
    assert.deepEqual(sent, [[0, 0.25, 0, 0]])
})
