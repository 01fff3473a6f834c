import assert from "node:assert/strict"
import { test } from "node:test"
import { type JDFrameBuffer, LightBulbReg, Packet } from "jacdac-ts"
import { Scheduler } from "../../../sim/clock/scheduler.ts"
import { JacdacBus } from "../../../sim/panel/jacdac-bus.ts"
import { Panel } from "../../../sim/panel/panel.ts"
import { Timeline } from "../../../sim/report/timeline.ts"

const DEVICE_ID = "0011223344556677"
const SET_REGISTER = 0x2000
const EVENT_MASK = 0x8000

/** Runs the clock, and gives promises their turn, as the world does. */
async function run(scheduler: Scheduler, bus: JacdacBus, untilUs: number): Promise<void> {
    for (;;) {
        if (bus.needsTurn) {
            bus.needsTurn = false
            await new Promise(resolve => setImmediate(resolve))
            continue
        }
        const dueUs = scheduler.nextDueUs()
        if (dueUs === undefined || dueUs > untilUs) break
        scheduler.step()
    }
    scheduler.runUntil(untilUs)
}

function fixture() {
    const scheduler = new Scheduler()
    const timeline = new Timeline(scheduler)
    const panel = new Panel(timeline)
    const packets: Packet[] = []
    const bus = new JacdacBus(scheduler, panel.services, DEVICE_ID, frame =>
        packets.push(...Packet.fromFrame(frame as JDFrameBuffer, 0))
    )
    return { scheduler, timeline, panel, packets, bus }
}

test("announces seven buttons and a light bulb at once when asked, and every 500 ms", async () => {
    const f = fixture()
    f.bus.announce()
    await run(f.scheduler, f.bus, 1_600_000)
    const announcements = f.packets.filter(
        p => p.deviceIdentifier === DEVICE_ID && p.serviceIndex === 0 && p.serviceCommand === 0
    )
    assert.equal(announcements.length, 4)
    const classes = new Uint32Array(announcements[0]!.data.slice(4).buffer)
    // Classes of Jacdac's service catalogue: button, light bulb.
    assert.deepEqual([...classes], [...Array<number>(7).fill(0x1473a263), 0x1cab054c])
})

test("a press is a down event on the bus and a press in the timeline", async () => {
    const f = fixture()
    f.bus.announce()
    await run(f.scheduler, f.bus, 100_000)
    f.panel.press("play")
    f.panel.press("play")
    assert.equal(f.panel.isAnyPressed, true)
    await run(f.scheduler, f.bus, 300_000)
    f.panel.release("play")
    await run(f.scheduler, f.bus, 600_000)
    const events = f.packets.filter(
        p => p.serviceIndex === 1 && (p.serviceCommand & EVENT_MASK) !== 0
    )
    // Button service: down is event 1, up is event 2.
    assert.deepEqual([...new Set(events.map(p => p.serviceCommand & 0xff))], [1, 2])
    assert.deepEqual(
        f.timeline.events.map(e => e.event),
        ["press", "release"]
    )
})

test("brightness that the firmware sets is the lamp that a person sees", async () => {
    const f = fixture()
    await run(f.scheduler, f.bus, 100_000)
    for (const raw of [0xffff, 0xffff, 0]) {
        const packet = Packet.from(
            SET_REGISTER | LightBulbReg.Brightness,
            Uint8Array.of(raw & 0xff, raw >> 8)
        )
        packet.deviceIdentifier = DEVICE_ID
        packet.serviceIndex = 8
        packet.isCommand = true
        f.bus.fromMachine(packet.toBuffer())
        await run(f.scheduler, f.bus, f.scheduler.nowUs + 10_000)
    }
    assert.deepEqual(
        f.timeline.events.map(e => e.fields["value"]),
        [1, 0]
    )
})
