import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { counting, UsbBench, type UsbBenchOptions } from "./usb-bench.ts"

const SNDBAV = 0x08
const RCVDAV = 0x04
const HXFRDN = 0x80
const NAK = 4
const TOGERR = 6

function ready(options: UsbBenchOptions = {}): UsbBench {
    const bench = new UsbBench(options)
    bench.enumerate()
    assert.deepEqual(bench.broken, [])
    return bench
}

function modemSays(bench: UsbBench, bytes: readonly number[]): void {
    bench.line.toDte.send(bytes, bench.nowUs)
    bench.wait(2)
}

function heard(bench: UsbBench): number[] {
    bench.wait(10)
    bench.line.syncDce(bench.nowUs)
    return bench.received.splice(0)
}

describe("IN", () => {
    test("three transfers: burst, count, bytes", () => {
        const bench = ready()
        modemSays(bench, counting(70))
        bench.write(25, 0x80, 0, 0xc9, 1, 0, 2)
        assert.equal(bench.read(6), 64)
        assert.equal(bench.status & (HXFRDN | RCVDAV), HXFRDN | RCVDAV)
        assert.deepEqual(bench.frame([0x08, ...counting(64)]).slice(1), counting(64))
        assert.equal(bench.bulkIn(), 0)
        assert.deepEqual(bench.take(), counting(6, 64))
        assert.deepEqual(bench.broken, [])
    })
    test("a packet may be read in pieces", () => {
        const bench = ready()
        modemSays(bench, counting(9))
        assert.equal(bench.bulkIn(), 0)
        assert.deepEqual(bench.frame([0x08, 0, 0, 0, 0]).slice(1), counting(4))
        assert.deepEqual(bench.frame([0x08, 0, 0, 0, 0, 0]).slice(1), counting(5, 4))
        assert.equal(bench.bulkIn(), NAK)
        assert.deepEqual(bench.broken, [])
    })
    test("nothing there: NAK, and no RCVDAV", () => {
        const bench = ready()
        assert.equal(bench.bulkIn(), NAK)
        assert.equal(bench.status & RCVDAV, 0)
    })
    test("right after the launch it is busy", () => {
        const bench = ready()
        modemSays(bench, counting(64))
        bench.byteUs = 0.35
        const miso = bench.frame([0xca, 0x84, 0, 0xc9, 1, 0, 2])
        assert.equal(miso.length, 7)
        bench.nowUs -= 95
        assert.equal(bench.read(31) & 0x0f, 1)
    })
    test("a packet whose acknowledgement got lost comes again, and is not taken twice", () => {
        const bench = ready()
        modemSays(bench, counting(5))
        const packet = bench.device.in(1, 2, bench.nowUs)
        assert.notEqual(packet, "nak")
        // The host has it, the device does not know.
        bench.write(29, 0x20)
        assert.equal(bench.bulkIn(), TOGERR)
        assert.equal(bench.status & RCVDAV, 0)
        modemSays(bench, counting(3, 50))
        assert.equal(bench.bulkIn(), 0)
        assert.deepEqual(bench.take(), counting(3, 50))
    })
})

describe("OUT", () => {
    test("two buffers: SNDBAV goes when both wait, and comes back with an ACK", () => {
        const bench = ready()
        bench.send([1, 2])
        assert.ok(bench.read(25) & SNDBAV)
        bench.send([3])
        assert.equal(bench.read(25) & SNDBAV, 0)
        assert.equal(bench.bulkOut(), 0)
        assert.ok(bench.read(25) & SNDBAV)
        assert.equal(bench.bulkOut(), 0)
        assert.deepEqual(heard(bench), [1, 2, 3])
        assert.deepEqual(bench.broken, [])
    })
    test("a NAK keeps the packet for the next launch", () => {
        const bench = ready()
        bench.line.toDce.setAllowed(false, bench.nowUs)
        bench.send([1, 2, 3])
        assert.equal(bench.bulkOut(), NAK)
        assert.equal(bench.bulkOut(), NAK)
        bench.line.toDce.setAllowed(true, bench.nowUs)
        assert.equal(bench.bulkOut(), 0)
        assert.deepEqual(heard(bench), [1, 2, 3])
    })
    test("an old die spoils the first byte of a repeated packet now and then; what is filled anew is clean", () => {
        const spoiled = repeatedOften(ready({ revision: 0x12 }), false)
        assert.ok(spoiled > 5 && spoiled < 40, `${spoiled} of 100`)
        assert.equal(repeatedOften(ready({ revision: 0x12 }), true), 0)
        assert.equal(repeatedOften(ready({ revision: 0x13 }), false), 0)
    })
    test("filling anew after a NAK without taking the packet back sends one packet late for ever", () => {
        const bench = ready()
        bench.line.toDce.setAllowed(false, bench.nowUs)
        bench.send([1])
        assert.equal(bench.bulkOut(), NAK)
        bench.line.toDce.setAllowed(true, bench.nowUs)
        bench.send([2])
        assert.equal(bench.bulkOut(), 0)
        assert.deepEqual(heard(bench), [1])
    })
    test("a repeated packet is known by its toggle, and not taken twice", () => {
        const bench = ready()
        bench.send([7, 8])
        assert.equal(bench.bulkOut(), 0)
        bench.send([7, 8])
        // The host has not heard the ACK: same toggle again.
        bench.write(29, 0x40)
        assert.equal(bench.bulkOut(), 0)
        assert.deepEqual(heard(bench), [7, 8])
    })
    test("a packet of no bytes", () => {
        const bench = ready()
        bench.write(7, 0)
        assert.equal(bench.bulkOut(), 0)
        assert.deepEqual(bench.broken, [])
    })
})

/** How many of 100 packets that were NAKed once arrive with another first byte. */
function repeatedOften(bench: UsbBench, isFilledAnew: boolean): number {
    let spoiled = 0
    for (let i = 0; i < 100; i++) {
        bench.line.toDce.setAllowed(false, bench.nowUs)
        bench.send([0x41, 0x42])
        assert.equal(bench.bulkOut(), NAK)
        bench.line.toDce.setAllowed(true, bench.nowUs)
        if (isFilledAnew) {
            bench.write(7, 0)
            bench.write(2, 0x41)
            bench.write(7, 2)
        }
        assert.equal(bench.bulkOut(), 0)
        const bytes = heard(bench)
        assert.equal(bytes[1], 0x42)
        if (bytes[0] !== 0x41) spoiled++
    }
    assert.deepEqual(bench.broken, [])
    return spoiled
}

const FORBIDDEN: readonly [string, (bench: UsbBench) => void, RegExp][] = [
    [
        "reading RCVFIFO with nothing there",
        bench => bench.read(1),
        /RCVFIFO: read while RCVDAV = 0/,
    ],
    [
        "reading beyond RCVBC",
        bench => {
            modemSays(bench, [1])
            bench.bulkIn()
            bench.frame([0x08, 0, 0])
        },
        /RCVFIFO: read beyond RCVBC/,
    ],
    [
        "IN over a packet that was not taken",
        bench => {
            modemSays(bench, [1])
            bench.bulkIn()
            bench.launch(2, 0, 0x80)
        },
        /IN while the receive FIFO is not drained/,
    ],
    [
        "a packet thrown away unread",
        bench => {
            modemSays(bench, [1, 2])
            bench.bulkIn()
            bench.bulkIn()
        },
        /RCVDAV cleared with 2 bytes not read/,
    ],
    ["clearing SNDBAV", bench => bench.write(25, SNDBAV), /SNDBAV cleared by hand/],
    ["65 bytes to SNDFIFO", bench => bench.write(2, ...counting(65)), /SNDFIFO: more than 64/],
    [
        "a third packet",
        bench => {
            for (let i = 0; i < 3; i++) bench.send([i])
        },
        /SNDFIFO: written while SNDBAV = 0/,
    ],
    [
        "another count than was written",
        bench => {
            bench.write(2, 1, 2, 3)
            bench.write(7, 2)
        },
        /SNDBC: is not the number/,
    ],
    ["OUT without a packet", bench => bench.bulkOut(), /OUT without SNDBC/],
    ["SETUP without its 8 bytes", bench => bench.launch(0x10), /SETUP with 0 bytes/],
    ["an isochronous token", bench => bench.launch(0x41), /41 is no transaction/],
    [
        "a launch into a running transaction",
        bench => {
            modemSays(bench, counting(64))
            bench.frame([0xca, 0x84, 0, 0xc9, 1, 0, 2])
            bench.nowUs -= 90
            bench.write(30, 2)
        },
        /written while a transaction runs/,
    ],
]

for (const [what, deed, rule] of FORBIDDEN)
    test(`${what}: told`, () => {
        const bench = ready()
        deed(bench)
        assert.match(bench.broken[0] ?? "", rule)
    })

test("another address is not heard, and nobody at all is an error of the wires", () => {
    const bench = ready()
    bench.write(25, 0x84, 0, 0xc9, 9, 0, 2)
    assert.equal(bench.read(31) & 0x0f, 0x0e)
    bench.port.unplug(bench.nowUs)
    assert.equal(bench.bulkIn(), 0x0d)
})
