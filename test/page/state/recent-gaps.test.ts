import assert from "node:assert/strict"
import { test } from "node:test"
import { RecentGaps } from "../../../page/state/recent-gaps.ts"

test("gaps are new for ten seconds, and count for ever", () => {
    const gaps = new RecentGaps()
    gaps.note("ear", 2, 1000)
    gaps.note("mouth", 1, 6000)
    assert.equal(gaps.recent(10_999), 3)
    assert.equal(gaps.recent(11_000), 1)
    assert.equal(gaps.recent(16_000), 0)
    assert.equal(gaps.total, 3)
})

test("a count that stays is no news", () => {
    const gaps = new RecentGaps()
    for (const nowMs of [0, 100, 200]) gaps.note("ear", 4, nowMs)
    assert.equal(gaps.total, 4)
    assert.equal(gaps.recent(300), 4)
})

test("an end that counts anew, as each call's does, takes nothing away", () => {
    const gaps = new RecentGaps()
    gaps.note("mouth", 5, 0)
    gaps.note("mouth", 0, 20_000)
    gaps.note("mouth", 1, 30_000)
    assert.equal(gaps.total, 6)
    assert.equal(gaps.recent(30_001), 1)
})
