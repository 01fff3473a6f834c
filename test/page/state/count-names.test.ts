import assert from "node:assert/strict"
import { test } from "node:test"
import { countName } from "../../../page/state/count-names.ts"

test("a count has a name, and a command of the card its code and what it asks for", () => {
    assert.equal(countName("bus transfers"), "transfers on the SPI bus")
    assert.equal(countName("card commands CMD17"), "card command CMD17: read a sector")
    assert.equal(countName("card commands ACMD41"), "card command ACMD41: get ready")
})

test("what has no name keeps its own", () => {
    assert.equal(countName("card commands CMD63"), "card command CMD63")
    assert.equal(countName("bus wheels"), "bus wheels")
})
