import assert from "node:assert/strict"
import { test } from "node:test"
import { Scheduler } from "../../../sim/clock/scheduler.ts"
import { countryPlan } from "../../../sim/exchange/country.ts"
import { Ringer } from "../../../sim/exchange/ringer.ts"
import { Timeline } from "../../../sim/report/timeline.ts"

const DOUBLE_RING = { ...countryPlan("US"), ringCadenceMs: [400, 200, 400, 2000] }

/** What happens on a line that is rung for `lengthMs`. */
function ring(plan: typeof DOUBLE_RING, lengthMs: number, message?: Uint8Array): string[] {
    const scheduler = new Scheduler()
    const timeline = new Timeline(scheduler)
    const seen: string[] = []
    const note = (text: string): void => void seen.push(`${scheduler.nowUs / 1000} ${text}`)
    timeline.listen(e => note(`${e.event} ${e.fields.n ?? ""}`.trim()))
    const ringer = new Ringer({
        plan,
        message,
        callNumber: 1,
        ringsMax: 2,
        timeline,
        onRinging: on => note(on ? "on" : "off"),
        onRingsOver: () => note("over"),
    })
    for (let atMs = 0; atMs <= lengthMs; atMs += 5) {
        scheduler.runUntil(atMs * 1000)
        ringer.beat()
        ringer.addTo(new Float32Array(40))
    }
    return seen
}

test("a ring of two bursts is one ring", () => {
    assert.deepEqual(ring(DOUBLE_RING, 6000), [
        "0 ring-on 1",
        "0 on",
        "400 off",
        "600 on",
        "1000 ring-off 1",
        "1000 off",
        "3000 ring-on 2",
        "3000 on",
        "3400 off",
        "3600 on",
        "4000 ring-off 2",
        "4000 off",
        "6000 over",
    ])
})

test("caller ID begins the stated time after the first ring, and lasts as long as its bits", () => {
    const plan = { ...DOUBLE_RING, ringCadenceMs: [2000, 4000] }
    const message = new Uint8Array(21)
    const seen = ring(plan, 5995, message).filter(text => text.includes("caller"))
    // 300 + 180 + 21 × 10 + 5 bits of 1/1200 s are 579.2 ms, over on the next beat.
    assert.deepEqual(seen, ["2800 caller-id-start", "3380 caller-id-end"])
})

test("a caller ID that does not fit between two rings is refused", () => {
    assert.throws(() => ring(DOUBLE_RING, 0, new Uint8Array(100)), /too long/)
})
