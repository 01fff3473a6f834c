import { describe, expect, test } from "@devicescript/test"
import { RING_GAP_MAX_MS, RingGaps } from "../../../src/app/ring-gaps"

/** Calls, each with the times of its rings. */
function heard(calls: number[][]): RingGaps {
    const gaps = new RingGaps()
    for (const rings of calls) for (let i = 0; i < rings.length; i++) gaps.note(rings[i], i === 0)
    return gaps
}

describe("gaps between rings", () => {
    test("a line of which nothing is known may take as long as any", () => {
        expect(heard([[10000]]).untilMs(0)).toBe(10000 + RING_GAP_MAX_MS)
        expect(heard([[10000, 16000]]).untilMs(0)).toBe(16000 + RING_GAP_MAX_MS)
    })

    test("two gaps alike, in one call or in two, say what is usual", () => {
        expect(heard([[10000, 16000, 22040]]).untilMs(0)).toBe(22040 + 6040 + 1200)
        expect(heard([[10000, 15000], [90000, 95100], [200000]]).untilMs(0)).toBe(
            200000 + 5100 + 1200
        )
    })

    test("one gap that is different changes nothing, a second one like it does", () => {
        const gaps = heard([[10000, 16000, 22000, 24500]])
        expect(gaps.untilMs(0)).toBe(24500 + 7200)
        gaps.note(27000, false)
        expect(gaps.untilMs(0)).toBe(27000 + 2500 + 1200)
    })

    test("where the card took long, whatever rang meanwhile is still to be seen", () => {
        const gaps = heard([[10000, 16000, 22000]])
        expect(gaps.untilMs(250)).toBe(22250 + 7200)
        expect(gaps.untilMs(9000)).toBe(31000 + RING_GAP_MAX_MS)
    })

    test("rings that were seen together say nothing", () => {
        const gaps = heard([[10000, 10020, 10040]])
        expect(gaps.untilMs(0)).toBe(10040 + RING_GAP_MAX_MS)
        gaps.note(16000, false)
        gaps.note(22000, false)
        expect(gaps.untilMs(0)).toBe(22000 + 6000 + 1200)
    })

    test("what was learnt wrongly is put right by a call that seems to be many", () => {
        const gaps = heard([[10000, 12000, 14000]])
        expect(gaps.untilMs(0)).toBe(14000 + 2000 + 1200)
        for (const atMs of [90000, 96000, 102000]) gaps.note(atMs, true)
        expect(gaps.untilMs(0)).toBe(102000 + 6000 + 1200)
    })

    test("a caller after another one, within seconds, changes nothing", () => {
        const gaps = heard([[10000, 16000, 22000], [90000], [97500]])
        expect(gaps.untilMs(0)).toBe(97500 + 6000 + 1200)
        gaps.note(103500, false)
        expect(gaps.untilMs(0)).toBe(103500 + 6000 + 1200)
    })

    test("it is never longer than on a line of which nothing is known", () => {
        expect(heard([[0, 7500, 15000]]).untilMs(0)).toBe(15000 + RING_GAP_MAX_MS)
    })
})
