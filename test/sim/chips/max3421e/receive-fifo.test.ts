import assert from "node:assert/strict"
import { test } from "node:test"
import { ReceiveFifo } from "../../../../sim/chips/max3421e/receive-fifo.ts"

test("packets are read one after another, each until it is given back", () => {
    const fifo = new ReceiveFifo()
    assert.equal(fifo.hasPacket, false)
    assert.equal(fifo.count, 0)
    fifo.put(Uint8Array.of(1, 2))
    fifo.put(Uint8Array.of(3))
    assert.equal(fifo.count, 2)
    assert.deepEqual(
        [fifo.read(), fifo.unreadCount, fifo.read(), fifo.read()],
        [1, 1, 2, undefined]
    )
    assert.equal(fifo.unreadCount, 0)
    fifo.release()
    assert.deepEqual([fifo.count, fifo.read()], [1, 3])
    fifo.release()
    assert.equal(fifo.hasPacket, false)
})

test("a reset empties it", () => {
    const fifo = new ReceiveFifo()
    fifo.put(Uint8Array.of(1))
    fifo.reset()
    assert.equal(fifo.hasPacket, false)
    assert.equal(fifo.read(), undefined)
})
