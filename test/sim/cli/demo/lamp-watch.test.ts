import assert from "node:assert/strict"
import { test } from "node:test"
import {
    LampWatch,
    flashCount,
    lampChange,
    type LampSign,
} from "../../../../sim/cli/demo/lamp-watch.ts"
import { type TimelineEvent } from "../../../../sim/report/timeline.ts"
import { at, blinks, flashes } from "./events.ts"

/** All that became clear while these happened, and a second after. */
function watch(lamp: LampWatch, events: readonly TimelineEvent[]): LampSign[] {
    const signs = events.map(event => lamp.notice(event))
    return [...signs, lamp.pass(events.at(-1)!.tMs + 1000)].filter(sign => sign !== undefined)
}

/** So many blinks, round after round, 1.5 s apart. */
function rounds(fromMs: number, count: number, blinksInRound: number): TimelineEvent[] {
    const roundMs = 600 * blinksInRound + 1200
    return Array.from({ length: count }, (_, i) =>
        blinks(fromMs + roundMs * i, blinksInRound, 300, 600)
    ).flat()
}

test("what is blinked is told when it has come twice, once", () => {
    const signs = watch(new LampWatch(), rounds(100, 4, 3))
    assert.deepEqual(
        signs.map(({ blinks, flashes, tMs }) => ({ blinks, flashes, tMs })),
        [{ blinks: 3, flashes: 0, tMs: 5600 }]
    )
    assert.equal(signs[0]!.changes.length, 12)
    assert.equal(signs[0]!.changes[0]!.tMs, 100)
})

test("another number is told, and its drawing has nothing of the one before", () => {
    const lamp = new LampWatch()
    watch(lamp, rounds(0, 2, 1))
    const [sign, ...more] = watch(lamp, rounds(4000, 3, 2))
    assert.equal(sign!.blinks, 2)
    assert.equal(sign!.changes[0]!.tMs, 4000)
    assert.deepEqual(more, [])
})

test("a round that was broken off is not believed", () => {
    const lamp = new LampWatch()
    watch(lamp, rounds(0, 2, 3))
    assert.deepEqual(watch(lamp, rounds(6000, 1, 2)), [])
})

test("a lamp that was lit is looked at anew", () => {
    const lamp = new LampWatch()
    watch(lamp, rounds(0, 2, 1))
    const lit = blinks(4000, 1, 5000, 0)
    const [sign] = watch(lamp, [...lit, ...rounds(9300, 2, 1)])
    assert.equal(sign!.blinks, 1)
    assert.equal(sign!.changes[0]!.tMs, 9300)
})

test("a lamp that goes dark while it is dark is no news", () => {
    const watch = new LampWatch()
    assert.equal(watch.notice(at(0, "panel lamp", { value: 0 })), undefined)
    assert.equal(watch.isOn, false)
    assert.equal(watch.darkSince(10_000), undefined)
})

test("flashes are counted from dark to light", () => {
    const changes = flashes(0, 3).map(event => lampChange(event)!)
    assert.equal(flashCount(changes), 3)
    assert.equal(flashCount([]), 0)
    assert.equal(
        flashCount([
            { tMs: 0, value: 0.5 },
            { tMs: 9, value: 1 },
        ]),
        1
    )
})

test("a long blink says that calls wait, alone and before flashes", () => {
    const long = (fromMs: number) => blinks(fromMs, 1, 800, 800)
    const alone = watch(new LampWatch(), [...long(0), ...long(2300)])
    assert.deepEqual(
        alone.map(({ blinks, flashes, isReturnDue }) => ({ blinks, flashes, isReturnDue })),
        [{ blinks: 0, flashes: 0, isReturnDue: true }]
    )
    const both = watch(new LampWatch(), [...long(0), ...blinks(2300, 2, 100, 200), ...long(4200)])
    assert.deepEqual(
        both.map(({ flashes, isReturnDue }) => ({ flashes, isReturnDue })),
        [{ flashes: 2, isReturnDue: true }]
    )
})
