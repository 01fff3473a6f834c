import assert from "node:assert/strict"
import { test } from "node:test"
import { Random } from "../../../sim/clock/random.ts"
import { Scheduler } from "../../../sim/clock/scheduler.ts"
import { CALL_DEFAULTS, type CallSpec } from "../../../sim/exchange/call-spec.ts"
import { Call } from "../../../sim/exchange/call.ts"
import { countryPlan } from "../../../sim/exchange/country.ts"
import { LineNoise } from "../../../sim/exchange/line-noise.ts"
import { Timeline } from "../../../sim/report/timeline.ts"
import { toneLevelDbm } from "./goertzel.ts"

class Bench {
    readonly scheduler = new Scheduler()
    readonly timeline = new Timeline(this.scheduler)
    readonly call: Call
    hangUps = 0

    constructor(spec: Partial<CallSpec> = {}, country = "US") {
        const { scheduler, timeline } = this
        const noise = new LineNoise(new Random(1), scheduler, -65)
        const plan = countryPlan(country)
        const surroundings = { scheduler, timeline, noise, plan }
        this.call = new Call(7, { ...CALL_DEFAULTS, ...spec }, surroundings, {
            hangUp: () => this.hangUps++,
            pickUpExtension: () => assert.fail("nobody picks up"),
        })
    }

    live(ms: number, fromLine?: Float32Array): void {
        for (let passed = 0; passed < ms; passed += 5) {
            this.call.speak()
            this.call.hear(fromLine)
            this.scheduler.runUntil(this.scheduler.nowUs + 5000)
        }
    }

    get heard(): Float32Array {
        return Float32Array.from(this.call.recording.samples, sample => sample / 32768)
    }

    get tones(): string[] {
        const tones = this.timeline.events.filter(e => e.event.startsWith("tone"))
        return tones.map(e => `${e.event} ${e.fields["kind"]} ${e.fields["call"]}`)
    }
}

test("the caller hears one tone at a time, and it is told when each begins and ends", () => {
    const bench = new Bench()
    bench.call.startTone("ringback")
    bench.live(500)
    bench.call.startTone("busy")
    bench.live(500)
    bench.call.stopTone()
    bench.call.stopTone()
    assert.deepEqual(bench.tones, [
        "tone-on ringback 7",
        "tone-off ringback 7",
        "tone-on busy 7",
        "tone-off busy 7",
    ])
    assert.ok(toneLevelDbm(bench.heard.subarray(0, 4000), 440) > -20)
    assert.ok(toneLevelDbm(bench.heard.subarray(4000), 440) < -50)
    assert.ok(toneLevelDbm(bench.heard.subarray(4000), 620) > -25)
})

test("a tone that the country does not have leaves silence", () => {
    const bench = new Bench({}, "PL")
    bench.call.startTone("unobtainable")
    assert.deepEqual(bench.tones, [])
})

test("what the caller hears is recorded, the line and the tone together", () => {
    const bench = new Bench()
    const line = Float32Array.from({ length: 40 }, (_, i) => 0.1 * Math.sin((Math.PI * i) / 4))
    bench.call.startTone("busy")
    bench.live(400, line)
    assert.equal(bench.call.recording.sampleCount, 3200)
    assert.ok(Math.abs(toneLevelDbm(bench.heard, 1000) - (3.14 - 20)) < 0.3)
    assert.ok(Math.abs(toneLevelDbm(bench.heard, 480) + 24) < 0.3)
})

test("what the caller says is there in the same beat", () => {
    const samples = new Float32Array(80).fill(0.25)
    const bench = new Bench({
        audio: [{ kind: "sound", samples }],
        speakAfter: { kind: "delay", delayMs: 0 },
    })
    bench.call.caller.answered()
    bench.call.speak()
    assert.deepEqual(bench.call.fromCaller, new Float32Array(40).fill(0.25))
    bench.live(20)
    assert.equal(bench.hangUps, 1)
})
