import assert from "node:assert/strict"
import { test, type TestContext } from "node:test"
import { encodeFrame } from "../../../sim/protocol/frame.ts"

const { readLinePast } = await import("../../../page/state/line-past.ts")
const { addLineFrame, fromModem, toModem } = await import("../../../page/state/line-sound.ts")

const frame = (level: number) => new Float32Array(160).fill(level)
const live = (number: number, level: number) => ({
    number,
    toModem: frame(level),
    fromModem: frame(0),
})

/** The server answers when it is told to. */
function slowServer(t: TestContext, numbers: readonly number[]): () => void {
    let answer = () => {}
    t.mock.method(globalThis, "fetch", async () => {
        await new Promise<void>(resolve => (answer = resolve))
        const frames = numbers.map(
            number => new Uint8Array(encodeFrame(number, [frame(0.5), frame(0.25)]))
        )
        return new Response(Buffer.concat(frames))
    })
    return () => answer()
}

const highAt = (number: number) => toModem.peaks(2 * number, 2 * number + 2).high

test("what was before is drawn before what comes meanwhile, and nothing twice", async t => {
    const answer = slowServer(t, [10, 11, 14])
    const reading = readLinePast()
    for (const number of [14, 15]) addLineFrame(live(number, 1))
    assert.equal(toModem.end, 0)
    answer()
    await reading
    assert.deepEqual(
        [9, 10, 11, 12, 14, 15].map(number => Math.round(100 * highAt(number))),
        [0, 50, 50, 0, 50, 100]
    )
    assert.ok(Math.abs(fromModem.peaks(20, 22).high - 0.25) < 0.001)
    addLineFrame(live(16, 0.75))
    assert.equal(highAt(16), 0.75)
})

test("where there is no server, what comes is drawn", async t => {
    t.mock.method(globalThis, "fetch", async () => {
        throw new TypeError("failed to fetch")
    })
    const reading = readLinePast()
    addLineFrame(live(20, 0.5))
    await reading
    assert.equal(highAt(20), 0.5)
})
