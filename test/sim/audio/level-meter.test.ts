import assert from "node:assert/strict"
import { test } from "node:test"
import { levelDbfs, SoundDetector } from "../../../sim/audio/level-meter.ts"
import { Scheduler } from "../../../sim/clock/scheduler.ts"
import { Timeline } from "../../../sim/report/timeline.ts"

/** 5 ms of 1000 Hz. */
function block(dbfs: number): Float32Array {
    const peak = 10 ** (dbfs / 20)
    return Float32Array.from({ length: 40 }, (_, i) => peak * Math.sin((Math.PI * i) / 4))
}

const SILENCE = new Float32Array(40)

/** Events of a detector that hears one block every 5 ms. */
function detect(blocks: readonly Float32Array[]): string[] {
    const scheduler = new Scheduler()
    const timeline = new Timeline(scheduler)
    const detector = new SoundDetector(timeline, "line")
    for (const heard of blocks) {
        detector.beat(heard)
        scheduler.runUntil(scheduler.nowUs + 5000)
    }
    return timeline.events.map(e => `${e.tMs} ${e.source} ${e.event}`)
}

test("a sine at full scale is 0 dBFS, and silence is nothing", () => {
    assert.ok(Math.abs(levelDbfs(block(0))) < 0.01)
    assert.ok(Math.abs(levelDbfs(block(-50)) + 50) < 0.01)
    assert.equal(levelDbfs(SILENCE), -Infinity)
})

test("sound begins over -50 dBFS and ends 100 ms after it was last there", () => {
    const blocks = [
        SILENCE,
        block(-51),
        block(-49),
        ...new Array<Float32Array>(30).fill(block(-51)),
    ]
    assert.deepEqual(detect(blocks), ["10 line sound-on", "110 line sound-off"])
})

test("a gap shorter than 100 ms does not end it", () => {
    const gap = new Array<Float32Array>(19).fill(SILENCE)
    assert.deepEqual(detect([block(-20), ...gap, block(-20)]), ["0 line sound-on"])
})

test("either direction of a line counts", () => {
    const timeline = new Timeline(new Scheduler())
    const detector = new SoundDetector(timeline, "line")
    detector.beat(SILENCE, block(-20))
    assert.ok(detector.isOn)
})

test("sound that is cut off ends at once, and once", () => {
    const timeline = new Timeline(new Scheduler())
    const detector = new SoundDetector(timeline, "speaker")
    detector.stop()
    detector.beat(block(-20))
    detector.stop()
    detector.stop()
    assert.deepEqual(
        timeline.events.map(e => e.event),
        ["sound-on", "sound-off"]
    )
})
