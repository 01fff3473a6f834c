import assert from "node:assert/strict"
import { setImmediate as turnOfTheEventLoop } from "node:timers/promises"
import { beforeEach, test } from "node:test"
import { ButtonServer, Packet } from "jacdac-ts"
import { Scheduler } from "../../../sim/clock/scheduler.ts"
import { JacdacBus } from "../../../sim/panel/jacdac-bus.ts"

const DOWN = 0x01
const UP = 0x02
const HOLD = 0x81

let scheduler: Scheduler
let button: ButtonServer
let bus: JacdacBus
let told: { atMs: number; packet: Packet }[]

beforeEach(() => {
    scheduler = new Scheduler()
    button = new ButtonServer("play")
    told = []
    bus = new JacdacBus(scheduler, [button], "0011223344556677", frame => {
        for (const packet of Packet.fromFrame(frame, 0))
            told.push({ atMs: scheduler.nowUs / 1000, packet })
    })
})

/** Let virtual time pass as the world does: a turn of the event loop whenever the library wants one. */
async function runTo(ms: number): Promise<number> {
    let events = 0
    for (;;) {
        if (bus.needsTurn) {
            bus.needsTurn = false
            await turnOfTheEventLoop()
            continue
        }
        const dueUs = scheduler.nextDueUs()
        if (dueUs === undefined || dueUs > ms * 1000) break
        scheduler.step()
        events++
    }
    scheduler.runUntil(ms * 1000)
    return events
}

function events(): [number, number][] {
    return told
        .filter(({ packet }) => packet.isEvent)
        .map(({ atMs, packet }) => [packet.eventCode!, atMs])
}

test("an event is told at once, and again after 20 and after 100 ms of virtual time", async () => {
    await runTo(1003)
    void button.down()
    await runTo(1050)
    const presses = events().filter(([code]) => code === DOWN)
    const [first] = presses.map(([, atMs]) => atMs)
    assert.deepEqual(
        presses.map(([, atMs]) => atMs),
        [first, first! + 20]
    )
    void button.up()
    await runTo(1500)
    const again = events().filter(([code]) => code === DOWN)
    assert.deepEqual(
        again.map(([, atMs]) => Math.round(atMs - first!)),
        [0, 20, 100]
    )
})

test("a press and a release are told within a sample of 10 ms", async () => {
    await runTo(1003)
    void button.down()
    await runTo(1120)
    void button.up()
    await runTo(1500)
    const codes = events().map(([code]) => code)
    assert.deepEqual([...new Set(codes)], [DOWN, UP])
    for (const [code, atMs] of events()) {
        const beganMs = code === DOWN ? 1003 : 1120
        assert.ok(atMs >= beganMs, `${code} at ${atMs}`)
    }
    assert.ok(events()[0]![1] <= 1013, `told at ${events()[0]![1]} ms`)
})

test("a button that is held says so again every half second", async () => {
    void button.down()
    await runTo(1800)
    const holds = events().filter(([code]) => code === HOLD)
    assert.ok(holds.length >= 3, `${holds.length} holds`)
})

test("a panel at rest only announces itself, twice a second", async () => {
    await runTo(5000)
    void button.down()
    await runTo(5100)
    void button.up()
    await runTo(6000)
    const count = await runTo(16_000)
    assert.ok(count < 100, `${count} events in 10 s`)
})

test("what the machine reports of itself takes no turn of the event loop, a command does", async () => {
    await runTo(10)
    const packet = Packet.onlyHeader(0)
    packet.deviceIdentifier = "0102030405060708"
    const report = packet.toBuffer()
    packet.isCommand = true
    const command = packet.toBuffer()
    bus.needsTurn = false
    bus.fromMachine(report)
    assert.equal(bus.needsTurn, false)
    bus.fromMachine(command)
    assert.equal(bus.needsTurn, true)
})
