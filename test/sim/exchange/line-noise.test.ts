import assert from "node:assert/strict"
import { test } from "node:test"
import { Random } from "../../../sim/clock/random.ts"
import { Scheduler } from "../../../sim/clock/scheduler.ts"
import { LineNoise, noiseBursts, type NoiseBursts } from "../../../sim/exchange/line-noise.ts"
import { rms } from "./goertzel.ts"
import { TestLine } from "./test-line.ts"

class Bench {
    readonly scheduler = new Scheduler()
    readonly noise = new LineNoise(new Random(1), this.scheduler, -65)

    /** Level in dBm0 from that time on, for 50 ms. */
    levelAt(ms: number): number {
        this.scheduler.runUntil(ms * 1000)
        const block = new Float32Array(400)
        this.noise.addTo(block)
        return Math.round(20 * Math.log10(rms(block) * Math.SQRT2) + 3.14)
    }
}

function levels(bursts: NoiseBursts, times: readonly number[]): number[] {
    const bench = new Bench()
    bench.noise.startBursts(bursts)
    return times.map(ms => bench.levelAt(ms))
}

test("without a fault the line has the level that was stated", () => {
    const level = new Bench().levelAt(0)
    assert.ok(Math.abs(level + 65) <= 1, String(level))
})

test("noise without a length stays", () => {
    for (const level of levels({ levelDbm: -30, lengthMs: undefined, times: 1 }, [0, 100_000]))
        assert.ok(Math.abs(level + 30) <= 1, String(level))
})

test("bursts come as often as asked, with pauses as long as they are", () => {
    const bursts = { levelDbm: -20, lengthMs: 100, times: 2 }
    const loud = levels(bursts, [0, 99, 101, 199, 201, 299, 301, 401]).map(level => level > -40)
    assert.deepEqual(loud, [true, true, false, false, true, true, false, false])
})

test("a new fault takes the place of the one before, and the end of all leaves a quiet line", () => {
    const bench = new Bench()
    bench.noise.startBursts({ levelDbm: -20, lengthMs: 100, times: Infinity })
    bench.noise.startBursts({ levelDbm: -40, lengthMs: undefined, times: 1 })
    assert.ok(Math.abs(bench.levelAt(150) + 40) <= 1)
    bench.noise.endBursts()
    assert.ok(bench.levelAt(200) < -60)
    assert.equal(bench.scheduler.nextDueUs(), undefined)
})

test("a level under zero is dBm0, one over zero is counted from a quiet line", () => {
    assert.deepEqual(noiseBursts(1, 500, -30), { levelDbm: -30, lengthMs: 500, times: 1 })
    assert.deepEqual(noiseBursts("forever", 0, 20), {
        levelDbm: -45,
        lengthMs: 5,
        times: Infinity,
    })
    assert.deepEqual(noiseBursts(1, undefined), { levelDbm: -35, lengthMs: undefined, times: 1 })
    assert.equal(noiseBursts(1, undefined, 120).levelDbm, 3)
})

test("both ends of the line hear it", () => {
    const line = new TestLine()
    const call = line.call({ speakAfter: { kind: "answer" }, then: { kind: "stay", stayMs: 9000 } })
    line.runUntil(2500)
    line.exchange.offHook()
    line.runUntil(3000)
    line.exchange.startLineNoise({ levelDbm: -30, lengthMs: undefined, times: 1 })
    line.forgetSound()
    line.runUntil(4000)
    const expected = 10 ** ((-30 - 3.14) / 20) / Math.SQRT2
    assert.ok(Math.abs(rms(line.heard) / expected - 1) < 0.05)
    const heard = Float32Array.from(call.recording.samples.subarray(-4000), each => each / 32768)
    assert.ok(Math.abs(rms(heard) / expected - 1) < 0.05)
})
