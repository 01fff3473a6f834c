import assert from "node:assert/strict"
import { test } from "node:test"
import { HostInput } from "../../../../sim/chips/voice-modem/host-input.ts"
import { ModemSettings } from "../../../../sim/chips/voice-modem/modem-settings.ts"
import { CONEXANT } from "../../../../sim/chips/voice-modem/profiles/conexant.ts"
import { Scheduler } from "../../../../sim/clock/scheduler.ts"
import { SerialLine } from "../../../../sim/wire/serial-direction.ts"

const BYTE_US = 10e6 / 115200

function wired() {
    const scheduler = new Scheduler()
    const line = new SerialLine()
    line.isDtrAsserted = true
    const settings = new ModemSettings(CONEXANT)
    const state = { isBeating: false, isAwake: true }
    const taken: [number, number][] = []
    const input = new HostInput(line, scheduler, settings, CONEXANT.bauds, {
        isBeating: () => state.isBeating,
        isAwake: () => state.isAwake,
        byteArrived: (byte, atUs) => taken.push([byte, atUs]),
        taken: () => {},
    })
    const send = (...bytes: number[]) => line.toDce.send(bytes, scheduler.nowUs)
    const run = (ms: number) => scheduler.runUntil(scheduler.nowUs + ms * 1000)
    return { line, settings, state, taken, input, send, run }
}

test("what the host sends arrives byte after byte at the rate of the line", () => {
    const { taken, send, run } = wired()
    send(1, 2, 3)
    run(1)
    assert.deepEqual(
        taken.map(([byte]) => byte),
        [1, 2, 3]
    )
    taken.forEach(([, atUs], i) => assert.ok(Math.abs(atUs - (i + 1) * BYTE_US) < 0.01))
})

test("while sound moves nothing is looked for but in the beat", () => {
    const { state, taken, input, send, run } = wired()
    state.isBeating = true
    send(1)
    run(10)
    assert.equal(taken.length, 0)
    input.pull(10_000)
    assert.equal(taken.length, 1)
})

test("a modem that sleeps, or whose host has gone, loses what is sent", () => {
    const { line, settings, state, taken, input, send, run } = wired()
    state.isAwake = false
    send(1)
    run(1)
    state.isAwake = true
    line.isDtrAsserted = false
    send(2)
    run(1)
    assert.ok(input.isHostGone)
    settings.set("&D", "0")
    send(3)
    run(1)
    assert.ok(!input.isHostGone)
    assert.deepEqual(
        taken.map(([byte]) => byte),
        [3]
    )
})

test("after a reset nothing that was on its way arrives", () => {
    const { taken, input, send, run } = wired()
    send(1, 2, 3)
    input.reset()
    run(1)
    assert.deepEqual(taken, [])
    send(4)
    run(1)
    assert.equal(taken.length, 1)
})
