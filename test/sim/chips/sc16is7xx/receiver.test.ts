import assert from "node:assert/strict"
import { test } from "node:test"
import { Receiver } from "../../../../sim/chips/sc16is7xx/receiver.ts"
import { SerialDirection } from "../../../../sim/wire/serial-direction.ts"
import { counting } from "./uart-bench.ts"

/** One character of ten bits at 115,200 baud. */
const CHARACTER_US = 1e7 / 115_200

function makeReceiver() {
    const line = new SerialDirection()
    line.setBaud(115_200)
    const receiver = new Receiver(line)
    receiver.bitUs = CHARACTER_US / 10
    receiver.enableFifo()
    return { line, receiver }
}

test("characters are in the FIFO when their last bit has come, not before", () => {
    const { line, receiver } = makeReceiver()
    line.send([0x41, 0x42], 0)
    receiver.pull(1.5 * CHARACTER_US)
    assert.equal(receiver.level, 1)
    receiver.pull(2.1 * CHARACTER_US)
    assert.deepEqual([receiver.read(300), receiver.read(300)], [0x41, 0x42])
})

test("the sixty-fifth character is lost and leaves the overrun mark", () => {
    const { line, receiver } = makeReceiver()
    line.send(counting(65), 0)
    receiver.pull(70 * CHARACTER_US)
    assert.equal(receiver.level, 64)
    assert.ok(receiver.hasOverrun)
    assert.equal(receiver.read(7000), 0)
})

test("four character times of quiet are a time-out, and reading begins them anew", () => {
    const { line, receiver } = makeReceiver()
    line.send([1, 2], 0)
    receiver.pull(10 * CHARACTER_US)
    const lastUs = 2 * CHARACTER_US
    assert.equal(receiver.isTimedOut(lastUs + 3.9 * CHARACTER_US), false)
    assert.equal(receiver.isTimedOut(lastUs + 4.1 * CHARACTER_US), true)
    receiver.read(lastUs + 4.1 * CHARACTER_US)
    assert.equal(receiver.isTimedOut(lastUs + 5 * CHARACTER_US), false)
})

test("an empty FIFO never times out", () => {
    const { receiver } = makeReceiver()
    assert.equal(receiver.isTimedOut(1e9), false)
})

test("auto-RTS stops the sender at the halt level and lets it go on at the resume level", () => {
    const { line, receiver } = makeReceiver()
    line.isFlowObeyed = true
    receiver.setAutoRts({ halt: 16, resume: 8 }, 0)
    line.send(counting(64), 0)
    receiver.pull(100 * CHARACTER_US)
    // The sender may have begun one more when it sees RTS# rise.
    assert.ok(receiver.level >= 16 && receiver.level <= 17, `${receiver.level}`)
    assert.equal(line.isAllowed, false)
    for (let i = receiver.level; i > 8; i--) receiver.read(9000)
    assert.equal(line.isAllowed, true)
})

test("a character at the wrong rate carries the mark of a missing stop bit into the line status", () => {
    const { line, receiver } = makeReceiver()
    receiver.bitUs = CHARACTER_US / 10 / 2
    line.send([0x00], 0)
    receiver.pull(5 * CHARACTER_US)
    assert.equal(receiver.errorCount, 1)
    // LSR[3] of the next character, LSR[7] for the FIFO as a whole, LSR[0] data.
    assert.equal(receiver.lineStatus, 0x89)
    receiver.read(500)
    assert.equal(receiver.lineStatus, 0)
})

test("switched off, the receiver hears nothing", () => {
    const { line, receiver } = makeReceiver()
    receiver.isEnabled = false
    line.send([1, 2, 3], 0)
    receiver.pull(10 * CHARACTER_US)
    assert.equal(receiver.level, 0)
})
