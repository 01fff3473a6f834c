import assert from "node:assert/strict"
import { test } from "node:test"
import { UsbBench } from "./usb-bench.ts"

const CHIPRES = 0x20

function reset(bench: UsbBench, heldMs: number): void {
    bench.write(15, CHIPRES)
    bench.wait(heldMs)
    bench.write(15, 0)
}

test("a chip reset forgets MODE and keeps PINCTL and GPOUT", () => {
    const bench = new UsbBench()
    bench.hostMode()
    reset(bench, 2)
    assert.equal(bench.read(27), 0)
    assert.equal(bench.read(17), 0x10)
    assert.equal(bench.read(20) & 0x0f, 1)
    assert.deepEqual(bench.vbus, [true])
    assert.deepEqual(bench.broken, [])
})

test("some parts lose PINCTL by it", () => {
    const bench = new UsbBench({ losesPinctl: true })
    bench.hostMode()
    reset(bench, 2)
    assert.deepEqual(bench.frame([0x8a, 0x10]), [0xff, 0xff])
    assert.equal(bench.read(27), 0)
})

test("OSCOK comes after a reset that was long enough to stop the crystal, and is cleared by a one", () => {
    const bench = new UsbBench()
    bench.hostMode()
    bench.write(13, 1)
    reset(bench, 2)
    assert.equal(bench.read(13), 0)
    bench.wait(4)
    assert.equal(bench.read(13), 1)
    bench.write(13, 1)
    assert.equal(bench.read(13), 0)
})

test("after a short one there is no edge, and it runs all the same", () => {
    const bench = new UsbBench()
    bench.hostMode()
    bench.read(13)
    reset(bench, 0.2)
    bench.wait(20)
    assert.equal(bench.read(13), 0)
    bench.write(27, 0xc1)
    bench.wait(1)
    bench.resetBus()
    assert.equal(bench.setAddress(1), 0)
    assert.deepEqual(bench.broken, [])
})

test("nothing else can be reached during a reset", () => {
    const bench = new UsbBench()
    bench.hostMode()
    bench.write(15, CHIPRES)
    bench.read(13)
    assert.match(bench.broken[0]!, /USBIRQ: accessed while CHIPRES = 1/)
})

test("USB needs the clock", () => {
    const bench = new UsbBench()
    bench.write(17, 0x10)
    bench.write(27, 0xc1)
    bench.write(29, 0x01)
    assert.match(bench.broken[0]!, /BUSRST before the oscillator runs/)
})

test("GPOUT0 is the power of the port, and goes with the chip's", () => {
    const bench = new UsbBench()
    bench.write(17, 0x10)
    bench.write(20, 1)
    bench.write(20, 1)
    bench.write(20, 0)
    bench.write(20, 1)
    bench.chip.power(false, bench.nowUs)
    assert.deepEqual(bench.vbus, [true, false, true, false])
})
