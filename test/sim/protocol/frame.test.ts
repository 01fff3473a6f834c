import assert from "node:assert/strict"
import { test } from "node:test"
import { FRAME_SAMPLES, decodeFrame, encodeFrame, frameBytes } from "../../../sim/protocol/frame.ts"

const ramp = (scale: number) =>
    Float32Array.from({ length: FRAME_SAMPLES }, (_, i) => (scale * (i - 80)) / 80)

test("a frame of two channels comes out as it went in, to a step of 16 bits", () => {
    const frame = decodeFrame(encodeFrame(4_000_000_000, [ramp(1), ramp(-0.25)]), 2)
    assert.equal(frame?.number, 4_000_000_000)
    for (const [channel, scale] of [1, -0.25].entries())
        ramp(scale).forEach((sample, i) =>
            assert.ok(Math.abs(frame.channels[channel]![i]! - sample) < 1 / 32767)
        )
})

test("what is beyond full scale is cut off, and does not turn over", () => {
    const frame = decodeFrame(encodeFrame(0, [new Float32Array(FRAME_SAMPLES).fill(-3)]), 1)
    assert.equal(frame?.channels[0]![7], -1)
})

test("a message of any other length is no frame", () => {
    for (const bytes of [0, 4, frameBytes(1) - 1, frameBytes(1) + 1, frameBytes(2)])
        assert.equal(decodeFrame(new ArrayBuffer(bytes), 1), undefined)
})
