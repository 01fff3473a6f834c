import assert from "node:assert/strict"
import { test } from "node:test"
import { counting, UsbBench } from "./usb-bench.ts"

test("nothing is heard from it before PINCTL is written, and then its status stands before every answer", () => {
    const bench = new UsbBench()
    assert.deepEqual(bench.frame([0x8a, 0x10]), [0xff, 0xff])
    assert.deepEqual(bench.frame([0x8a, 0x10]), [0x19, 0])
    assert.equal(bench.read(18), 0x13)
    assert.deepEqual(bench.broken, [])
})

test("a read in half duplex drives MOSI from both ends", () => {
    const bench = new UsbBench()
    assert.deepEqual(bench.frame([0x90, 0]), [0xff, 0xff])
    assert.match(bench.broken[0]!, /REVISION: read in half duplex/)
})

test("without power it drives nothing", () => {
    const bench = new UsbBench()
    bench.chip.power(false, 0)
    assert.deepEqual(bench.frame([0x8a, 0x10, 0]), [0xff, 0xff, 0xff])
    assert.deepEqual(bench.broken, [])
})

test("a command byte alone tells the status", () => {
    const bench = new UsbBench()
    bench.hostMode()
    // SNDBAV, a device that has come, and a bus that is idle.
    assert.deepEqual(bench.frame([0xc8]), [0x38])
    assert.deepEqual(bench.broken, [])
})

test("R25 to R30 take a burst, one register after another", () => {
    const bench = new UsbBench()
    bench.hostMode()
    bench.frame([0xca, 0x20, 0x55, 0xc1, 0x2a, 0x00])
    assert.deepEqual(bench.frame([0xc8, 0, 0, 0, 0]).slice(1), [0x18, 0x55, 0xc1, 0x2a])
    assert.deepEqual(bench.broken, [])
})

test("R20 and R31 stay, and R13 to R20 count on", () => {
    const bench = new UsbBench()
    bench.hostMode()
    bench.frame([0xa2, 0x03, 0x01])
    assert.equal(bench.read(20) & 0x0f, 0x01)
    assert.deepEqual(bench.frame([0x88, 0, 0]).slice(1), [0x10, 0x13])
    bench.frame([0xf8, 0, 0])
    assert.deepEqual(bench.broken, [])
})

const FORBIDDEN: readonly [string, (bench: UsbBench) => void, RegExp][] = [
    ["bit 2 of a command", bench => bench.frame([0x94, 0]), /bit 2 of the command byte/],
    [
        "a burst where the documents disagree",
        bench => bench.frame([0x3a, 0, 0]),
        /burst, on which the documents disagree/,
    ],
    ["writing what can only be read", bench => bench.write(18, 1), /REVISION: written/],
    ["writing HRSL", bench => bench.write(31, 1), /HRSL: written/],
    ["a register that is not there", bench => bench.write(9, 1), /R9: not a register of host mode/],
    ["PWRDOWN", bench => bench.write(15, 0x10), /PWRDOWN in host mode/],
    ["the INT pin", bench => bench.write(16, 1), /IE set/],
    ["low speed", bench => bench.write(27, 0xc3), /LOWSPEED/],
    ["a host without pull-downs", bench => bench.write(27, 0x01), /without both pull-downs/],
    [
        "a clock of 40 MHz",
        bench => {
            bench.byteUs = 0.2
            bench.read(18)
        },
        /above 26 MHz/,
    ],
    [
        "a select that is high for too short",
        bench => {
            bench.chip.deselect(bench.nowUs)
            bench.chip.select(bench.nowUs + 0.1)
        },
        /less than 200 ns/,
    ],
]

for (const [what, deed, rule] of FORBIDDEN)
    test(`${what}: told`, () => {
        const bench = new UsbBench()
        bench.hostMode()
        assert.deepEqual(bench.broken, [])
        deed(bench)
        assert.match(bench.broken[0] ?? "", rule)
    })

test("host registers are not there in peripheral mode", () => {
    const bench = new UsbBench()
    bench.write(17, 0x10)
    assert.equal(bench.read(25), 0)
    assert.match(bench.broken[0]!, /HIRQ: accessed while HOST = 0/)
})

test("a modem is found, and bytes go both ways", () => {
    const bench = new UsbBench()
    bench.enumerate()
    bench.send(counting(64))
    assert.equal(bench.bulkOut(), 0)
    bench.wait(5)
    bench.line.syncDce(bench.nowUs)
    assert.deepEqual(bench.received, counting(64))
    bench.line.toDte.send(counting(30), bench.nowUs)
    bench.wait(1)
    assert.equal(bench.bulkIn(), 0)
    assert.deepEqual(bench.take(), counting(30))
    assert.deepEqual(bench.broken, [])
})
