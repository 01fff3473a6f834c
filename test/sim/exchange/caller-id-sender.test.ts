import assert from "node:assert/strict"
import { test } from "node:test"
import { Scheduler } from "../../../sim/clock/scheduler.ts"
import { CallerIdSender, type CallerIdSignal } from "../../../sim/exchange/caller-id-sender.ts"
import { Timeline } from "../../../sim/report/timeline.ts"
import { rms, toneLevelDbm } from "./goertzel.ts"

const BEFORE_RING = {
    kind: "before-ring",
    quietMs: 150,
    alertMs: 100,
    gapMs: 75,
    guardMs: 250,
} as const
const MESSAGE = new Float32Array(790).fill(0.5)

class Bench {
    readonly scheduler = new Scheduler()
    readonly timeline = new Timeline(this.scheduler)
    readonly sender: CallerIdSender
    private readonly blocks: Float32Array[] = []

    constructor(signal: CallerIdSignal) {
        this.sender = new CallerIdSender(signal, 3, this.timeline)
    }

    live(ms: number): void {
        for (let passed = 0; passed < ms; passed += 5) {
            const block = new Float32Array(40)
            this.sender.beat()
            this.sender.addTo(block)
            this.blocks.push(block)
            this.scheduler.runUntil(this.scheduler.nowUs + 5000)
        }
    }

    sound(fromMs: number, toMs: number): Float32Array {
        const whole = new Float32Array(this.blocks.length * 40)
        this.blocks.forEach((block, i) => whole.set(block, i * 40))
        return whole.subarray(fromMs * 8, toMs * 8)
    }

    get events(): string[] {
        return this.timeline.events.map(e => `${e.tMs} ${e.event} ${e.fields["call"]}`)
    }
}

test("between rings, only the message is sent, whole beats long", () => {
    const delivery = { kind: "between-rings", delayMs: 800, guardMs: 200 } as const
    const bench = new Bench({ delivery, message: MESSAGE })
    assert.equal(bench.sender.lengthMs, 100)
    assert.ok(!bench.sender.isBeforeRing)
    bench.live(110)
    assert.deepEqual(bench.events, ["0 caller-id-start 3", "100 caller-id-end 3"])
    assert.ok(bench.sound(0, 98).every(sample => sample === 0.5))
    assert.equal(rms(bench.sound(99, 110)), 0)
})

test("before the ring: silence, both alerting tones, silence, the message, silence", () => {
    const bench = new Bench({ delivery: BEFORE_RING, message: MESSAGE })
    assert.equal(bench.sender.lengthMs, 150 + 100 + 75 + 100 + 250)
    bench.live(bench.sender.lengthMs)
    assert.deepEqual(bench.events, [
        "150 tone-on 3",
        "250 tone-off 3",
        "325 caller-id-start 3",
        "425 caller-id-end 3",
    ])
    assert.equal(rms(bench.sound(0, 150)), 0)
    for (const hz of [2130, 2750])
        assert.ok(Math.abs(toneLevelDbm(bench.sound(150, 250), hz) + 16) < 0.2)
    assert.equal(rms(bench.sound(250, 325)), 0)
    assert.equal(bench.sound(325, 425)[0], 0.5)
    assert.equal(rms(bench.sound(425, 675)), 0)
})

test("stopped in the message, it says that it is over, and is silent", () => {
    const bench = new Bench({ delivery: BEFORE_RING, message: MESSAGE })
    bench.live(350)
    bench.sender.stop()
    bench.live(50)
    assert.equal(bench.events.at(-1), "350 caller-id-end 3")
    assert.equal(rms(bench.sound(350, 400)), 0)
})
