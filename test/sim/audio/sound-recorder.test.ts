import assert from "node:assert/strict"
import { test } from "node:test"
import { SoundRecorder } from "../../../sim/audio/sound-recorder.ts"

const LOUD = new Float32Array(40).fill(0.5)
const SILENCE = new Float32Array(40)

test("blocks that follow each other are one piece; a gap begins the next", () => {
    const recorder = new SoundRecorder()
    recorder.append(LOUD, 10_000)
    recorder.append(SILENCE, 15_000)
    recorder.append(LOUD, 1_000_000)
    assert.deepEqual(recorder.pieces, [
        { startMs: 10, firstSample: 0, samples: 80 },
        { startMs: 1000, firstSample: 80, samples: 40 },
    ])
    assert.equal(recorder.samples[0], 16384)
    assert.equal(recorder.samples[40], 0)
})

test("it grows without end", () => {
    const recorder = new SoundRecorder()
    for (let i = 0; i < 1000; i++) recorder.append(Float32Array.of(i / 32768), i * 125)
    for (let i = 1000; i < 20_000; i++) recorder.append(Float32Array.of(i / 32768), i * 125)
    assert.equal(recorder.sampleCount, 20_000)
    assert.deepEqual([...recorder.samples.subarray(7998, 8002)], [7998, 7999, 8000, 8001])
})

/** Adds `count` blocks from `startMs` on; answers where they end. */
function add(recorder: SoundRecorder, block: Float32Array, startMs: number, count: number): number {
    for (let i = 0; i < count; i++) recorder.append(block, (startMs + i * 5) * 1000)
    return startMs + count * 5
}

test("silence over the limit is left out, with blocks or without", () => {
    const recorder = new SoundRecorder(2000)
    let atMs = add(recorder, LOUD, 5000, 10)
    atMs = add(recorder, SILENCE, atMs, 401)
    atMs = add(recorder, LOUD, atMs, 10)
    add(recorder, LOUD, atMs + 60_000, 10)
    assert.deepEqual(recorder.pieces, [
        { startMs: 5000, firstSample: 0, samples: 400 },
        { startMs: 7055, firstSample: 400, samples: 400 },
        { startMs: 67_105, firstSample: 800, samples: 400 },
    ])
})

test("silence up to the limit stays, as blocks and as a gap together", () => {
    const recorder = new SoundRecorder(2000)
    let atMs = add(recorder, LOUD, 0, 10)
    atMs = add(recorder, SILENCE, atMs, 200)
    add(recorder, LOUD, atMs + 1000, 10)
    assert.deepEqual(recorder.pieces, [{ startMs: 0, firstSample: 0, samples: 16_800 }])
    assert.equal(recorder.samples[400], 0)
    assert.equal(recorder.samples[16_400], 16384)
})

test("silence at the end is there until it is too long", () => {
    const recorder = new SoundRecorder(2000)
    const atMs = add(recorder, LOUD, 0, 1)
    add(recorder, SILENCE, atMs, 400)
    assert.equal(recorder.sampleCount, 40 + 16_000)
    add(recorder, SILENCE, atMs + 2000, 1)
    assert.equal(recorder.sampleCount, 40)
})
