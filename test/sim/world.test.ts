/** Worlds: everything outside the scenario, and several of them in one process. */

import assert from "node:assert/strict"
import { before, test } from "node:test"
import { CALL_DEFAULTS, type CallSpec } from "../../sim/exchange/call-spec.ts"
import type { World } from "../../sim/scenario/world.ts"
import { createWorld } from "../../sim/world.ts"
import { type Firmware, ensureFirmware } from "../../tools/firmware.ts"

const START = { year: 2026, month: 11, day: 22, hour: 14, minute: 5, second: 0 }
const CALL: CallSpec = {
    ...CALL_DEFAULTS,
    number: "2125550123",
    audio: [{ kind: "silence", silenceMs: 500 }],
    speakAfter: { kind: "answer" },
}
const NEVER = () => false

let firmware: Firmware
before(async () => {
    firmware = await ensureFirmware()
})

/** A machine without a card, as it stands in the shop. */
function makeWorld(seed = 1): Promise<World> {
    return createWorld({
        seed,
        country: "US",
        modem: "conexant",
        start: START,
        cardPath: undefined,
        firmwarePath: firmware.devsPath,
        firmwareDebugPath: firmware.debugPath,
    })
}

/** Each step of the story once for each world, so that they take turns. */
async function liveThrough(worlds: readonly World[]): Promise<void> {
    for (const world of worlds) await world.powerOn()
    for (let second = 1; second <= 24; second++) {
        for (const world of worlds) {
            if (second === 4) world.placeCall(CALL)
            await world.runUntil(second * 1e6, NEVER)
        }
    }
}

test("two worlds in one process live as each would alone", async () => {
    const alone = await makeWorld()
    const [a, b] = [await makeWorld(), await makeWorld(7)]
    await liveThrough([alone])
    await liveThrough([a, b])
    assert.ok(alone.timeline.events.some(({ event }) => event === "off-hook"))
    assert.equal(a.timeline.toJsonLines(), alone.timeline.toJsonLines())
    assert.deepEqual(a.stats(), alone.stats())
    assert.deepEqual(a.heard(1).samples, alone.heard(1).samples)
    assert.notEqual(b.timeline.toJsonLines(), alone.timeline.toJsonLines(), "its seed is another")
    for (const world of [alone, a, b]) await world.close()
})

test("without power nothing happens, and with it the machine starts again", async () => {
    const world = await makeWorld()
    await world.powerOn()
    await world.runUntil(3e6, NEVER)
    await world.powerOff()
    const before = world.timeline.events.length
    const { transfers } = world.stats().bus
    await world.runUntil(10e6, NEVER)
    assert.equal(world.timeline.events.length, before)
    assert.equal(world.stats().bus.transfers, transfers)
    await world.powerOn()
    await world.runUntil(14e6, NEVER)
    const boots = world.timeline.events.filter(({ event }) => event === "boot")
    assert.equal(boots.length, 2)
    assert.ok(world.stats().bus.transfers > transfers)
    await world.close()
})

test("it counts what went over the bus, what the modem took, and the heap", async () => {
    const world = await makeWorld()
    await liveThrough([world])
    const { bus, card, modem, heapPeakBytes, heapLiveBytes } = world.stats()
    assert.equal(bus["bridgeTransfers"]! + bus["cardTransfers"]!, bus.transfers)
    assert.equal(bus["bridgeBytes"]! + bus["cardBytes"]!, bus.bytes)
    assert.ok(bus["pauses"]! > 0 && bus["framesToFirmware"]! > bus["pauses"]!)
    assert.equal(card.sectors["written"], 0)
    assert.ok(modem.chargedMs >= 15 * 5, `a modem takes its time for commands: ${modem.chargedMs}`)
    assert.ok(heapPeakBytes! > heapLiveBytes! && heapLiveBytes! > 20_000)
    assert.ok(world.effort().wallMs > 0)
    await world.close()
})
