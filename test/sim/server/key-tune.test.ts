import assert from "node:assert/strict"
import { test } from "node:test"
import { KeyTune } from "../../../sim/server/key-tune.ts"

/** What happens in each 5 ms up to the end: "12 at 160": that key, so many ms after the beginning. */
function played(keys: string): string[] {
    const tune = new KeyTune(keys)
    const moves: string[] = []
    for (let ms = 0; !tune.isOver; ms += 5) {
        const move = tune.beat()
        if (move !== undefined) moves.push(`${move} at ${ms}`)
        assert.ok(ms < 60_000)
    }
    return moves
}

test("each key is down for 80 ms, and up for as long before the next", () => {
    assert.deepEqual(played("5#"), ["5 at 0", "up at 80", "# at 160", "up at 240"])
})

test("a comma is a second more, and spaces are nothing", () => {
    assert.deepEqual(played("1, 2"), ["1 at 0", "up at 80", "2 at 1160", "up at 1240"])
    assert.deepEqual(played(" "), [])
})
