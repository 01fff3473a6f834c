import assert from "node:assert/strict"
import { test } from "node:test"
import { CommandFrame } from "../../../../sim/chips/sdcard/command-frame.ts"

/** SD Physical Layer Simplified Specification 7.3.1.1. */

function push(frame: CommandFrame, bytes: readonly number[]): boolean[] {
    return bytes.map(byte => frame.push(byte))
}

test("six bytes are a command: index, argument, CRC", () => {
    const frame = new CommandFrame()
    const isLast = push(frame, [0x48, 0x80, 0x00, 0x01, 0xaa, 0x87])
    assert.deepEqual(isLast, [false, false, false, false, false, true])
    assert.equal(frame.index, 8)
    assert.equal(frame.arg, 0x800001aa)
    assert.equal(frame.lastByte, 0x87)
    assert.equal(frame.isCrcRight, false)
    assert.equal(frame.isBegun, false)
    push(frame, [0x48, 0x00, 0x00, 0x01, 0xaa, 0x87])
    assert.equal(frame.isCrcRight, true)
})

test("a frame that is dropped begins anew, and is not ignored any more", () => {
    const frame = new CommandFrame()
    push(frame, [0x51, 0, 0])
    frame.isIgnored = true
    assert.equal(frame.isBegun, true)
    frame.drop()
    assert.equal(frame.isBegun, false)
    assert.equal(frame.isIgnored, false)
    assert.equal(push(frame, [0x40, 0, 0, 0, 0, 0x95]).at(-1), true)
    assert.equal(frame.index, 0)
})
