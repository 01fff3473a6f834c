import assert from "node:assert/strict"
import { test } from "node:test"
import { Scheduler } from "../../../sim/clock/scheduler.ts"
import { type LineStep } from "../../../sim/exchange/country-plan.ts"
import { countryPlan } from "../../../sim/exchange/country.ts"
import { LineSequence } from "../../../sim/exchange/line-sequence.ts"
import { Timeline } from "../../../sim/report/timeline.ts"
import { rms } from "./goertzel.ts"

const STEPS: readonly LineStep[] = [
    { kind: "quiet", lengthMs: 100 },
    { kind: "drop", lengthMs: 250 },
    { kind: "tone", tone: "dial", lengthMs: 200 },
]

class Bench {
    readonly scheduler = new Scheduler()
    readonly timeline = new Timeline(this.scheduler)
    readonly told: string[] = []
    readonly sequence: LineSequence
    lastBlock = new Float32Array(40)
    private nextMs = 0

    constructor(steps: readonly LineStep[], country = "US") {
        this.sequence = new LineSequence(steps, countryPlan(country), this.timeline, flowing =>
            this.told.push(`${this.scheduler.nowUs / 1000} ${flowing ? "flows" : "dropped"}`)
        )
        this.timeline.listen(e => this.told.push(`${e.tMs} ${e.event}`))
    }

    liveUntil(ms: number): void {
        for (; this.nextMs < ms; this.nextMs += 5) {
            this.scheduler.runUntil(this.nextMs * 1000)
            this.sequence.beat()
            this.lastBlock = new Float32Array(40)
            this.sequence.addTo(this.lastBlock)
        }
    }
}

test("silence, drop and tone follow each other to the beat, and then it is over", () => {
    const bench = new Bench(STEPS)
    bench.liveUntil(1000)
    assert.deepEqual(bench.told, [
        "100 loop-drop",
        "100 dropped",
        "350 flows",
        "350 tone-on",
        "550 tone-off",
    ])
    assert.ok(bench.sequence.isOver)
})

test("the tone sounds only in its step, and the line is dead only in the drop", () => {
    const bench = new Bench(STEPS)
    const seen = [50, 200, 400, 600].map(ms => {
        bench.liveUntil(ms)
        return [bench.sequence.isDead, rms(bench.lastBlock) > 0.01]
    })
    assert.deepEqual(seen, [
        [false, false],
        [true, false],
        [false, true],
        [false, false],
    ])
})

test("on-hook ends a drop, and a tone, at once", () => {
    const dropped = new Bench(STEPS)
    dropped.liveUntil(200)
    dropped.sequence.stop()
    assert.equal(dropped.told.at(-1), "195 flows")
    const sounding = new Bench(STEPS)
    sounding.liveUntil(400)
    sounding.sequence.stop()
    assert.equal(sounding.told.at(-1), "395 tone-off")
    assert.ok(sounding.sequence.isOver)
})

test("a tone that the country does not have is a mistake in the plan", () => {
    const bench = new Bench([{ kind: "tone", tone: "unobtainable", lengthMs: 5 }], "PL")
    assert.throws(() => bench.liveUntil(5), /Poland has no unobtainable tone/)
})
