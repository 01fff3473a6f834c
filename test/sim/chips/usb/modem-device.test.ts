import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { counting, UsbBench } from "../max3421e/usb-bench.ts"

const STALL = 5
const SILENT = 0x0e
const GET_DEVICE = [0x80, 6, 0, 1, 0, 0, 18, 0]
const GET_CONFIGURATION = [0x80, 6, 0, 2, 0, 0, 0xff, 0]

function reset(device = "cx93010"): UsbBench {
    const bench = new UsbBench({ device })
    bench.hostMode()
    bench.resetBus()
    return bench
}

describe("a new device", () => {
    test("hears nothing before a bus reset", () => {
        const bench = new UsbBench()
        bench.hostMode()
        bench.write(27, 0xc9)
        bench.wait(2)
        assert.equal(bench.setup(GET_DEVICE), SILENT)
    })
    test("tells what it is at address 0, and then at its own", () => {
        const bench = reset()
        const wanted = bench.controlIn(GET_DEVICE)
        assert.deepEqual(wanted?.slice(8, 12), [0x72, 0x05, 0x49, 0x13])
        assert.equal(bench.setAddress(5), 0)
        assert.deepEqual(bench.controlIn(GET_DEVICE), wanted)
        assert.deepEqual(bench.broken, [])
    })
    test("keeps its old address until the status stage is over", () => {
        const bench = reset()
        assert.equal(bench.setup([0, 5, 5, 0, 0, 0, 0, 0]), 0)
        assert.equal(bench.persist(0x80), 0)
        assert.equal(bench.setup(GET_DEVICE), SILENT)
    })
    test("one like the Zoom 3095 refuses to tell anything before it has an address", () => {
        const bench = reset("zoom3095")
        assert.equal(bench.controlIn(GET_DEVICE), undefined)
        bench.setAddress(1)
        assert.equal(bench.controlIn(GET_DEVICE)?.length, 18)
    })
})

describe("configurations", () => {
    const LENGTHS = { cx93010: 73, "rd02-d400": 73, usr5637: 67, plain: 67, odd: 85 }
    for (const [device, bytes] of Object.entries(LENGTHS))
        test(`${device}: ${bytes} bytes`, () => {
            const bench = reset(device)
            bench.setAddress(1)
            assert.equal(bench.controlIn(GET_CONFIGURATION)?.length, bytes)
            assert.deepEqual(bench.broken, [])
        })
    test("it takes one that it has, and no other", () => {
        const bench = reset("usr5637")
        bench.setAddress(1)
        assert.equal(bench.controlOut([0, 9, 1, 0, 0, 0, 0, 0]), STALL)
        assert.equal(bench.controlOut([0, 9, 2, 0, 0, 0, 0, 0]), 0)
        assert.ok(bench.device.isConfigured)
    })
    test("data has no way before that", () => {
        const bench = reset()
        bench.setAddress(1)
        assert.equal(bench.bulkIn(), SILENT)
    })
    test("a bus reset takes address, configuration and DTR away", () => {
        const bench = new UsbBench()
        bench.enumerate()
        assert.ok(bench.line.isDtrAsserted)
        bench.resetBus()
        assert.ok(!bench.device.isConfigured)
        assert.ok(!bench.line.isDtrAsserted)
        assert.equal(bench.controlIn(GET_DEVICE)?.length, 18)
    })
})

describe("the modem", () => {
    test("DTR follows SET_CONTROL_LINE_STATE", () => {
        const bench = new UsbBench()
        bench.enumerate()
        bench.controlOut([0x21, 0x22, 2, 0, 0, 0, 0, 0])
        assert.ok(!bench.line.isDtrAsserted)
        bench.controlOut([0x21, 0x22, 3, 0, 0, 0, 0, 0])
        assert.ok(bench.line.isDtrAsserted)
    })
    test("line coding is kept", () => {
        const bench = new UsbBench()
        bench.enumerate()
        const coding = bench.controlIn([0xa1, 0x21, 0, 0, 0, 0, 7, 0])
        assert.deepEqual(coding, [0, 0xc2, 1, 0, 0, 0, 8])
    })
    test("what is no request of its class is refused", () => {
        const bench = new UsbBench()
        bench.enumerate()
        assert.equal(bench.controlIn([0x80, 6, 0, 6, 0, 0, 10, 0]), undefined)
        assert.equal(bench.controlOut([0x21, 0x22, 3, 0, 7, 0, 0, 0]), STALL)
    })
    test("halted it refuses until that is cleared, and begins with DATA0 then", () => {
        const bench = new UsbBench()
        bench.enumerate()
        bench.send([1])
        assert.equal(bench.bulkOut(), 0)
        bench.device.halt(1)
        bench.send([2])
        assert.equal(bench.bulkOut(), STALL)
        bench.write(7, 0)
        for (const address of [0x82, 0x02])
            assert.equal(bench.controlOut([2, 1, 0, 0, address, 0, 0, 0]), 0)
        bench.write(29, 0x50)
        bench.send([2])
        assert.equal(bench.bulkOut(), 0)
        bench.wait(5)
        bench.line.syncDce(bench.nowUs)
        assert.deepEqual(bench.received, [1, 2])
    })
    test("packets of the odd one are small, and its set-up takes longer", () => {
        const bench = new UsbBench({ device: "odd" })
        bench.enumerate()
        bench.send(counting(17))
        bench.bulkOut()
        assert.match(bench.broken[0]!, /17 bytes to an endpoint of 16/)
    })
})
