import assert from "node:assert/strict"
import { test } from "node:test"
import { UsbFaults } from "../../../../sim/chips/usb/usb-faults.ts"
import { UsbBench } from "../max3421e/usb-bench.ts"

function bench(): { bench: UsbBench; faults: UsbFaults } {
    const usb = new UsbBench()
    usb.enumerate()
    usb.scheduler.runUntil(usb.nowUs)
    return { bench: usb, faults: new UsbFaults(usb.port, usb.device, usb.scheduler) }
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
    faults.set("usb-noise", { times: 3 })
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
