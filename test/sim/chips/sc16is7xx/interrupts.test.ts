import assert from "node:assert/strict"
import { test } from "node:test"
import { counting, UartBench } from "./uart-bench.ts"

/** IIR[5:0] of the data sheet's table "Interrupt source". */
const NONE = 0x01
const LINE_STATUS = 0x06
const RX_TIME_OUT = 0x0c
const RX_LEVEL = 0x04
const THR = 0x02
const MODEM_STATUS = 0x00
const CHARACTER_US = 87

function ready(ier: number): UartBench {
    const bench = new UartBench()
    bench.initialise()
    bench.write(1, ier)
    return bench
}

const source = (bench: UartBench) => bench.read(2) & 0x3f

test("as many characters as the trigger level ask for an interrupt, fewer only when no more come", () => {
    const bench = ready(0x01)
    bench.send(counting(15))
    bench.wait(15 * CHARACTER_US + 20)
    assert.equal(source(bench), NONE)
    bench.wait(4 * CHARACTER_US)
    assert.equal(source(bench), RX_TIME_OUT)
    bench.readFifo(15)
    bench.send(counting(16))
    bench.wait(16 * CHARACTER_US + 20)
    assert.equal(source(bench), RX_LEVEL)
})

test("data go before room to send, and a lost character before both", () => {
    const bench = ready(0x07)
    assert.equal(source(bench), THR)
    assert.equal(source(bench), NONE, "to be told once is enough")
    bench.send(counting(16))
    bench.wait(16 * CHARACTER_US + 20)
    assert.equal(source(bench), RX_LEVEL)
    bench.line.toDte.isFlowObeyed = false
    bench.send(counting(60))
    bench.wait(70 * CHARACTER_US)
    assert.equal(source(bench), LINE_STATUS)
})

test("room to send is told again after the FIFO was filled and has drained to its trigger level", () => {
    const bench = ready(0x02)
    source(bench)
    bench.writeFifo(counting(64))
    assert.equal(source(bench), NONE)
    bench.wait(28 * CHARACTER_US)
    assert.equal(source(bench), NONE)
    bench.wait(6 * CHARACTER_US)
    assert.equal(source(bench), THR)
})

test("a change of CTS# is told where the chip does not handle it by itself", () => {
    const bench = ready(0x08)
    bench.writeEnhanced(0x50)
    bench.line.toDce.setAllowed(false, bench.nowUs)
    assert.equal(source(bench), MODEM_STATUS)
    assert.equal(bench.read(6) & 0x01, 1, "MSR[0] says which")
    assert.equal(source(bench), NONE, "reading MSR takes it back")
    bench.writeEnhanced(0xd0)
    bench.line.toDce.setAllowed(true, bench.nowUs)
    assert.equal(source(bench), NONE, "auto-CTS")
})

test("a source that is not enabled is not told", () => {
    const bench = ready(0x00)
    bench.send(counting(20))
    bench.wait(30 * CHARACTER_US)
    assert.equal(source(bench), NONE)
})
