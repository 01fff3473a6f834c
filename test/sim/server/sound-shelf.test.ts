import assert from "node:assert/strict"
import { test } from "node:test"
import { SoundShelf } from "../../../sim/server/sound-shelf.ts"

const SECOND = new Float32Array(8000)

test("what is sent is found beside what lies there, under a name of its own", () => {
    const shelf = new SoundShelf(new Map([["dentist", SECOND]]))
    const [first, second] = [shelf.add("memo", SECOND), shelf.add("memo", SECOND)]
    assert.notEqual(first, second)
    assert.equal(shelf.find(second), SECOND)
    assert.deepEqual(
        shelf.list().map(({ name }) => name),
        ["dentist", first, second]
    )
    assert.equal(shelf.list()[0]!.seconds, 1)
    assert.equal(shelf.find("other"), undefined)
})

test("nine that were sent are kept, and all that lay there", () => {
    const shelf = new SoundShelf(new Map([["dentist", SECOND]]))
    const names = Array.from({ length: 10 }, () => shelf.add("memo", SECOND))
    assert.equal(shelf.find(names[0]!), undefined)
    assert.deepEqual(
        shelf.list().map(({ name }) => name),
        ["dentist", ...names.slice(1)]
    )
})
