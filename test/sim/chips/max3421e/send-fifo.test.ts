import assert from "node:assert/strict"
import { test } from "node:test"
import { SendFifo } from "../../../../sim/chips/max3421e/send-fifo.ts"

function filled(...bytes: number[]): SendFifo {
    const fifo = new SendFifo()
    for (const byte of bytes) fifo.write(byte)
    return fifo
}

test("what was counted goes out in order, and stays until it is acknowledged", () => {
    const fifo = filled(1, 2)
    assert.equal(fifo.hasPacket, false)
    assert.equal(fifo.setCount(2), undefined)
    fifo.write(3)
    fifo.setCount(1)
    assert.equal(fifo.isAvailable, false)
    assert.deepEqual([...fifo.packet()], [1, 2])
    assert.deepEqual([...fifo.packet()], [1, 2])
    fifo.acknowledged()
    assert.deepEqual([...fifo.packet()], [3])
    assert.equal(fifo.isAvailable, true)
})

test("a packet that is taken back keeps its bytes, and the pointer is at the first", () => {
    const fifo = filled(1, 2, 3)
    fifo.setCount(3)
    fifo.refused()
    assert.equal(fifo.isRepeat, true)
    assert.equal(fifo.setCount(0), undefined)
    assert.equal(fifo.hasPacket, false)
    fifo.write(9)
    assert.equal(fifo.setCount(3), undefined)
    assert.equal(fifo.isRepeat, false)
    assert.deepEqual([...fifo.packet()], [9, 2, 3])
})

test("a count of 0 with nothing to take back is an empty packet", () => {
    const fifo = new SendFifo()
    assert.equal(fifo.setCount(0), undefined)
    assert.equal(fifo.hasPacket, true)
    assert.equal(fifo.packet().length, 0)
})

test("mistakes have names", () => {
    assert.equal(filled(1, 2).setCount(3), "count")
    assert.equal(filled(1, 2).setCount(1), "count")
    const long = new SendFifo()
    for (let i = 0; i < 64; i++) assert.equal(long.write(i), undefined)
    assert.equal(long.write(64), "long")
    const full = filled(1)
    full.setCount(1)
    full.write(2)
    full.setCount(1)
    assert.equal(full.write(3), "full")
    assert.equal(full.setCount(1), "full")
})
