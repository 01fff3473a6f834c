import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { counting, UartBench } from "./uart-bench.ts"

/** Facts from the SC16IS740/750/760 and 752/762 data sheets: addresses, reset values, gates, FIFO rules. */

const CHARACTER_US = 10e6 / 115_200

function ready(): UartBench {
    const bench = new UartBench()
    bench.initialise()
    assert.deepEqual(bench.broken, [])
    return bench
}

function assertBroken(bench: UartBench, pattern: RegExp): void {
    assert.equal(bench.broken.length, 1, bench.broken.join("\n"))
    assert.match(bench.broken[0]!, pattern)
}

describe("reset", () => {
    test("registers have their reset values after power-on", () => {
        const bench = new UartBench()
        const expected: [number, number][] = [
            [0x1, 0x00],
            [0x2, 0x01],
            [0x3, 0x1d],
            [0x4, 0x00],
            [0x5, 0x60],
            [0x8, 0x40],
            [0x9, 0x00],
            [0xa, 0x00],
            [0xc, 0x00],
            [0xe, 0x00],
            [0xf, 0x00],
        ]
        for (const [address, value] of expected)
            assert.equal(bench.read(address), value, `register ${address.toString(16)}`)
        assert.deepEqual(bench.broken, [])
    })

    test("RTS is inactive after power-on", () => {
        assert.equal(new UartBench().line.toDte.isAllowed, false)
    })

    test("soft reset keeps SPR and the divisor, and puts IER and LCR back", () => {
        const bench = ready()
        bench.write(7, 0xa5)
        bench.write(1, 0x05)
        bench.write(0xe, 0x08)
        assert.equal(bench.read(7), 0xa5)
        assert.equal(bench.read(1), 0x00)
        assert.equal(bench.read(3), 0x1d)
        bench.write(3, 0x80)
        assert.equal(bench.read(0), 8)
        assert.equal(bench.read(1), 0)
    })

    test("SPR after power-on depends on the seed", () => {
        const values = new Set([1, 2, 3, 4, 5, 6].map(seed => new UartBench(seed).read(7)))
        assert.ok(values.size > 1)
    })

    test("the reset pin does what soft reset does", () => {
        const bench = ready()
        bench.chip.resetPin(true, bench.nowUs)
        bench.wait(3)
        bench.chip.resetPin(false, bench.nowUs)
        assert.equal(bench.read(3), 0x1d)
        assert.equal(bench.line.toDte.isAllowed, false)
        assert.deepEqual(bench.broken, [])
    })

    test("a reset pulse under 3 µs is reported", () => {
        const bench = ready()
        bench.chip.resetPin(true, bench.nowUs)
        bench.chip.resetPin(false, bench.nowUs + 2)
        assertBroken(bench, /RESET#/)
    })

    test("a frame while the reset pin is low is reported and answers nothing", () => {
        const bench = ready()
        bench.chip.resetPin(true, bench.nowUs)
        assert.equal(bench.read(3), 0xff)
        assertBroken(bench, /RESET#/)
    })

    test("without power nothing answers", () => {
        const bench = ready()
        bench.chip.power(false, bench.nowUs)
        assert.equal(bench.read(3), 0xff)
        assert.equal(bench.line.isDtrAsserted, false)
    })
})

describe("register banks and gates", () => {
    test("addresses 0 and 1 are the divisor while LCR[7] is set", () => {
        const bench = new UartBench()
        bench.write(3, 0x80)
        bench.write(0, 0x34)
        bench.write(1, 0x12)
        assert.deepEqual([bench.read(0), bench.read(1)], [0x34, 0x12])
        bench.write(3, 0x03)
        assert.equal(bench.read(1), 0x00)
        assert.deepEqual(bench.broken, [])
    })

    test("address 2 is EFR while LCR is BF, IIR otherwise", () => {
        const bench = new UartBench()
        bench.writeEnhanced(0x10)
        assert.equal(bench.read(2), 0x01)
        bench.write(3, 0xbf)
        assert.equal(bench.read(2), 0x10)
    })

    test("XON1 to XOFF2 hold what is written in the BF bank", () => {
        const bench = new UartBench()
        bench.write(3, 0xbf)
        for (const address of [4, 5, 6, 7]) bench.write(address, 0x20 + address)
        assert.deepEqual(
            [4, 5, 6, 7].map(address => bench.read(address)),
            [0x24, 0x25, 0x26, 0x27]
        )
        assert.deepEqual(bench.broken, [])
    })

    test("IER[7:4], MCR[2] and MCR[7] do not change while EFR[4] is clear", () => {
        const bench = new UartBench()
        bench.write(3, 0x03)
        bench.write(1, 0x1f)
        bench.write(4, 0x87)
        assert.equal(bench.read(1), 0x0f)
        assert.equal(bench.read(4), 0x03)
    })

    test("TCR and TLR are at 6 and 7 while EFR[4] and MCR[2] are set, MSR and SPR otherwise", () => {
        const bench = new UartBench()
        bench.write(3, 0x03)
        bench.write(7, 0x77)
        bench.writeEnhanced(0x10)
        bench.write(4, 0x04)
        bench.write(6, 0x4a)
        bench.write(7, 0x48)
        assert.deepEqual([bench.read(6), bench.read(7)], [0x4a, 0x48])
        bench.write(4, 0x00)
        assert.equal(bench.read(7), 0x77)
        bench.write(4, 0x04)
        assert.deepEqual([bench.read(6), bench.read(7)], [0x4a, 0x48])
        assert.deepEqual(bench.broken, [])
    })

    test("TCR written with the gate shut is lost and reported", () => {
        const bench = new UartBench()
        bench.writeEnhanced(0x10)
        bench.write(6, 0x4a)
        assertBroken(bench, /TCR/)
        bench.write(4, 0x04)
        assert.equal(bench.read(6), 0x00)
    })

    test("TLR written with the gate shut lands in SPR", () => {
        const bench = new UartBench()
        bench.writeEnhanced(0x10)
        bench.write(7, 0x48)
        assert.equal(bench.read(7), 0x48)
        bench.write(4, 0x04)
        assert.equal(bench.read(7), 0x00)
    })

    test("the divisor is not to be touched in sleep", () => {
        const bench = ready()
        bench.write(1, 0x10)
        bench.write(3, 0x80)
        bench.read(0)
        assertBroken(bench, /DLL.*sleep/)
    })

    test("general registers other than LCR are not to be used while LCR[7] is set", () => {
        const bench = ready()
        bench.write(3, 0x80)
        bench.read(9)
        assertBroken(bench, /RXLVL.*LCR\[7\]/)
    })

    test("register D is reserved, LSR cannot be written, channel B is not there", () => {
        for (const [frame, pattern] of [
            [[0xe8, 0xff], /0x0D/],
            [[0x28, 0x00], /LSR/],
            [[0x9a, 0xff], /channel/],
        ] as const) {
            const bench = ready()
            bench.frame(frame)
            assertBroken(bench, pattern)
        }
    })

    test("MCR drives DTR# when IOControl[1] makes GPIO5 a modem pin", () => {
        const bench = new UartBench()
        bench.write(3, 0x03)
        bench.write(4, 0x01)
        assert.equal(bench.line.isDtrAsserted, false)
        bench.write(0xe, 0x02)
        assert.equal(bench.line.isDtrAsserted, true)
        bench.write(4, 0x00)
        assert.equal(bench.line.isDtrAsserted, false)
    })

    test("GPIO5 as an output driven low asserts DTR, when IODir was written before IOState", () => {
        const bench = new UartBench()
        bench.write(0xa, 0x20)
        bench.write(0xb, 0x20)
        assert.equal(bench.line.isDtrAsserted, false)
        bench.write(0xb, 0x00)
        assert.equal(bench.line.isDtrAsserted, true)
        assert.equal(bench.read(0xb), 0xdf)
    })

    test("IOState written while the pin is an input is not driven later", () => {
        const bench = new UartBench()
        bench.write(0xb, 0x20)
        bench.write(0xa, 0x20)
        assert.equal(bench.read(0xb) & 0x20, 0)
    })
})

describe("SPI rules", () => {
    test("reading RHR beyond RXLVL is reported once", () => {
        const bench = ready()
        bench.send([1, 2])
        bench.wait(1000)
        assert.deepEqual(bench.readFifo(4).slice(0, 2), [1, 2])
        assertBroken(bench, /RHR: 2 /)
    })

    test("writing THR beyond TXLVL loses the excess and is reported", () => {
        const bench = ready()
        bench.writeFifo(counting(66))
        assertBroken(bench, /THR: 2 /)
        bench.wait(70 * CHARACTER_US)
        assert.equal(bench.read(8), 64)
        assert.deepEqual(bench.received, counting(64))
    })

    test("with the FIFO disabled one character fits each way", () => {
        const bench = ready()
        bench.write(2, 0x00)
        bench.writeFifo([1, 2])
        assertBroken(bench, /THR: 1 /)
        bench.send([7, 8, 9])
        bench.wait(1000)
        assert.equal(bench.read(9), 1)
        assert.equal(bench.read(5) & 0x02, 0x02)
    })

    test("a burst without data spoils the next TXLVL and is reported", () => {
        const bench = ready()
        bench.frame([0x00])
        assertBroken(bench, /zero length/)
        assert.notEqual(bench.read(8), 64)
        assert.equal(bench.read(8), 64)
    })

    test("a burst on IIR or another register that is no FIFO is reported", () => {
        for (const address of [0x90, 0xc8]) {
            const bench = ready()
            bench.frame([address, 0xff, 0xff])
            assertBroken(bench, /burst/)
        }
    })

    test("one frame may come in several transfers", () => {
        const bench = ready()
        bench.send(counting(8))
        bench.wait(1000)
        bench.chip.select(bench.nowUs)
        bench.chip.exchange(Uint8Array.of(0x80), bench.nowUs, 2)
        const first = bench.chip.exchange(new Uint8Array(3).fill(0xff), bench.nowUs + 50, 2)
        const second = bench.chip.exchange(new Uint8Array(5).fill(0xff), bench.nowUs + 90, 2)
        bench.chip.deselect(bench.nowUs + 110)
        assert.deepEqual([...first, ...second], counting(8))
        assert.deepEqual(bench.broken, [])
    })

    test("a clock above 4 MHz is reported and garbles", () => {
        const bench = ready()
        bench.byteUs = 1
        assert.equal(bench.read(8), 0xff)
        assertBroken(bench, /8000000 Hz/)
    })

    test("chip select high for under 200 ns is reported", () => {
        const bench = ready()
        bench.chip.deselect(bench.nowUs)
        bench.chip.select(bench.nowUs + 0.1)
        assertBroken(bench, /200 ns/)
    })

    test("what this model does not cover is said, not ignored", () => {
        const bench = ready()
        bench.write(0xc, 0x80)
        assertBroken(bench, /IOIntEna/)
    })
})
