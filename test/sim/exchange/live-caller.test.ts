import assert from "node:assert/strict"
import { test } from "node:test"
import { Scheduler } from "../../../sim/clock/scheduler.ts"
import { type Handset } from "../../../sim/exchange/handset.ts"
import { LiveCaller } from "../../../sim/exchange/live-caller.ts"
import { addSine } from "../../../sim/exchange/tones.ts"
import { Timeline } from "../../../sim/report/timeline.ts"

class PaperHandset implements Handset {
    isLifted = true
    key: string | undefined
    readonly noticed: string[] = []

    speak(into: Float32Array): string | undefined {
        into.fill(0.5)
        const { key } = this
        this.key = undefined
        return key
    }

    hear(block: Float32Array): void {
        if (block[0] !== 0) this.noticed.push("sound")
    }

    answered(): void {
        this.noticed.push("answered")
    }

    beepHeard(): void {
        this.noticed.push("beep")
    }

    over(): void {
        this.noticed.push("over")
    }
}

function bench() {
    const handset = new PaperHandset()
    const timeline = new Timeline(new Scheduler())
    let hangUps = 0
    const caller = new LiveCaller(handset, 3, timeline, { hangUp: () => hangUps++ })
    const story = () => timeline.events.map(e => `${e.event} ${e.fields["call"]}`)
    return { handset, caller, timeline, story, hangUpCount: () => hangUps }
}

test("what the handset says goes into the line, whatever was there before", () => {
    const { caller } = bench()
    const block = new Float32Array(40).fill(9)
    caller.speak(block)
    assert.ok(block.every(x => x === 0.5))
})

test("a key is told with its digit", () => {
    const { caller, handset, timeline } = bench()
    handset.key = "#"
    caller.speak(new Float32Array(40))
    caller.speak(new Float32Array(40))
    assert.deepEqual(
        timeline.events.map(e => [e.event, e.fields["digit"]]),
        [["dtmf", "#"]]
    )
})

test("the call ends in the beat after the telephone was put down, once", () => {
    const { caller, handset, story, hangUpCount } = bench()
    caller.answered()
    handset.isLifted = false
    const block = new Float32Array(40).fill(9)
    caller.speak(block)
    caller.speak(block)
    caller.hangUp()
    caller.hear(block.fill(1))
    assert.deepEqual(story(), ["answered 3", "hangup 3"])
    assert.equal(hangUpCount(), 1)
    assert.deepEqual(handset.noticed, ["answered", "over"])
    caller.speak(block)
    assert.ok(block.every(x => x === 0))
})

test("a busy or dead line is heard, and leaves the telephone in the hand", () => {
    const { caller, hangUpCount } = bench()
    caller.leaveSoon()
    for (let i = 0; i < 2000; i++) caller.speak(new Float32Array(40))
    assert.equal(hangUpCount(), 0)
})

test("the beep is found in the sound, and only after the answer", () => {
    const { caller, handset, story } = bench()
    const sound = new Float32Array(4000)
    addSine(sound, 0, 3200, 1000, -10)
    const hearAll = () => {
        for (let at = 0; at < sound.length; at += 40) caller.hear(sound.subarray(at, at + 40))
    }
    hearAll()
    assert.ok(!handset.noticed.includes("beep"))
    caller.answered()
    hearAll()
    assert.equal(handset.noticed.filter(each => each === "beep").length, 1)
    assert.deepEqual(story(), ["answered 3", "beep-heard 3"])
})
