import assert from "node:assert/strict"
import { test } from "node:test"
import { besides, LIBRARIES } from "../../../../tools/bench/storage/libraries.ts"

const { record, list } = LIBRARIES

test("behind a figure stand the floor and the libraries, usual and best, at the same number of messages", () => {
    assert.equal(besides(65, record.commands, 1000), "floor 65  FatFs 1,278, 153  SdFat 2,658, 146")
})

test("where that number was not counted, the nearest one stands there, and says so", () => {
    assert.equal(
        besides(940, record.written, 10),
        "floor 940  FatFs 1,107, 1,013  SdFat 1,092, 1,012  (at 100)"
    )
    assert.match(
        besides(65, record.commands, 7984),
        /FatFs 2,422, 237 {2}SdFat 4,504, 190 {2}\(at 10,000\)$/
    )
})

test("equal counts stand once, and a dash for what nobody counted", () => {
    assert.equal(besides(undefined, list.sectors, 100), "FatFs 8  SdFat 8")
    assert.equal(besides(102, list.headerCommands, 100), "floor 102  FatFs –  SdFat 216")
    assert.equal(besides(3, undefined, 100), "floor 3")
})
