import assert from "node:assert/strict"
import { test } from "node:test"
import { CALL_DEFAULTS } from "../../../sim/exchange/call-spec.ts"
import { FileHandset } from "../../../sim/exchange/file-handset.ts"
import { Performer } from "../../../sim/scenario/performer.ts"
import { FakeWorld } from "./fake-world.ts"

function bench() {
    const world = new FakeWorld()
    return { world, performer: new Performer(world) }
}

test("calls are counted, and whoever holds the telephone holds it", () => {
    const { world, performer } = bench()
    const handset = new FileHandset({ samples: new Float32Array(40), keys: [] })
    performer.do({ kind: "call", spec: CALL_DEFAULTS })
    performer.do({ kind: "call", spec: CALL_DEFAULTS, handset })
    assert.equal(performer.callCount, 2)
    assert.deepEqual(world.handsets, [undefined, handset])
})

test("faults come, and go one by one or all together", () => {
    const { world, performer } = bench()
    const fault = { kind: "card-stall", times: 5, ms: undefined, db: undefined } as const
    performer.do({ kind: "fault", fault })
    performer.do({ kind: "endFault", fault: "card-stall" })
    performer.do({ kind: "endFaults" })
    assert.deepEqual(world.faults, [fault, "end card-stall", "end"])
})

test("the card goes, is changed by a PC, and comes back", () => {
    const { world, performer } = bench()
    performer.do({ kind: "removeCard" })
    performer.do({ kind: "changeCard", change: new Map([[7, new Uint8Array(512)]]) })
    performer.do({ kind: "insertCard", card: undefined })
    assert.deepEqual(
        world.timeline.events.map(each => [each.event, each.fields["changed"]]),
        [
            ["remove", undefined],
            ["insert", 1],
            ["insert", undefined],
        ]
    )
})

test("a finger is down until it comes up, and a press takes its time", async () => {
    const { world, performer } = bench()
    performer.do({ kind: "finger", button: "play", isDown: true })
    await world.runUntil(700_000, () => false)
    performer.do({ kind: "finger", button: "play", isDown: false })
    performer.do({ kind: "press", button: "next", times: 1, downMs: 120, gapMs: 150 })
    assert.equal(performer.fingersQuietSinceUs(), undefined)
    await world.runUntil(2_000_000, () => false)
    assert.equal(performer.fingersQuietSinceUs(), 820_000)
    assert.deepEqual(world.story("panel"), [
        "0.000 press",
        "700.000 release",
        "700.000 press",
        "820.000 release",
    ])
})

test("network and the other telephone in the house are events", () => {
    const { world, performer } = bench()
    performer.do({ kind: "network", state: "down" })
    performer.do({ kind: "telephone", isUp: true })
    performer.do({ kind: "telephone", isUp: false })
    assert.deepEqual(
        world.timeline.events.map(each => each.event),
        ["network", "pickup", "putdown"]
    )
})
