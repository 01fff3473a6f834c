import assert from "node:assert/strict"
import { test } from "node:test"
import { SerialDirection } from "../../../sim/wire/serial-direction.ts"

const BYTE_US = 10e6 / 115_200

function takeAll(line: SerialDirection, untilUs: number): number[] {
    const bytes: number[] = []
    for (let b = line.take(untilUs); b !== undefined; b = line.take(untilUs)) bytes.push(b)
    return bytes
}

function isNear(actual: number | undefined, expected: number): boolean {
    return actual !== undefined && Math.abs(actual - expected) < 0.001
}

test("bytes arrive one after the other, 10 bits each", () => {
    const line = new SerialDirection()
    line.send([1, 2, 3], 100)
    assert.ok(isNear(line.nextArrivalUs(), 100 + BYTE_US))
    assert.ok(isNear(line.lastArrivalUs(), 100 + 3 * BYTE_US))
    assert.deepEqual(takeAll(line, 100 + 2.5 * BYTE_US), [1, 2])
    assert.ok(isNear(line.lastTakenUs, 100 + 2 * BYTE_US))
    assert.equal(line.pendingCount, 1)
})

test("an idle line starts when bytes are handed over", () => {
    const line = new SerialDirection()
    line.send([1], 0)
    takeAll(line, 1000)
    line.send([2], 5000)
    assert.ok(isNear(line.nextArrivalUs(), 5000 + BYTE_US))
})

test("flow control lets the byte that has started finish, and none after it", () => {
    const line = new SerialDirection()
    line.send([1, 2, 3], 0)
    line.setAllowed(false, BYTE_US / 2)
    assert.deepEqual(takeAll(line, 10_000), [1])
    assert.equal(line.nextArrivalUs(), undefined)
    line.setAllowed(true, 10_000)
    assert.ok(isNear(line.nextArrivalUs(), 10_000 + BYTE_US))
    assert.deepEqual(takeAll(line, 20_000), [2, 3])
})

test("a sender that does not obey flow control goes on", () => {
    const line = new SerialDirection()
    line.isFlowObeyed = false
    line.setAllowed(false, 0)
    line.send([1, 2], 0)
    assert.deepEqual(takeAll(line, 1000), [1, 2])
    assert.equal(line.isAllowed, false)
})

test("the rate can be changed, and what is pending dropped", () => {
    const line = new SerialDirection()
    line.setBaud(9600)
    line.send([1, 2], 0)
    assert.ok(isNear(line.nextArrivalUs(), 10e6 / 9600))
    line.clear()
    assert.equal(line.pendingCount, 0)
    assert.equal(line.nextArrivalUs(), undefined)
})

test("thousands of bytes pass in order", () => {
    const line = new SerialDirection()
    const sent = Array.from({ length: 10_000 }, (_, i) => i & 0xff)
    line.send(sent, 0)
    assert.deepEqual(takeAll(line, 2_000_000), sent)
})

test("the receiver is told of bytes handed over", () => {
    const line = new SerialDirection()
    let calls = 0
    line.onSend = () => calls++
    line.send([1, 2], 0)
    assert.equal(calls, 1)
})
