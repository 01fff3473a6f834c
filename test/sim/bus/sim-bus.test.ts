import assert from "node:assert/strict"
import { test } from "node:test"
import { Packet } from "jacdac-ts"
import { SimBus } from "../../../sim/bus/sim-bus.ts"
import { Scheduler } from "../../../sim/clock/scheduler.ts"

const DEVICE = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8])

/** A bus on which every transfer takes 100 µs and answers with the bytes sent, each plus one. */
function fixture() {
    const scheduler = new Scheduler()
    const log: string[] = []
    const reports: { atUs: number; bytes: number[] }[] = []
    const pins = { irq: false }
    const bus = new SimBus({
        scheduler,
        bus: {
            transfer: (chip, mosi, startUs) => {
                log.push(`${startUs} transfer ${chip} ${[...mosi]}`)
                return { miso: mosi.map(b => b + 1), endUs: startUs + 100.5 }
            },
            deselect: (chip, atUs) => log.push(`${atUs} deselect ${chip}`),
            pause: (us, startUs) => startUs + us,
            setClock: () => {},
        },
        wires: {
            write: (address, bytes, startUs) => {
                log.push(`${startUs} write ${address} ${[...bytes]}`)
                return { isAcknowledged: address === 0x3c, endUs: startUs + 400 }
            },
            beginBurst: () => {},
        },
        deviceId: DEVICE,
        serviceIndex: 3,
        deliver: frame => {
            const [packet] = Packet.fromFrame(frame, 0)
            reports.push({ atUs: scheduler.nowUs, bytes: [...packet!.data] })
        },
        isIrqActive: () => pins.irq,
        driveReset: isHigh => log.push(`reset ${isHigh ? "high" : "low"}`),
        driveModemPower: isHigh => log.push(`modem power ${isHigh ? "high" : "low"}`),
    })
    const send = (topic: string, ...payload: number[]) =>
        bus.handleFrame(
            Uint8Array.from([
                ...[0, 0, 0xff, 0, ...DEVICE, 0, 0, 0, 0],
                ...Array.from(topic, c => c.charCodeAt(0)),
                ...[0, ...payload],
            ])
        )
    return { scheduler, log, reports, pins, bus, send }
}

test("an answer comes when the transfer is over, never inside the call", () => {
    const f = fixture()
    f.scheduler.runUntil(1000)
    f.send("br", 10, 20)
    assert.deepEqual(f.reports, [])
    f.scheduler.runUntil(5000)
    assert.deepEqual(f.reports, [{ atUs: 1101, bytes: [0, 11, 21] }])
})

test("a point raises chip select behind the transfer, and a dash alone", () => {
    const f = fixture()
    f.send("cw.", 1)
    f.send("b-")
    f.scheduler.runUntil(1000)
    assert.deepEqual(f.log, ["0 transfer 1 1", "100.5 deselect 1", "100.5 deselect 0"])
    assert.deepEqual(f.reports, [{ atUs: 101, bytes: [0] }])
})

test("the next transfer waits for the one before", () => {
    const f = fixture()
    f.send("br.", 1)
    f.send("br.", 2)
    f.scheduler.runUntil(1000)
    assert.deepEqual(
        f.log.filter(line => line.includes("transfer")),
        ["0 transfer 0 1", "100.5 transfer 0 2"]
    )
})

test("long answers come in pieces that join to the whole", () => {
    const f = fixture()
    f.send("br", ...new Array<number>(600).fill(4))
    f.scheduler.runUntil(1000)
    const joined = f.reports.flatMap(report => report.bytes.slice(1))
    assert.deepEqual(joined, new Array<number>(600).fill(5))
    assert.equal(f.reports.length, 3)
})

test("a pin's change is told by itself in idle, and by the answer while one is on its way", () => {
    const f = fixture()
    f.pins.irq = true
    f.bus.pinChanged()
    f.bus.pinChanged()
    f.scheduler.runUntil(10)
    assert.deepEqual(f.reports, [{ atUs: 0, bytes: [0x81] }])
    f.send("br", 1)
    f.pins.irq = false
    f.bus.pinChanged()
    f.scheduler.runUntil(1000)
    assert.deepEqual(f.reports.slice(1), [{ atUs: 111, bytes: [0, 2] }])
})

test("after a power cut no answer arrives any more", () => {
    const f = fixture()
    f.send("br", 1)
    f.bus.powerOff()
    f.scheduler.runUntil(1000)
    assert.deepEqual(f.reports, [])
})

test("pins follow, without an answer", () => {
    const f = fixture()
    f.send("r", 0)
    f.send("m", 1)
    f.send("m", 0)
    f.scheduler.runUntil(1000)
    assert.deepEqual(f.log, ["reset low", "modem power high", "modem power low"])
    assert.deepEqual(f.reports, [])
})

test("a topic that nobody knows is a bug, and said to be one", () => {
    assert.throws(() => fixture().send("zz"), /unknown topic "zz"/)
})

test("a write to the two wires is told when it is over, and whether it was acknowledged", () => {
    const f = fixture()
    f.send("i", 0x3c, 0x00, 0xe3)
    f.scheduler.runUntil(1000)
    f.send("i", 0x3d, 0x00)
    f.scheduler.runUntil(2000)
    assert.deepEqual(f.log, ["0 write 60 0,227", "1000 write 61 0"])
    assert.deepEqual(f.reports, [
        { atUs: 400, bytes: [0x40] },
        { atUs: 1400, bytes: [0x60] },
    ])
})

test("nothing is delivered while the microcontroller writes to the two wires", () => {
    const f = fixture()
    f.send("br", 1)
    f.send("i", 0x3c, 0x00)
    f.scheduler.runUntil(1000)
    assert.deepEqual(f.reports, [
        { atUs: 400, bytes: [0x40] },
        { atUs: 400, bytes: [0, 2] },
    ])
})
