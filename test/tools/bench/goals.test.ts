import assert from "node:assert/strict"
import { test } from "node:test"
import { folderGoals, headerGoals, indexGoals, mountGoal } from "../../../tools/bench/goals.ts"

test("a mount may read two sectors more for each 832 slots", () => {
    const limits = [26, 832, 833, 1664, 8000].map(slots => mountGoal(slots).limit)
    assert.deepEqual(limits, [9, 9, 11, 11, 27])
})

test("what must be read to know the messages grows with the slots, and headers with the messages", () => {
    assert.equal(indexGoals(8000).sectors.limit, 11)
    assert.equal(folderGoals(1016).sectors.limit, 509)
    assert.deepEqual(
        [headerGoals(1016, 1000).sectors.limit, headerGoals(1016, 1000).commands.limit],
        [1509, 1002]
    )
})
