import assert from "node:assert/strict"
import { test } from "node:test"
import { addSine } from "../../../sim/exchange/tones.ts"
import { requireJudge, runJudge } from "../../support/judges.ts"
import { concat, silence } from "../../support/sound.ts"
import { rms, toneLevelDbm } from "./goertzel.ts"
import { rawForMultimon } from "./multimon.ts"
import { TestLine } from "./test-line.ts"

function sine(frequencyHz: number, lengthMs: number, levelDbm = -15): Float32Array {
    const sound = new Float32Array(lengthMs * 8)
    addSine(sound, 0, sound.length, frequencyHz, levelDbm)
    return sound
}

/** The last `lengthMs` of what was heard. */
function lastOf(sound: Float32Array, lengthMs: number): Float32Array {
    return sound.subarray(sound.length - lengthMs * 8)
}

test("a call rings 2 s on, 4 s off from the next beat on, and is over after maxRings", () => {
    const line = new TestLine()
    line.runUntil(1001.5)
    line.call({ maxRings: 2 })
    assert.ok(!line.exchange.isIdle)
    line.runUntil(60_000)
    assert.deepEqual(line.told, [
        "1005 ringing true",
        "3005 ringing false",
        "7005 ringing true",
        "9005 ringing false",
    ])
    assert.deepEqual(line.events(), [
        "1005 tone-on kind=ringback call=1",
        "1005 ring-on call=1 n=1",
        "3005 ring-off call=1 n=1",
        "7005 ring-on call=1 n=2",
        "9005 ring-off call=1 n=2",
        "13005 hangup call=1",
        "13005 tone-off kind=ringback call=1",
    ])
    assert.ok(line.exchange.isIdle)
})

test("an idle line does not keep the audio clock beating", () => {
    const line = new TestLine()
    line.call({ maxRings: 1 })
    line.runUntil(10_000)
    assert.equal(line.scheduler.nextDueUs(), undefined)
})

test("caller ID comes in the silence after the first ring, and multimon-ng reads it", t => {
    if (!requireJudge(t, "multimon-ng") || !requireJudge(t, "sox")) return
    const line = new TestLine()
    line.call({ number: "2125550123", name: "J SMITH", maxRings: 1 })
    line.runUntil(10_000)
    const start = line.timeOf("caller-id-start")!
    const end = line.timeOf("caller-id-end")!
    assert.ok(start >= 2500 && start <= 3500)
    assert.ok(end > start && end <= 5800)
    assert.ok(rms(line.heard.subarray(0, start * 8)) < 0.001)
    assert.ok(rms(line.heard.subarray(end * 8)) < 0.001)
    const text = runJudge(
        "multimon-ng",
        ["-q", "-t", "raw", "-a", "CLIPFSK", "-"],
        rawForMultimon(line.heard)
    ).toString()
    assert.match(text, /DATE=09121942 CNT=J SMITH CID=2125550123/)
})

test("no number, no caller ID", () => {
    const line = new TestLine()
    line.call({ maxRings: 1, name: "J SMITH" })
    line.runUntil(10_000)
    assert.equal(line.timeOf("caller-id-start"), undefined)
})

test("off-hook in the middle of a burst trips the ringing at once", () => {
    const line = new TestLine()
    line.call({})
    line.runUntil(1003)
    line.exchange.offHook()
    assert.deepEqual(line.told, ["0 ringing true", "1003 ringing false"])
    assert.deepEqual(line.events().slice(2), [
        "1003 off-hook call=1",
        "1003 ring-off call=1 n=1",
        "1003 tone-off kind=ringback call=1",
        "1003 answered call=1",
    ])
    line.runUntil(9000)
    assert.equal(line.told.length, 2)
})

test("off-hook during the caller ID ends it", () => {
    const line = new TestLine()
    line.call({ number: "2125550123" })
    line.runUntil(3000)
    line.exchange.offHook()
    assert.equal(line.timeOf("caller-id-end"), 3000)
    line.forgetSound()
    line.runUntil(3500)
    assert.ok(rms(line.heard) < 0.001)
})

test("sound passes both ways shortly after the answer, and not before", () => {
    const line = new TestLine()
    const sound = sine(800, 2000)
    const call = line.call({
        audio: [{ kind: "sound", samples: sound }],
        speakAfter: { kind: "delay", delayMs: 0 },
    })
    line.runUntil(2499)
    line.exchange.offHook()
    line.forgetSound()
    line.send(sine(1200, 1000))
    line.runUntil(3499)
    const atCaller = call.recording.samples.subarray(2500 * 8)
    const asFloat = Float32Array.from(atCaller, sample => sample / 32768)
    for (const [heard, frequencyHz] of [
        [line.heard, 800],
        [asFloat, 1200],
    ] as const) {
        assert.ok(rms(heard.subarray(0, 400)) < 0.001)
        assert.ok(Math.abs(toneLevelDbm(heard.subarray(800, 4800), frequencyHz) + 15) < 0.1)
    }
})

test("the caller hears ringback in time with the ring", () => {
    const line = new TestLine()
    const call = line.call({ maxRings: 2 })
    line.runUntil(13_000)
    const heard = Float32Array.from(call.recording.samples, sample => sample / 32768)
    assert.equal(heard.length, 12_000 * 8)
    for (const frequencyHz of [440, 480])
        assert.ok(Math.abs(toneLevelDbm(heard.subarray(0, 16_000), frequencyHz) + 19) < 0.1)
    assert.ok(rms(heard.subarray(16_000, 48_000)) < 0.001)
    assert.ok(rms(heard.subarray(48_000, 64_000)) > 0.01)
    assert.deepEqual(call.recording.pieces, [{ startMs: 0, firstSample: 0, samples: 96_000 }])
})

test("a quiet line has its noise, at -65 dBm0", () => {
    const line = new TestLine()
    line.call({ maxRings: 1 })
    line.runUntil(4000)
    const levelDbm = 20 * Math.log10(rms(line.heard) * Math.SQRT2) + 3.14
    assert.ok(Math.abs(levelDbm + 65) < 0.2)
})

test("after the caller's hang-up: loop drop, silence, dial tone, receiver-off-hook tone, silence", () => {
    const line = new TestLine()
    line.call({ speakAfter: { kind: "answer" } })
    line.runUntil(2500)
    line.exchange.offHook()
    line.runUntil(120_000)
    assert.deepEqual(line.told.slice(2), ["3800 loop false", "4300 loop true"])
    assert.deepEqual(line.events().slice(-6), [
        "2800 hangup call=1",
        "3800 loop-drop lengthMs=500",
        "16300 tone-on kind=dial",
        "46300 tone-off kind=dial",
        "46300 tone-on kind=receiver-off-hook",
        "106300 tone-off kind=receiver-off-hook",
    ])
    assert.ok(!line.exchange.isIdle)
    line.exchange.onHook()
    assert.ok(line.exchange.isIdle)
})

test("during the loop drop the line is dead, after it dial tone is heard", () => {
    const line = new TestLine()
    line.call({ speakAfter: { kind: "answer" } })
    line.runUntil(2500)
    line.exchange.offHook()
    line.runUntil(4290)
    assert.ok(lastOf(line.heard, 480).every(sample => sample === 0))
    line.runUntil(18_000)
    assert.ok(Math.abs(toneLevelDbm(lastOf(line.heard, 1000), 350) + 13) < 0.1)
})

test("going on-hook in the loop drop ends it", () => {
    const line = new TestLine()
    line.call({ speakAfter: { kind: "answer" } })
    line.runUntil(2500)
    line.exchange.offHook()
    line.runUntil(4001)
    line.exchange.onHook()
    assert.equal(line.told.at(-1), "4001 loop true")
    assert.ok(line.exchange.isIdle)
})

test("where there is no loop drop, busy tone follows the hang-up", () => {
    const line = new TestLine("PL")
    line.call({ speakAfter: { kind: "answer" } })
    line.runUntil(1500)
    line.exchange.offHook()
    line.runUntil(3000)
    assert.deepEqual(line.events().slice(-2), ["1800 hangup call=1", "2100 tone-on kind=busy"])
    assert.ok(!line.told.some(what => what.includes("loop")))
})

test("a caller who is left alone hangs up, and the line is free again", () => {
    const line = new TestLine()
    line.call({ giveUpMs: 20_000 })
    line.runUntil(2500)
    line.exchange.offHook()
    line.runUntil(5000)
    line.exchange.onHook()
    assert.ok(!line.exchange.isIdle)
    line.runUntil(9000)
    assert.deepEqual(line.events().slice(-2), ["5000 on-hook call=1", "8000 hangup call=1"])
    assert.ok(line.exchange.isIdle)
})

test("the second caller hears busy tone and hangs up; the first call goes on", () => {
    const line = new TestLine()
    line.call({ then: { kind: "stay", stayMs: 20_000 }, speakAfter: { kind: "answer" } })
    line.runUntil(2498)
    line.exchange.offHook()
    const second = line.call({ number: "3" })
    line.runUntil(10_000)
    assert.deepEqual(
        line.events().filter(text => text.includes("call=2")),
        ["2500 tone-on kind=busy call=2", "5500 hangup call=2", "5500 tone-off kind=busy call=2"]
    )
    const heard = Float32Array.from(second.recording.samples, sample => sample / 32768)
    for (const frequencyHz of [480, 620])
        assert.ok(Math.abs(toneLevelDbm(heard.subarray(0, 4000), frequencyHz) + 24) < 0.2)
    assert.ok(rms(heard.subarray(4000, 8000)) < 0.001)
    assert.equal(line.exchange.currentCall?.number, 1)
})

test("off-hook without a call gives dial tone", () => {
    const line = new TestLine()
    line.runUntil(100)
    line.exchange.offHook()
    line.runUntil(2000)
    assert.deepEqual(line.events(), ["100 off-hook", "300 tone-on kind=dial"])
    line.exchange.onHook()
    assert.ok(line.exchange.isIdle)
    assert.deepEqual(line.events().slice(2), ["2000 on-hook", "2000 tone-off kind=dial"])
})

test("a parallel telephone keeps the call when the machine hangs up", () => {
    const line = new TestLine()
    const sound = sine(800, 1000)
    line.call({
        audio: [{ kind: "sound", samples: sound }],
        speakAfter: { kind: "answer" },
        then: { kind: "pickup", pickupMs: 500 },
    })
    line.runUntil(2500)
    line.exchange.offHook()
    line.runUntil(5000)
    assert.equal(line.told.at(-1), "4300 extension true")
    line.exchange.onHook()
    line.runUntil(30_000)
    assert.deepEqual(line.events("exchange").slice(-4), [
        "4300 pickup call=1",
        "5000 on-hook call=1",
        "10300 loop-drop lengthMs=500",
        "11300 putdown call=1",
    ])
    assert.equal(line.told.at(-1), "11300 extension false")
    assert.ok(line.exchange.isIdle)
})

test("an on-hook line does not hear a conversation on the parallel telephone", () => {
    const line = new TestLine()
    line.call({
        audio: [{ kind: "sound", samples: sine(800, 5000) }],
        speakAfter: { kind: "answer" },
    })
    line.runUntil(2500)
    line.exchange.pickUpExtension()
    line.forgetSound()
    line.runUntil(6000)
    assert.ok(rms(line.heard) < 0.001)
    assert.deepEqual(line.told.slice(2), ["2500 extension true"])
})

test("equipment that is plugged in while it rings is told so", () => {
    const line = new TestLine()
    line.call({})
    line.runUntil(1000)
    line.told.length = 0
    line.exchange.connect(line)
    assert.deepEqual(line.told, ["1000 ringing true"])
})

test("a whole call: greeting, beep, message, hang-up", () => {
    const line = new TestLine()
    const call = line.call({
        number: "2125550123",
        audio: [
            { kind: "sound", samples: sine(700, 1000) },
            { kind: "silence", silenceMs: 500 },
            { kind: "dtmf", digits: "5#", onMs: 80, offMs: 80, levelDbm: -10 },
        ],
    })
    line.runUntil(9000)
    line.exchange.offHook()
    line.send(concat(silence(1000), sine(1000, 400), silence(100)))
    line.runUntil(20_000)
    const speech = ["beep-heard", "speak-start", "speak-end", "hangup"]
    const [beep, start, end, hangUp] = speech.map(event => line.timeOf(event)!)
    assert.ok(beep! >= 10_395 && beep! <= 10_405)
    assert.equal(start, beep! + 300)
    assert.equal(end, start! + 1000 + 500 + 320)
    assert.equal(hangUp, end)
    assert.deepEqual(
        line.events("caller").filter(text => text.includes("dtmf")),
        [`${start! + 1500} dtmf digit=5 call=1`, `${start! + 1660} dtmf digit=# call=1`]
    )
    assert.equal(call.recording.sampleCount, hangUp! * 8)
})

test("two runs of the same calls are the same", () => {
    const run = (): [string, Int16Array] => {
        const line = new TestLine()
        const call = line.call({ number: "private", maxRings: 2 })
        line.runUntil(20_000)
        return [line.timeline.toJsonLines(), call.recording.samples]
    }
    assert.deepEqual(run(), run())
})

test("a pulled cable: no ring, no tone, and nobody sees the hook; in again, it rings on", () => {
    const line = new TestLine()
    line.exchange.cutLine()
    line.exchange.offHook()
    line.runUntil(3000)
    line.exchange.onHook()
    assert.deepEqual(line.events("exchange"), [])
    line.call({ maxRings: 4 })
    line.runUntil(12_000)
    assert.deepEqual(line.told, [])
    line.exchange.joinLine()
    line.runUntil(22_000)
    assert.match(line.told[0]!, /ringing true/)
    assert.equal(line.exchange.isLineCut, false)
})

test("a cable that is pulled in a call ends it", () => {
    const line = new TestLine()
    line.call({ number: "2125550123" })
    line.runUntil(4500)
    line.exchange.offHook()
    line.runUntil(8000)
    line.exchange.cutLine()
    assert.equal(line.events("exchange").at(-1)?.includes("on-hook"), true)
    line.runUntil(30_000)
    assert.equal(line.exchange.isIdle, true)
})
