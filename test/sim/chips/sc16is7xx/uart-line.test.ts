import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { IrqWatch } from "../../../../sim/chips/sc16is7xx/irq-watch.ts"
import { counting, UartBench } from "./uart-bench.ts"

/** The serial side of the SC16IS750: rates, FIFO depth, flow control, interrupts. 14.7456 MHz ÷ 16 ÷ 8 = 115200. */

const CHARACTER_US = 10e6 / 115_200
const TEXT = [...Buffer.from("AT+FCLASS=8\r")]

function ready(): UartBench {
    const bench = new UartBench()
    bench.initialise()
    return bench
}

describe("rate", () => {
    test("at divisor 8 text goes through both ways", () => {
        const bench = ready()
        bench.writeFifo(TEXT)
        bench.send(TEXT)
        bench.wait(TEXT.length * CHARACTER_US + 100)
        assert.equal(bench.read(9), TEXT.length)
        assert.deepEqual(bench.readFifo(TEXT.length), TEXT)
        assert.deepEqual(bench.received, TEXT)
        assert.deepEqual(bench.broken, [])
    })

    test("characters leave at 10 bits each", () => {
        const bench = ready()
        bench.writeFifo(counting(20))
        bench.wait(10.2 * CHARACTER_US)
        assert.equal(bench.read(8), 64 - 10)
        assert.equal(bench.read(5) & 0x60, 0)
        bench.wait(10 * CHARACTER_US)
        assert.equal(bench.read(5) & 0x60, 0x60)
    })

    test("a wrong divisor garbles both ways and sets framing errors", () => {
        for (const divisor of [7, 9, 16, 64]) {
            const bench = ready()
            bench.setDivisor(divisor)
            bench.send(TEXT)
            bench.writeFifo(TEXT)
            bench.wait(20_000)
            const lineStatus = bench.read(5)
            assert.notDeepEqual(bench.readFifo(bench.read(9)), TEXT, `divisor ${divisor}`)
            assert.notDeepEqual(bench.received, TEXT, `divisor ${divisor}`)
            if (divisor === 7) assert.equal(lineStatus & 0x80, 0x80)
        }
    })

    test("the divide-by-4 prescaler counts", () => {
        const bench = ready()
        bench.setDivisor(2)
        bench.write(4, 0x83)
        bench.send(TEXT)
        bench.wait(2000)
        assert.deepEqual(bench.readFifo(TEXT.length), TEXT)
    })
})

describe("FIFO and flow control", () => {
    test("the receive FIFO holds 64 and then overruns, which LSR tells once", () => {
        const bench = ready()
        bench.writeEnhanced(0x90)
        bench.send(counting(70))
        bench.wait(71 * CHARACTER_US)
        assert.equal(bench.read(9), 64)
        assert.equal(bench.read(5) & 0x03, 0x03)
        assert.equal(bench.read(5) & 0x02, 0x00)
        assert.deepEqual(bench.readFifo(64), counting(64))
    })

    test("auto-RTS stops the modem at the halt level, and one more character may come", () => {
        const bench = ready()
        bench.send(counting(200))
        bench.wait(100 * CHARACTER_US)
        const level = bench.read(9)
        assert.ok(level === 40 || level === 41, `level ${level}`)
        assert.equal(bench.line.toDte.isAllowed, false)
    })

    test("auto-RTS lets the modem go on at the resume level, and nothing is lost", () => {
        const bench = ready()
        bench.send(counting(200))
        bench.wait(100 * CHARACTER_US)
        const bytes = bench.readFifo(bench.read(9) - 17)
        assert.equal(bench.line.toDte.isAllowed, false)
        bytes.push(...bench.readFifo(1))
        assert.equal(bench.line.toDte.isAllowed, true)
        while (bytes.length < 200) {
            bench.wait(20 * CHARACTER_US)
            bytes.push(...bench.readFifo(bench.read(9)))
        }
        assert.deepEqual(bytes, counting(200))
        assert.deepEqual(bench.broken, [])
    })

    test("without auto-RTS, MCR[1] drives RTS", () => {
        const bench = ready()
        bench.writeEnhanced(0x90)
        bench.write(4, 0x01)
        assert.equal(bench.line.toDte.isAllowed, false)
        bench.write(4, 0x03)
        assert.equal(bench.line.toDte.isAllowed, true)
    })

    test("auto-CTS holds the transmitter, which without it does not look", () => {
        const bench = ready()
        bench.line.toDce.setAllowed(false, bench.nowUs)
        bench.writeFifo(TEXT)
        bench.wait(5000)
        assert.equal(bench.read(8), 64 - TEXT.length)
        assert.equal(bench.read(6) & 0x10, 0)
        bench.writeEnhanced(0x50)
        bench.wait(5000)
        assert.equal(bench.read(8), 64)
    })

    test("MSR shows RI and, once, that a ring has ended, while GPIO7 is a modem pin", () => {
        const bench = ready()
        bench.read(6)
        bench.line.indicateRing(true)
        assert.equal(bench.read(6) & 0x44, 0x40)
        bench.line.indicateRing(false)
        assert.equal(bench.read(6) & 0x44, 0x04)
        assert.equal(bench.read(6) & 0x44, 0x00)
        bench.line.indicateRing(true)
        bench.write(0xe, 0x00)
        assert.equal(bench.read(6) & 0x44, 0x00)
    })

    test("MSR shows CTS and, once, that it changed", () => {
        const bench = ready()
        bench.read(6)
        bench.line.toDce.setAllowed(false, bench.nowUs)
        assert.equal(bench.read(6), 0x01)
        assert.equal(bench.read(6), 0x00)
        bench.line.toDce.setAllowed(true, bench.nowUs)
        assert.equal(bench.read(6), 0x11)
    })

    test("auto-RTS with halt not above resume is reported", () => {
        const bench = new UartBench()
        bench.writeEnhanced(0x10)
        bench.write(4, 0x04)
        bench.write(6, 0xaa)
        bench.write(3, 0xbf)
        bench.write(2, 0x50)
        assert.equal(bench.broken.length, 1)
        assert.match(bench.broken[0]!, /TCR.*40/)
    })

    test("FCR[2:1] empties the FIFOs", () => {
        const bench = ready()
        bench.send(TEXT)
        bench.wait(2000)
        bench.line.toDce.setAllowed(false, bench.nowUs)
        bench.writeFifo(TEXT)
        bench.write(2, 0x07)
        assert.deepEqual([bench.read(8), bench.read(9)], [64, 0])
    })
})

describe("interrupts", () => {
    test("IIR tells the trigger level of TLR", () => {
        const bench = ready()
        bench.write(1, 0x01)
        bench.send(counting(15))
        bench.wait(15.5 * CHARACTER_US)
        assert.equal(bench.read(2), 0xc1)
        bench.send([15])
        bench.wait(1.5 * CHARACTER_US)
        assert.equal(bench.read(2), 0xc4)
    })

    test("IIR tells a time-out 4 characters after the last one, until a character is read", () => {
        const bench = ready()
        bench.write(1, 0x01)
        bench.send([1, 2])
        bench.wait(2 * CHARACTER_US + 3.5 * CHARACTER_US)
        assert.equal(bench.read(2), 0xc1)
        bench.wait(CHARACTER_US)
        assert.equal(bench.read(2), 0xcc)
        bench.readFifo(1)
        assert.equal(bench.read(2), 0xc1)
        bench.wait(4 * CHARACTER_US)
        assert.equal(bench.read(2), 0xcc)
    })

    test("IIR tells room in the transmit FIFO once, and reading it takes that back", () => {
        const bench = ready()
        bench.write(1, 0x02)
        assert.equal(bench.read(2), 0xc2)
        assert.equal(bench.read(2), 0xc1)
        bench.writeFifo(counting(64))
        bench.wait(29 * CHARACTER_US)
        assert.equal(bench.read(2), 0xc1)
        bench.wait(4 * CHARACTER_US)
        assert.equal(bench.read(2), 0xc2)
    })

    test("line status has priority over received characters", () => {
        const bench = ready()
        bench.writeEnhanced(0x90)
        bench.write(1, 0x05)
        bench.send(counting(70))
        bench.wait(72 * CHARACTER_US)
        assert.equal(bench.read(2), 0xc6)
        bench.read(5)
        assert.notEqual(bench.read(2), 0xc6)
    })

    test("the watch tells when IRQ# falls and rises, with nothing scheduled in idle", () => {
        const bench = ready()
        bench.write(1, 0x01)
        const changes: [number, boolean][] = []
        const { scheduler } = bench
        new IrqWatch(bench.chip, scheduler, bench.line, isActive =>
            changes.push([scheduler.nowUs, isActive])
        )
        scheduler.runUntil(10_000)
        assert.equal(scheduler.nextDueUs(), undefined)
        bench.nowUs = 10_000
        bench.send(counting(40))
        scheduler.runUntil(20_000)
        bench.nowUs = 20_000
        bench.readFifo(bench.read(9))
        scheduler.runUntil(30_000)
        bench.nowUs = 30_000
        bench.send([1])
        scheduler.runUntil(40_000)
        const expectedUs = [10_000 + 16 * CHARACTER_US, undefined, 30_000 + 5 * CHARACTER_US]
        assert.deepEqual(
            changes.map(([, isActive]) => isActive),
            [true, false, true]
        )
        for (const [i, us] of expectedUs.entries())
            if (us) assert.ok(Math.abs(changes[i]![0] - us) <= 2, `${changes[i]![0]} µs`)
        assert.equal(scheduler.nextDueUs(), undefined)
    })
})

describe("loopback (MCR[4])", () => {
    const LOOPED = 0x13

    function looped(crystalHz?: number): UartBench {
        const bench = new UartBench(1, crystalHz)
        bench.initialise()
        bench.setDivisor(768)
        bench.write(4, LOOPED)
        return bench
    }

    test("what is sent comes back at the rate of divisor and crystal, and nothing gets out", () => {
        for (const [crystalHz, us] of [
            [14_745_600, 133_333],
            [12_000_000, 163_840],
        ] as const) {
            const bench = looped(crystalHz)
            bench.writeFifo(counting(16))
            bench.wait(us - 300)
            assert.equal(bench.read(9), 15, `${crystalHz} Hz`)
            bench.wait(400)
            assert.equal(bench.read(9), 16)
            assert.deepEqual(bench.readFifo(16), counting(16))
            assert.deepEqual(bench.received, [])
            assert.deepEqual(bench.broken, [])
        }
    })

    test("the modem sees DTR and RTS go, and what it says meanwhile is lost", () => {
        const bench = looped()
        assert.equal(bench.line.isDtrAsserted, false)
        assert.equal(bench.line.toDte.isAllowed, false)
        bench.line.toDte.isFlowObeyed = false
        bench.send(counting(4))
        bench.wait(5000)
        assert.equal(bench.read(9), 0)
    })

    test("afterwards the line is as before", () => {
        const bench = looped()
        bench.writeFifo(counting(3))
        bench.wait(1000)
        bench.write(4, 0x03)
        bench.setDivisor(8)
        bench.write(2, 0x07)
        assert.equal(bench.line.isDtrAsserted, true)
        bench.writeFifo([0x41])
        bench.send([0x42])
        bench.wait(500)
        assert.deepEqual(bench.readFifo(1), [0x42])
        assert.deepEqual(bench.received, [0x41])
    })
})
