import assert from "node:assert/strict"
import { test } from "node:test"
import { rms, toneLevelDbm } from "./goertzel.ts"
import { TestLine } from "./test-line.ts"

/** A call that was answered at 2500 ms and stays up, and a second one at 4000 ms. */
function twoCalls(country = "US", maxRings = 10): TestLine {
    const line = new TestLine(country)
    line.call({ speakAfter: { kind: "answer" }, then: { kind: "stay", stayMs: 30_000 } })
    line.runUntil(2500)
    line.exchange.offHook()
    line.runUntil(3998)
    line.call({ number: "5550123", mayWait: true, maxRings })
    return line
}

test("the subscriber hears that a call waits, and its caller hears ringback", () => {
    const line = twoCalls()
    line.forgetSound()
    line.runUntil(16_000)
    assert.ok(Math.abs(toneLevelDbm(line.heard.subarray(0, 2400), 440) + 12) < 0.3)
    assert.ok(rms(line.heard.subarray(2440, 82_000)) < 0.001)
    assert.ok(Math.abs(toneLevelDbm(line.heard.subarray(82_400, 84_800), 440) + 12) < 0.3)
    assert.deepEqual(
        line.events().filter(text => text.includes("call=2")),
        ["4000 tone-on kind=ringback call=2", "4000 tone-on kind=call-waiting call=2"]
    )
    const heard = Float32Array.from(
        line.exchange.calls[1]!.recording.samples,
        sample => sample / 32768
    )
    assert.ok(Math.abs(toneLevelDbm(heard.subarray(0, 8000), 480) + 19) < 0.3)
})

test("a waiting call rings, with its caller ID, when the line is free", () => {
    const line = twoCalls()
    line.runUntil(32_998)
    // The first caller has gone at 32.8 s.
    line.exchange.onHook()
    line.runUntil(40_000)
    assert.deepEqual(
        line
            .events("exchange")
            .filter(text => text.includes("call=2"))
            .slice(2),
        [
            "32998 tone-off kind=call-waiting call=2",
            "33000 tone-off kind=ringback call=2",
            "33000 tone-on kind=ringback call=2",
            "33000 ring-on call=2 n=1",
            "35000 ring-off call=2 n=1",
            "35800 caller-id-start call=2",
            "36390 caller-id-end call=2",
            "39000 ring-on call=2 n=2",
        ]
    )
})

test("a waiting caller gives up after the rings that were meant", () => {
    const line = twoCalls("US", 2)
    line.runUntil(30_000)
    assert.deepEqual(
        line
            .events()
            .filter(text => text.includes("call=2"))
            .slice(2),
        [
            "16000 hangup call=2",
            "16000 tone-off kind=ringback call=2",
            "16000 tone-off kind=call-waiting call=2",
        ]
    )
    assert.equal(line.exchange.currentCall?.number, 1)
})

test("a third caller, and one who calls while it rings, get busy tone", () => {
    const line = twoCalls()
    line.call({ mayWait: true })
    line.runUntil(4100)
    assert.ok(line.events().includes("4000 tone-on kind=busy call=3"))
    const ringing = new TestLine()
    ringing.call({})
    ringing.runUntil(98)
    ringing.call({ mayWait: true })
    ringing.runUntil(200)
    assert.ok(ringing.events().includes("100 tone-on kind=busy call=2"))
})

test("in Poland the tone is two short ones", () => {
    const line = twoCalls("PL")
    line.forgetSound()
    line.runUntil(8000)
    const levels = [50, 200, 350, 600].map(
        ms => toneLevelDbm(line.heard.subarray(ms * 8, ms * 8 + 400), 425) > -20
    )
    assert.deepEqual(levels, [true, false, true, false])
})
