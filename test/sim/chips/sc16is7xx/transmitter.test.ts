import assert from "node:assert/strict"
import { test } from "node:test"
import { Transmitter } from "../../../../sim/chips/sc16is7xx/transmitter.ts"
import { SerialDirection } from "../../../../sim/wire/serial-direction.ts"

const BIT_US = 1e6 / 115_200

function makeTransmitter() {
    const line = new SerialDirection()
    const returnLine = new SerialDirection()
    returnLine.setBaud(115_200)
    const transmitter = new Transmitter(line, returnLine)
    transmitter.setBitTime(BIT_US)
    return { line, transmitter }
}

test("without its FIFO it holds one character, with it sixty-four", () => {
    const { transmitter } = makeTransmitter()
    assert.equal(transmitter.room, 1)
    transmitter.enableFifo()
    assert.equal(transmitter.room, 64)
})

test("what the line has not taken is still in the FIFO", () => {
    const { line, transmitter } = makeTransmitter()
    transmitter.enableFifo()
    transmitter.write(Uint8Array.of(1, 2, 3), 0)
    assert.equal(transmitter.level, 3)
    // LSR[5] and LSR[6]: nothing waits, nothing is being sent.
    assert.equal(transmitter.lineStatus, 0)
    while (line.take(1000) !== undefined);
    assert.equal(transmitter.room, 64)
    assert.equal(transmitter.lineStatus, 0x60)
})

test("CTS# stops the line where it is obeyed, and only there", () => {
    const { line, transmitter } = makeTransmitter()
    transmitter.enableFifo()
    transmitter.obeyCts()
    line.setAllowed(false, 0)
    transmitter.write(Uint8Array.of(1, 2), 0)
    assert.equal(line.take(10_000), undefined)
    assert.equal(transmitter.nextRoomUs(64), undefined)
    transmitter.ignoreCts()
    assert.equal(line.take(20_000), 1)
})

test("room for so many is there when the excess has been shifted out", () => {
    const { transmitter } = makeTransmitter()
    transmitter.enableFifo()
    transmitter.write(new Uint8Array(64), 0)
    const roomUs = transmitter.nextRoomUs(2)
    assert.ok(Math.abs(roomUs! - 2 * 10 * BIT_US) < 1, `${roomUs}`)
})

test("a host at another rate sends what the other side cannot make out", () => {
    const { line, transmitter } = makeTransmitter()
    transmitter.enableFifo()
    transmitter.setBitTime(2 * BIT_US)
    transmitter.write(Uint8Array.of(0x55), 0)
    assert.notEqual(line.take(1000), 0x55)
})
