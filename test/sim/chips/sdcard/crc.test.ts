import assert from "node:assert/strict"
import { test } from "node:test"
import { crc16, crc7Byte } from "../../../../sim/chips/sdcard/crc.ts"

/** Worked examples of the SD Physical Layer Simplified Specification, clause 4.5. */

test("CRC7 of CMD0, CMD8 0x1AA, CMD17 and of the response to CMD17", () => {
    assert.equal(crc7Byte(Uint8Array.of(0x40, 0, 0, 0, 0), 5), 0x95)
    assert.equal(crc7Byte(Uint8Array.of(0x48, 0, 0, 0x01, 0xaa), 5), 0x87)
    assert.equal(crc7Byte(Uint8Array.of(0x51, 0, 0, 0, 0), 5), 0x55)
    assert.equal(crc7Byte(Uint8Array.of(0x11, 0, 0, 0x09, 0), 5), 0x67)
})

test("CRC16 of 512 bytes FF is 7FA1", () => {
    assert.equal(crc16(new Uint8Array(512).fill(0xff), 512), 0x7fa1)
})
