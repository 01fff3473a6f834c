import assert from "node:assert/strict"
import { test } from "node:test"
import { decodeNextFree, encodeFsInfo, updateFsInfo } from "../../../sim/card/fs-info.ts"

test("FSInfo has three signatures and two counts", () => {
    const sector = encodeFsInfo(1000, 77)
    const words = [0, 0x1e4, 0x1e8, 0x1ec, 0x1fc].map(at => sector.readUInt32LE(at))
    assert.deepEqual(words, [0x41615252, 0x61417272, 1000, 77, 0xaa550000])
    assert.equal(decodeNextFree(sector), 77)
})

test("an update changes the two counts alone", () => {
    const sector = encodeFsInfo(1000, 77)
    sector.fill(0x5a, 4, 0x1e4)
    const expected = Buffer.from(sector)
    expected.writeUInt32LE(999, 0x1e8)
    expected.writeUInt32LE(78, 0x1ec)
    updateFsInfo(sector, 999, 78)
    assert.deepEqual(sector, expected)
})

test("a sector that is no FSInfo is neither believed nor changed", () => {
    const sector = Buffer.alloc(512, 1)
    assert.equal(decodeNextFree(sector), undefined)
    updateFsInfo(sector, 1, 2)
    assert.deepEqual(sector, Buffer.alloc(512, 1))
})
