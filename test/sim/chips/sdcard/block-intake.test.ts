import assert from "node:assert/strict"
import { test } from "node:test"
import {
    BlockIntake,
    START_MANY_TOKEN,
    START_ONE_TOKEN,
} from "../../../../sim/chips/sdcard/block-intake.ts"
import { crc16 } from "../../../../sim/chips/sdcard/crc.ts"

/** A sector of counting bytes with its CRC16, and what follows it on the bus. */
function frame(crcOffset = 0): Uint8Array {
    const bytes = Uint8Array.from({ length: 520 }, (_, i) => (i < 512 ? i & 0xff : 0xff))
    const crc = crc16(bytes, 512) + crcOffset
    bytes[512] = crc >> 8
    bytes[513] = crc & 0xff
    return bytes
}

test("a block may come in any pieces, and ends where it ends", () => {
    const sent = frame()
    for (let cut = 0; cut <= 514; cut += 1) {
        const intake = new BlockIntake(START_MANY_TOKEN, 7)
        intake.begin()
        assert.equal(intake.take(sent.subarray(0, cut), 0), cut)
        if (cut < 514) assert.equal(intake.isComplete, false)
        assert.equal(intake.take(sent, cut), 514 - cut)
        assert.equal(intake.isComplete, true)
        assert.equal(intake.isCrcRight, true)
        assert.deepEqual(intake.bytes, sent.subarray(0, 512))
    }
})

test("a wrong CRC is seen", () => {
    const intake = new BlockIntake(START_ONE_TOKEN, 7)
    intake.begin()
    intake.take(frame(1), 0)
    assert.equal(intake.isCrcRight, false)
})

test("a block that was given up leaves room for the next", () => {
    const intake = new BlockIntake(START_MANY_TOKEN, 7)
    intake.beginDiscarded()
    assert.equal(intake.isDiscarding, true)
    intake.take(new Uint8Array(100), 0)
    intake.abandon()
    assert.equal(intake.isMidBlock, false)
    intake.begin()
    assert.equal(intake.isDiscarding, false)
    assert.equal(intake.take(frame(), 0), 514)
    assert.equal(intake.bytes[511], 0xff)
})

test("the token says whether it is a run", () => {
    assert.equal(new BlockIntake(START_MANY_TOKEN, 0).isRun, true)
    assert.equal(new BlockIntake(START_ONE_TOKEN, 0).isRun, false)
})
