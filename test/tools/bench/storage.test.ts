import assert from "node:assert/strict"
import { test } from "node:test"
import { messageSectors } from "../../../tools/bench/storage.ts"

test("a message is its sound, the header before it, and the end that joins it", () => {
    const sound = [101, 102, 103, 104]
    const written = new Set([...sound, 105, 100, 40, 107])
    assert.deepEqual([...messageSectors(sound, written)], [100, 101, 102, 103, 104, 105])
})
