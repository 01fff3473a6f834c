import assert from "node:assert/strict"
import { test } from "node:test"
import { Scheduler } from "../../../sim/clock/scheduler.ts"
import { type CallerIdSignal } from "../../../sim/exchange/caller-id-sender.ts"
import { countryPlan } from "../../../sim/exchange/country.ts"
import { fskSignal } from "../../../sim/exchange/fsk-modulator.ts"
import { Ringer } from "../../../sim/exchange/ringer.ts"
import { Timeline } from "../../../sim/report/timeline.ts"

const DOUBLE_RING = { ...countryPlan("US"), ringCadenceMs: [400, 200, 400, 2000] }

/** What happens on a line that is rung for `lengthMs`. */
function ring(plan: typeof DOUBLE_RING, lengthMs: number, callerId?: CallerIdSignal): string[] {
    const scheduler = new Scheduler()
    const timeline = new Timeline(scheduler)
    const seen: string[] = []
    const note = (text: string): void => void seen.push(`${scheduler.nowUs / 1000} ${text}`)
    timeline.listen(e => note(`${e.event} ${e.fields.n ?? ""}`.trim()))
    const ringer = new Ringer({
        plan,
        callerId,
        callNumber: 1,
        ringsMax: 2,
        timeline,
        onReversal: () => note("reversal"),
        onFirstRing: () => note("first ring"),
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
        "0 first ring",
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
    const message = fskSignal(new Uint8Array(21), plan.callerId.fsk)
    const callerId = { delivery: plan.callerId.delivery, message }
    const seen = ring(plan, 5995, callerId).filter(text => text.includes("caller"))
    // 300 + 180 + 21 × 10 + 5 bits of 1/1200 s are 579.2 ms, over on the next beat.
    assert.deepEqual(seen, ["2800 caller-id-start", "3380 caller-id-end"])
})

test("a caller ID that does not fit between two rings is refused", () => {
    const callerId = {
        delivery: DOUBLE_RING.callerId.delivery,
        message: new Float32Array(8040),
    }
    assert.throws(() => ring(DOUBLE_RING, 0, callerId), /too long/)
})

test("caller ID before the first ring is announced by a reversal, and the caller hears no ringback until then", () => {
    const delivery = {
        kind: "before-ring",
        quietMs: 150,
        alertMs: 100,
        gapMs: 75,
        guardMs: 250,
    } as const
    const seen = ring(DOUBLE_RING, 1000, { delivery, message: new Float32Array(800) })
    assert.deepEqual(seen.slice(0, 8), [
        "0 reversal",
        "150 tone-on",
        "250 tone-off",
        "325 caller-id-start",
        "425 caller-id-end",
        "675 first ring",
        "675 ring-on 1",
        "675 on",
    ])
})
