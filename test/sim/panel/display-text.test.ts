import assert from "node:assert/strict"
import { test } from "node:test"
import { displayPlan } from "../../../sim/cli/display-plan.ts"
import { DisplayReader } from "../../../sim/panel/display-text.ts"

const WIDTH = 128

function readerOf(height: 32 | 64): DisplayReader {
    return new DisplayReader(WIDTH, height, displayPlan(height)!.font)
}

/** A picture drawn from text: # is a lit point. */
function drawn(height: number, left: number, top: number, rows: readonly string[]): Uint8Array {
    const picture = new Uint8Array(WIDTH * height)
    rows.forEach((row, y) =>
        [...row].forEach((point, x) => {
            if (point === "#") picture[(top + y) * WIDTH + left + x] = 1
        })
    )
    return picture
}

const TALL_A = ["  #  ", " # # ", "#   #", "#   #", "#   #", "#####", "#   #", "#   #", "#   #"]
const SMALL_A = [" ## ", "#  #", "#  #", "####", "#  #", "#  #"]

test("letters are read where they stand", () => {
    const reader = readerOf(64)
    assert.equal(reader.read(drawn(64, 1, 19, TALL_A)), "\nA")
    assert.equal(reader.read(drawn(64, 13, 3, TALL_A)), "  A")
})

test("a display of 32 rows has smaller letters", () => {
    const reader = readerOf(32)
    assert.equal(reader.read(drawn(32, 7, 25, SMALL_A)), "\n\n\n A")
})

test("what is no letter, or stands elsewhere, can't be read", () => {
    const reader = readerOf(64)
    assert.equal(reader.read(drawn(64, 1, 18, TALL_A)), "\n\u{fffd}")
    assert.match(reader.read(drawn(64, 3, 3, TALL_A)), /\u{fffd}/u)
})

test("a dark display says nothing", () => {
    assert.equal(readerOf(64).read(new Uint8Array(WIDTH * 64)), "")
})
