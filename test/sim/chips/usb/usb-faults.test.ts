import assert from "node:assert/strict"
import { test } from "node:test"
import { UsbFaults } from "../../../../sim/chips/usb/usb-faults.ts"
import { UsbBench } from "../max3421e/usb-bench.ts"

function bench(): { bench: UsbBench; faults: UsbFaults } {
    const usb = new UsbBench()
    usb.enumerate()
    usb.scheduler.runUntil(usb.nowUs)
    return { bench: usb, faults: new UsbFaults(usb.port, usb.device, usb.scheduler, usb.chip) }
}

function pass(usb: UsbBench, ms: number): void {
    usb.wait(ms)
    usb.scheduler.runUntil(usb.nowUs)
}

test("unplugged for a time, and unplugged until all is well again", () => {
    const { bench: usb, faults } = bench()
    faults.set("usb-unplugged", { ms: 500 })
    assert.equal(usb.port.deviceAt(usb.nowUs), undefined)
    pass(usb, 700)
    assert.equal(usb.port.deviceAt(usb.nowUs), usb.device)
    faults.set("usb-unplugged", {})
    pass(usb, 60_000)
    assert.equal(usb.port.deviceAt(usb.nowUs), undefined)
    faults.end()
    pass(usb, 200)
    assert.equal(usb.port.deviceAt(usb.nowUs), usb.device)
})

test("a stall, and noise on the wires", () => {
    const { bench: usb, faults } = bench()
    faults.set("usb-stall", {})
    assert.equal(usb.bulkIn(), 5)
    faults.set("usb-noise", { times: 1000 })
    const results = new Set(
        Array.from({ length: 50 }, () => usb.setup([0x80, 0, 0, 0, 0, 0, 2, 0]))
    )
    assert.deepEqual([...results], [0x0e])
    faults.end()
    assert.equal(usb.setup([0x80, 0, 0, 0, 0, 0, 2, 0]), 0)
})

test("each of them is told while it is so, and ended by itself", () => {
    const { bench: usb, faults } = bench()
    const active = () =>
        (["usb-unplugged", "usb-noise", "usb-stall"] as const).filter(kind => faults.isActive(kind))
    assert.deepEqual(active(), [])
    faults.set("usb-stall", {})
    faults.set("usb-noise", { times: 3 })
    assert.deepEqual(active(), ["usb-noise", "usb-stall"])
    // Without power a modem forgets that it was halted.
    faults.set("usb-unplugged", { ms: 500 })
    assert.deepEqual(active(), ["usb-unplugged", "usb-noise"])
    pass(usb, 700)
    assert.deepEqual(active(), ["usb-noise"])
    faults.set("usb-stall", {})
    faults.end("usb-noise")
    assert.deepEqual(active(), ["usb-stall"])
    faults.end("usb-stall")
    assert.deepEqual(active(), [])
})

test("each way in which a transaction can end badly shows in HRSL as the guide has it", () => {
    const ends = {
        "usb-nak": 0x04,
        "usb-timeout": 0x0e,
        "usb-crc-error": 0x0b,
        "usb-pid-error": 0x09,
        "usb-bus-error": 0x0d,
        "usb-babble": 0x0f,
    } as const
    for (const [kind, result] of Object.entries(ends)) {
        const { bench: usb, faults } = bench()
        usb.line.toDte.send(Uint8Array.of(0x41), usb.nowUs)
        usb.wait(1)
        faults.set(kind as keyof typeof ends, { times: 2 })
        assert.equal(usb.bulkIn(), result, kind)
        assert.equal(faults.isActive(kind as keyof typeof ends), true)
        assert.equal(usb.bulkIn(), result, kind)
        assert.equal(faults.isActive(kind as keyof typeof ends), false)
        // What the modem has to say was not lost by that.
        assert.equal(usb.bulkIn(), 0, kind)
        assert.deepEqual(usb.take(), [0x41], kind)
        assert.deepEqual(usb.broken, [])
    }
})

test("pulled out when so many transactions have begun", () => {
    const { bench: usb, faults } = bench()
    faults.set("usb-unplugged", { transactions: 2 })
    assert.equal(usb.bulkIn(), 4)
    assert.equal(usb.bulkIn(), 0x0d)
    assert.equal(faults.isActive("usb-unplugged"), true)
})

test("an endpoint halts again as often as it was told", () => {
    const { bench: usb, faults } = bench()
    faults.set("usb-stall", { times: 2 })
    for (let halt = 0; halt < 2; halt++) {
        assert.equal(usb.bulkIn(), 5)
        for (const endpoint of [0x82, 0x02]) usb.controlOut([0x02, 1, 0, 0, endpoint, 0, 0, 0])
    }
    assert.equal(usb.bulkIn(), 4)
})

test("a host whose MISO is stuck says nothing else, for its time; what is done meanwhile is forgiven", () => {
    const { bench: usb, faults } = bench()
    faults.set("usb-host-low", { ms: 100 })
    assert.equal(usb.read(18), 0)
    usb.frame([0x08, 0, 0, 0])
    assert.deepEqual(usb.broken, [])
    faults.set("usb-host-high", {})
    assert.equal(usb.read(18), 0xff)
    assert.equal(faults.isActive("usb-host-high"), true)
    faults.end("usb-host-low")
    assert.equal(usb.read(18), 0xff)
    faults.end()
    assert.equal(usb.read(18), 0x13)
})

test("a brown-out leaves nothing in the registers, and is forgiven a few reads", () => {
    const { bench: usb, faults } = bench()
    faults.set("usb-host-brownout", {})
    assert.deepEqual([usb.read(18), usb.vbus.at(-1)], [0xff, false])
    assert.deepEqual(usb.broken, [])
    for (let i = 0; i < 10; i++) usb.read(18)
    assert.match(usb.broken.join(), /read in half duplex/)
})
