import assert from "node:assert/strict"
import { test } from "node:test"
import { Scheduler } from "../../../sim/clock/scheduler.ts"
import { CALL_DEFAULTS, type CallSpec } from "../../../sim/exchange/call-spec.ts"
import { ScriptedCaller } from "../../../sim/exchange/caller.ts"
import { addSine } from "../../../sim/exchange/tones.ts"
import { Timeline } from "../../../sim/report/timeline.ts"
import { concat, silence } from "../../support/sound.ts"

const SOUND = new Float32Array(800).fill(0.5)

/** A caller who hears `heard`, from the answer at 0 ms on. Answers what was said and done within `lengthMs`. */
function play(
    spec: Partial<CallSpec>,
    heard: Float32Array,
    lengthMs: number
): {
    events: string[]
    said: Float32Array
} {
    const scheduler = new Scheduler()
    const timeline = new Timeline(scheduler)
    let isUp = true
    const caller = new ScriptedCaller(
        { ...CALL_DEFAULTS, audio: [{ kind: "sound", samples: SOUND }], ...spec },
        7,
        { scheduler, timeline },
        {
            hangUp: () => {
                isUp = false
            },
            pickUpExtension: () => timeline.emit("exchange", "pickup"),
        }
    )
    caller.answered()
    const said = new Float32Array(lengthMs * 8)
    for (let at = 0; at < said.length && isUp; at += 40) {
        scheduler.runUntil(at * 125)
        caller.speak(said.subarray(at, at + 40))
        const block = new Float32Array(40)
        block.set(heard.subarray(at, at + 40))
        if (isUp) caller.hear(block)
    }
    return { events: timeline.events.map(e => `${e.tMs} ${e.event}`), said }
}

function tone(lengthMs: number): Float32Array {
    const sound = new Float32Array(lengthMs * 8)
    addSine(sound, 0, sound.length, 1000, -15)
    return sound
}

test("waiting for the answer: speaks 300 ms after it, and hangs up when all is said", () => {
    const { events, said } = play({ speakAfter: { kind: "answer" } }, silence(0), 1000)
    assert.deepEqual(events, ["0 answered", "300 speak-start", "400 speak-end", "400 hangup"])
    assert.equal(said.indexOf(0.5), 2400)
    assert.equal(said.lastIndexOf(0.5), 3199)
})

test("waiting for a time: speaks exactly then", () => {
    const { events } = play({ speakAfter: { kind: "delay", delayMs: 1500 } }, silence(0), 2000)
    assert.equal(events[1], "1500 speak-start")
})

test("waiting for quiet: counts from the end of the last sound", () => {
    const heard = concat(silence(500), tone(1000), silence(300), tone(200))
    const { events } = play({ speakAfter: { kind: "quiet", quietMs: 800 } }, heard, 4000)
    assert.equal(events[1], "2800 speak-start")
})

test("waiting for the beep: it is the end of the beep that counts", () => {
    const { events } = play({}, concat(silence(1000), tone(400)), 3000)
    assert.equal(events[1], "1400 beep-heard")
    assert.equal(events[2], "1700 speak-start")
})

test("a caller who hears no beep gives up, unheard", () => {
    const { events, said } = play({ giveUpMs: 2000 }, silence(0), 5000)
    assert.deepEqual(events, ["0 answered", "2000 hangup"])
    assert.ok(said.every(sample => sample === 0))
})

test("a caller with nothing to say hangs up without having spoken", () => {
    const { events } = play({ audio: [], speakAfter: { kind: "answer" } }, silence(0), 1000)
    assert.deepEqual(events, ["0 answered", "300 hangup"])
})

test("a caller may stay on the line", () => {
    const then = { kind: "stay", stayMs: 700 } as const
    const { events } = play({ speakAfter: { kind: "answer" }, then }, silence(0), 2000)
    assert.deepEqual(events.slice(-2), ["400 speak-end", "1100 hangup"])
})

test("somebody may pick up, and talks with the caller", () => {
    const then = { kind: "pickup", pickupMs: 700 } as const
    const { events } = play({ speakAfter: { kind: "answer" }, then }, silence(0), 9000)
    assert.deepEqual(events.slice(-3), ["400 speak-end", "1100 pickup", "6100 hangup"])
})
