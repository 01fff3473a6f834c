import assert from "node:assert/strict"
import { test, type TestContext } from "node:test"
import { latest } from "../../../page/state/page-state.ts"
import { SectorWatch } from "../../../page/state/sector-watch.ts"
import { SECTORS_HEADER } from "../../../sim/protocol/messages.ts"
import { type TimelineEvent } from "../../../sim/report/timeline.ts"

const write = (lba: number, count: number): TimelineEvent => ({
    ...{ tMs: 0, source: "card", event: "write" },
    fields: { lba, count },
})

/** What was read from sectors 100 to 109. */
function watched(t: TestContext) {
    t.mock.timers.enable({ apis: ["setTimeout"] })
    let changes = 0
    const watch = new SectorWatch(() => changes++)
    const headers = { [SECTORS_HEADER]: JSON.stringify([{ first: 100, count: 10 }]) }
    watch.noteAnswer(new Response("", { headers }))
    t.after(watch.begin())
    /** @returns how often it is to be read again */
    const changesAfter = (...events: TimelineEvent[]) => {
        changes = 0
        latest.value = events
        t.mock.timers.tick(1000)
        return changes
    }
    return { watch, changesAfter }
}

test("a write to one of its sectors is seen, however it lies, and no other", t => {
    const { changesAfter } = watched(t)
    assert.equal(changesAfter(write(99, 1)), 0)
    assert.equal(changesAfter(write(99, 2)), 1)
    assert.equal(changesAfter(write(109, 15)), 1)
    assert.equal(changesAfter(write(110, 15)), 0)
    assert.equal(changesAfter(write(0, 1000)), 1)
    assert.equal(changesAfter({ ...write(100, 1), event: "remove" }), 0)
})

test("many writes are one change, and one that comes later another", t => {
    const { changesAfter } = watched(t)
    assert.equal(changesAfter(write(100, 1), write(103, 1)), 1)
    latest.value = [write(104, 1)]
    assert.equal(changesAfter(write(105, 1)), 1)
    assert.equal(changesAfter(write(106, 1)), 1)
})

test("what could not be read may be there after any write", t => {
    const { watch, changesAfter } = watched(t)
    watch.noteAnswer(new Response("no FAT volume", { status: 409 }))
    assert.equal(changesAfter(write(5, 1)), 1)
})

test("who does not look is told nothing, not even of what was written before", t => {
    t.mock.timers.enable({ apis: ["setTimeout"] })
    let changes = 0
    const end = new SectorWatch(() => changes++).begin()
    latest.value = [write(1, 1)]
    end()
    latest.value = [write(2, 1)]
    t.mock.timers.tick(1000)
    assert.equal(changes, 0)
})
