import assert from "node:assert/strict"
import { test } from "node:test"
import { ControlPipe, type Request } from "../../../../sim/chips/usb/control-pipe.ts"

const EMPTY = new Uint8Array(0)

function pipe(answer: Uint8Array | undefined, isTold = true) {
    const completed: Request[] = []
    const told: number[][] = []
    const control = new ControlPipe(8, 100, {
        asked: () => answer,
        told: (_request, bytes) => {
            told.push([...bytes])
            return isTold
        },
        completed: request => completed.push(request),
    })
    return { control, completed, told }
}

const setup = (...bytes: number[]) => Uint8Array.from(bytes)

test("data to the host comes in packets, DATA1 first, and is busy at first", () => {
    const { control, completed } = pipe(Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]))
    control.setup(setup(0x80, 6, 0, 1, 0, 0, 18, 0), 0)
    assert.equal(control.in(50), "nak")
    assert.deepEqual(control.in(200), { toggle: 1, bytes: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) })
    control.acknowledged(200)
    assert.deepEqual(control.in(200), { toggle: 0, bytes: Uint8Array.of(9, 10) })
    control.acknowledged(200)
    assert.equal(completed.length, 0)
    assert.equal(control.out({ toggle: 1, bytes: EMPTY }, 200), "ack")
    assert.equal(completed[0]?.length, 18)
})

test("no more is sent than was asked for", () => {
    const { control } = pipe(Uint8Array.from([1, 2, 3, 4]))
    control.setup(setup(0x80, 6, 0, 1, 0, 0, 2, 0), 0)
    assert.deepEqual(control.in(200), { toggle: 1, bytes: Uint8Array.of(1, 2) })
})

test("data from the host is put together, and done with the status stage", () => {
    const { control, completed, told } = pipe(EMPTY)
    control.setup(setup(0x21, 0x20, 0, 0, 0, 0, 3, 0), 0)
    assert.equal(control.out({ toggle: 1, bytes: Uint8Array.of(7, 8) }, 200), "ack")
    // The same again: the host has not heard the ACK.
    assert.equal(control.out({ toggle: 1, bytes: Uint8Array.of(7, 8) }, 200), "ack")
    assert.equal(control.out({ toggle: 0, bytes: Uint8Array.of(9) }, 200), "ack")
    assert.deepEqual(told, [[7, 8, 9]])
    assert.deepEqual(control.in(200), { toggle: 1, bytes: EMPTY })
    assert.equal(completed.length, 0)
    control.acknowledged(200)
    assert.equal(completed.length, 1)
})

test("what is refused is stalled until the next set-up", () => {
    const { control } = pipe(undefined)
    control.setup(setup(0x80, 6, 0, 6, 0, 0, 10, 0), 0)
    assert.equal(control.in(200), "stall")
    assert.equal(control.out({ toggle: 1, bytes: EMPTY }, 200), "stall")
    const { control: other } = pipe(EMPTY, false)
    other.setup(setup(0x21, 0x20, 0, 0, 0, 0, 1, 0), 0)
    assert.equal(other.out({ toggle: 1, bytes: Uint8Array.of(1) }, 200), "ack")
    assert.equal(other.in(200), "stall")
})
