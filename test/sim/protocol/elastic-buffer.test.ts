import assert from "node:assert/strict"
import { test } from "node:test"
import { Random } from "../../../sim/clock/random.ts"
import { ElasticBuffer, type ElasticStats } from "../../../sim/protocol/elastic-buffer.ts"
import { FRAME_SAMPLES, LINE_RATE } from "../../../sim/protocol/frame.ts"

const TARGET_MS = 40
/** 2.6 ms, as a browser pulls. */
const BLOCK_SAMPLES = 21

interface Clocks {
    readonly senderPpm?: number
    readonly jitterMs?: number
    readonly seconds?: number
    readonly rate?: number
    /** The sender says nothing from here to there, s. */
    readonly silence?: readonly [from: number, to: number]
}

/** Lets the clocks of sender and receiver run against each other, block by block, in simulated time. */
function simulate(clocks: Clocks): ElasticStats & { gapAt: number[]; heard: Float32Array } {
    const { senderPpm = 0, jitterMs = 0, seconds = 60, rate = LINE_RATE, silence = [0, 0] } = clocks
    const random = new Random(1)
    const buffer = new ElasticBuffer(rate, TARGET_MS)
    const output = new Float32Array(BLOCK_SAMPLES)
    const heard = new Float32Array(output.length)
    const period = FRAME_SAMPLES / LINE_RATE / (1 + senderPpm / 1e6)
    const gapAt: number[] = []
    let sent = 0
    for (let time = 0; time < seconds; time += output.length / rate) {
        while (time >= sent * period + (random.nextUnit() * jitterMs) / 1000) {
            const isSilent = sent * period >= silence[0] && sent * period < silence[1]
            if (!isSilent) buffer.push([new Float32Array(FRAME_SAMPLES).fill(0.5)])
            sent++
        }
        buffer.pull([output])
        heard.set(output)
        if (buffer.stats.underruns > gapAt.length) gapAt.push(time)
    }
    return { ...buffer.stats, gapAt, heard }
}

for (const senderPpm of [-300, 0, 300])
    test(`a sender whose clock is ${senderPpm} ppm off is followed for ten minutes without a gap`, () => {
        const { correctionPpm, levelMs, gapAt, skips } = simulate({ senderPpm, seconds: 600 })
        assert.deepEqual(gapAt, [])
        assert.equal(skips, 0)
        assert.ok(Math.abs(correctionPpm - senderPpm) < 15, `it corrects ${correctionPpm}`)
        assert.ok(Math.abs(levelMs - TARGET_MS) < 1, `it holds ${levelMs} ms`)
    })

test("frames that are late by less than the buffer make no gap", () => {
    assert.deepEqual(simulate({ jitterMs: 30 }).gapAt, [])
})

test("a sender that stops makes one gap, and is heard again as before", () => {
    const { gapAt, heard } = simulate({ silence: [20, 21] })
    assert.equal(gapAt.length, 1)
    assert.ok(Math.abs(gapAt[0]! - 20) < 0.2)
    assert.ok(heard.every(sample => Math.abs(sample - 0.5) < 0.01))
})

test("a clock beyond the limit skips rather than grow late", () => {
    const { skips, levelMs } = simulate({ senderPpm: 5000, seconds: 120 })
    assert.ok(skips > 0)
    assert.ok(levelMs < TARGET_MS + 200)
})

test("two channels stay together", () => {
    const buffer = new ElasticBuffer(LINE_RATE, TARGET_MS, 2)
    const tone = Float32Array.from({ length: FRAME_SAMPLES }, (_, i) => Math.sin(i / 3))
    for (let i = 0; i < 10; i++) buffer.push([tone, tone.map(x => -x)])
    const left = new Float32Array(400)
    const right = new Float32Array(400)
    buffer.pull([left, right])
    assert.ok(left.some(x => x > 0.9))
    left.forEach((x, i) => assert.ok(Math.abs(x + right[i]!) < 1e-6))
})

test("a rest is no gap", () => {
    const buffer = new ElasticBuffer(LINE_RATE, TARGET_MS)
    for (let i = 0; i < 4; i++) buffer.push([new Float32Array(FRAME_SAMPLES).fill(0.5)])
    buffer.rest()
    const output = new Float32Array(800).fill(1)
    buffer.pull([output])
    assert.ok(output.every(x => x === 0))
    assert.equal(buffer.stats.underruns, 0)
})
