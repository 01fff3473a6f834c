import assert from "node:assert/strict"
import { test } from "node:test"
import { UsbBench } from "./usb-bench.ts"

const CONDET = 0x20
const FRAME = 0x40
const BUSEVENT = 0x01
const SUSDN = 0x10

function hirq(bench: UsbBench): number {
    return bench.read(25)
}

test("a device that comes is seen once, and one that goes", () => {
    const bench = new UsbBench()
    bench.hostMode()
    assert.ok(hirq(bench) & CONDET)
    assert.equal(bench.read(31) & 0xc0, 0x80)
    bench.write(25, CONDET)
    assert.equal(hirq(bench) & CONDET, 0)
    bench.port.unplug(bench.nowUs)
    bench.wait(1)
    assert.ok(hirq(bench) & CONDET)
    assert.equal(bench.read(31) & 0xc0, 0)
})

test("one that was there before is no change; sampling finds it", () => {
    const bench = new UsbBench()
    bench.hostMode()
    bench.write(27, 0xc0)
    bench.write(27, 0xc1)
    assert.equal(hirq(bench) & CONDET, 0)
    assert.equal(bench.read(31) & 0xc0, 0)
    bench.write(29, 0x04)
    assert.equal(bench.read(29), 0)
    assert.equal(bench.read(31) & 0xc0, 0x80)
})

test("a bus reset takes 50 ms and tells when it is over", () => {
    const bench = new UsbBench()
    bench.hostMode()
    bench.write(25, CONDET)
    bench.write(29, 0x01)
    bench.wait(49)
    assert.equal(bench.read(29), 1)
    assert.equal(hirq(bench) & BUSEVENT, 0)
    bench.wait(2)
    assert.equal(bench.read(29), 0)
    assert.ok(hirq(bench) & BUSEVENT)
})

test("a frame begins each millisecond, the first one after one", () => {
    const bench = new UsbBench()
    bench.hostMode()
    bench.resetBus()
    bench.write(25, FRAME)
    assert.equal(hirq(bench) & FRAME, 0)
    bench.wait(1)
    assert.ok(hirq(bench) & FRAME)
})

test("a bus that has been idle for 3 ms puts the device to sleep, which hears nothing then", () => {
    const bench = new UsbBench()
    bench.hostMode()
    bench.resetBus()
    bench.write(27, 0xc1)
    bench.wait(4)
    assert.ok(hirq(bench) & SUSDN)
    bench.write(27, 0xc9)
    bench.wait(2)
    assert.equal(bench.setup([0x80, 6, 0, 1, 0, 0, 8, 0]), 0x0e)
    bench.resetBus()
    assert.equal(bench.setup([0x80, 6, 0, 1, 0, 0, 8, 0]), 0)
    assert.deepEqual(bench.broken, [])
})

test("a reset that is ended too early is none", () => {
    const bench = new UsbBench()
    bench.hostMode()
    bench.write(29, 0x01)
    bench.wait(5)
    bench.write(29, 0)
    assert.match(bench.broken[0]!, /bus reset of 5\d\d\d µs/)
})

test("a transaction before the first frame is told", () => {
    const bench = new UsbBench()
    bench.hostMode()
    bench.launch(0x00)
    assert.match(bench.broken[0]!, /HXFR: before the first frame/)
})
