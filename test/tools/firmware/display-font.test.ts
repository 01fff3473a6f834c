import assert from "node:assert/strict"
import { test } from "node:test"
import { columnsOf, fontTables, parseFont, placesOf } from "../../../tools/firmware/display-font.ts"

/** A letter of two columns, the left one lit in rows 0 and 8, the right one in row 1. */
const LETTERS = [
    { codePoint: 0x3f, rows: [0] },
    { codePoint: 0x41, rows: [0x80, 0x40, 0, 0, 0, 0, 0, 0, 0x80] },
]

test("a line is a letter, and others are refused by their number", () => {
    assert.deepEqual(parseFont("# text\n0041 8040 A\n", "f"), [
        { codePoint: 0x41, rows: [0x80, 0x40] },
    ])
    assert.throws(() => parseFont("0041 8040 A\n41 80\n", "f.txt"), /f\.txt:2/)
})

test("columns are bytes, the upper point in bit 0, page by page", () => {
    const table = columnsOf(LETTERS, 2, 0)
    assert.deepEqual([...table.subarray(12)], [1, 2, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0])
    assert.deepEqual([...columnsOf(LETTERS, 2, 1).subarray(12, 20)], [2, 4, 0, 0, 0, 0, 2, 0])
})

test("what has no letter is a question mark", () => {
    const places = placesOf(LETTERS)
    assert.deepEqual([places[0x41], places[0x42], places[0x44f]], [1, 0, 0])
})

test("both fonts have a letter for everything that names and texts are written with here", () => {
    const tables = fontTables()
    const places = tables["LETTER_OF"]!
    const unknown = places[0x3f]
    for (const letter of "ĄĆĘŁŃÓŚŹŻąćęłńóśźżЁЙЩЪЫЭЮЯёйщъыэюяÄÖÜäöüßÉéçñ~@#*")
        assert.notEqual(places[letter.codePointAt(0)!], unknown, letter)
    const count = tables["SMALL_LETTERS"]!.length / 6
    assert.equal(tables["TALL_LETTERS"]!.length / 12, count)
    assert.ok(count <= 256)
})
