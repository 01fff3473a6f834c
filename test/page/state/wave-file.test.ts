import assert from "node:assert/strict"
import { test } from "node:test"
import { encodeWav, peaksOf, samplesOf } from "../../../page/state/wave-file.ts"
import { decodeWav, encodeWav16 } from "../../../sim/audio/wav.ts"

test("the server's WAV files are read to the sample", () => {
    const samples = Int16Array.from([0, 1, -32768, 32767, 258])
    const wav = encodeWav16(samples)
    const copy = new Uint8Array(wav).buffer
    assert.deepEqual([...samplesOf(copy)], [...samples])
    assert.equal(samplesOf(new ArrayBuffer(10)).length, 0)
})

test("no peak is lost, however few columns there are", () => {
    const samples = new Int16Array(1000)
    samples[999] = 16384
    samples[500] = -32768
    const peaks = peaksOf(samples, 7)
    assert.equal(Math.max(...peaks.map(({ high }) => high)), 0.5)
    assert.equal(Math.min(...peaks.map(({ low }) => low)), -1)
    assert.equal(peaksOf(samples.subarray(0, 3), 10).length, 10)
})

test("a file that the page makes is one that the server reads", () => {
    const samples = Float32Array.from([0, 0.5, -0.25, 2, -2])
    const read = decodeWav(new Uint8Array(encodeWav(samples)), "x")
    assert.deepEqual([...read], [0, 0.5, -0.25, 32767 / 32768, -1])
})
