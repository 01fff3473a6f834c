import assert from "node:assert/strict"
import { test } from "node:test"
import { decodeDateTime, encodeDate, encodeTime, FAT_EPOCH } from "../../../sim/card/fat-time.ts"

const AFTERNOON = { year: 2026, month: 11, day: 22, hour: 14, minute: 5, second: 31 }

test("date and time have the bits of the specification", () => {
    assert.equal(encodeDate(FAT_EPOCH), 0x0021)
    assert.equal(encodeDate(AFTERNOON), (46 << 9) | (11 << 5) | 22)
    assert.equal(encodeTime(AFTERNOON), (14 << 11) | (5 << 5) | 15)
})

test("a time is read back to the even second", () => {
    const read = decodeDateTime(encodeDate(AFTERNOON), encodeTime(AFTERNOON))
    assert.deepEqual(read, { ...AFTERNOON, second: 30 })
})

test("a time that FAT can't hold is refused", () => {
    assert.throws(() => encodeDate({ ...AFTERNOON, year: 1979 }), /year 1979 .* 1980 to 2107/)
    assert.throws(() => encodeDate({ ...AFTERNOON, month: 13 }), /month 13/)
    assert.throws(() => encodeTime({ ...AFTERNOON, hour: 24 }), /hour 24/)
    assert.throws(() => encodeTime({ ...AFTERNOON, second: 1.5 }), /second 1.5/)
})
