/** Whether verdicts are summed up as the goals need it, and bad ones are called so. */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import type { CutVariant } from "../../../sim/chips/sdcard/power-cut.ts"
import { goalsOf, type OperationResult } from "../../../tools/powercut/goals.ts"
import type { PlannedCut } from "../../../tools/powercut/plan.ts"
import { badCuts, formatOperation } from "../../../tools/powercut/report.ts"
import { sumCalls, tally } from "../../../tools/powercut/tally.ts"
import type { Verdict } from "../../../tools/powercut/verdict.ts"

const GOOD: Verdict = {
    before: [],
    after: [],
    damages: [],
    troubles: [],
    foundBytes: 8000,
    wrongBytes: 0,
    cost: { commands: 20, sectorsWritten: 3 },
    readyCommands: 24,
    writes: 4,
}

function cut(position: number, variant: CutVariant, hash = `${position} ${variant}`): PlannedCut {
    return { position, variant, hash, arrivedBytes: 12_000 }
}

function resultOf(cuts: readonly PlannedCut[], verdicts: Readonly<Record<string, Verdict>>) {
    const rows = tally(cuts, ({ hash }) => verdicts[hash] ?? GOOD, true)
    const kinds = {
        name: "record",
        format: "fat32",
        isCall: true,
        isConstruction: false,
        isWhole: true,
    } as const
    return { ...kinds, writes: 1, rows, seconds: [] }
}

function goal(result: OperationResult, name: string, what = "") {
    return goalsOf([result]).find(each => each.name === name && each.what.includes(what))!
}

describe("a tally", () => {
    test("counts cuts and distinct cards, and what was lost of the sound", () => {
        const cuts = [cut(1, "before", "x"), cut(2, "before", "x"), cut(3, "before")]
        const row = resultOf(cuts, {}).rows.find(({ variant }) => variant === "before")!
        assert.deepEqual([row.tried, row.distinct, row.cleanBefore], [3, 2, 3])
        assert.deepEqual([row.lostMean, row.lostMax], [0.5, 0.5])
        assert.deepEqual([row.commandsMax, row.sectorsMax, row.bad.length], [20, 3, 0])
    })

    test("leaves out what was not tried", () => {
        const rows = tally([cut(1, "before")], () => undefined, true)
        assert.ok(rows.every(({ tried }) => tried === 0))
    })

    test("allows a sector of wrong sound where it was destroyed, and none where it was not", () => {
        const verdicts = { a: { ...GOOD, wrongBytes: 512 }, b: { ...GOOD, wrongBytes: 512 } }
        const { rows } = resultOf([cut(1, "zeros", "a"), cut(1, "before", "b")], verdicts)
        const bad = rows.filter(row => row.bad.length > 0)
        assert.deepEqual(
            bad.map(({ variant }) => variant),
            ["before"]
        )
    })

    for (const [name, part] of [
        ["a volume that is not clean after recovery", { after: ["2 lost clusters"] }],
        ["an earlier file that was damaged", { damages: ["README.txt is gone"] }],
        ["a panic", { troubles: ["panic: 60001"] }],
    ] as const)
        test(`calls ${name} bad, and says how to play it again`, () => {
            const result = resultOf([cut(7, "before", "a")], { a: { ...GOOD, ...part } })
            const [line, ...others] = badCuts(result)
            assert.match(line!, /^--only record:prefix:7: ./)
            assert.deepEqual(others, [])
            assert.equal(goal(result, "").isMet, false)
        })
})

describe("calls that were cut off", () => {
    const whole = { messages: 1, named: 1, lines: 1, problems: [] }
    const verdicts = {
        a: { ...GOOD, call: whole },
        b: { ...GOOD, call: { ...whole, messages: 0, named: 0 } },
        c: { ...GOOD, call: { ...whole, named: 0 } },
        d: { ...GOOD, call: { ...whole, lines: 0 } },
        e: { ...GOOD, call: { ...whole, lines: 2 } },
    }
    const result = (names: string) =>
        resultOf(
            [...names].map((hash, index) => cut(index + 1, "before", hash)),
            verdicts
        )

    test("are counted by what is there of them", () => {
        assert.deepEqual(sumCalls(result("abcde").rows), {
            ...{ judged: 5, withMessage: 4, unnamed: 1, lost: 1, doubled: 1 },
        })
    })

    test("miss their goals where a name or a line is missing, or a line is there twice", () => {
        const met = (names: string) =>
            goalsOf([result(names)])
                .filter(({ name }) => name === "035")
                .map(({ isMet }) => isMet)
        assert.deepEqual(met("ab"), [true, true])
        assert.deepEqual(met("ac"), [false, true])
        assert.deepEqual(met("ad"), [true, false])
        assert.deepEqual(met("ae"), [true, false])
        assert.deepEqual(met("x"), [], "nothing is said where there was no call")
    })

    test("are told of in the report", () => {
        const operation = { name: "record", title: "sound", script: "call" } as const
        const planned = { operation, format: "fat32", writes: 1, cuts: [], distinct: 0 } as const
        const told = (names: string) => formatOperation(planned, result(names))
        assert.match(told("abcde"), /the call, 5 cuts: 4 left a message, 1 of them without/)
        assert.match(told("abcde"), /calls.csv 3 times once, 1 times not at all, 1 times more/)
        assert.doesNotMatch(told("x"), /the call/)
    })
})

describe("goals of a campaign", () => {
    test("are met by one that is without fault", () => {
        const good = { ...GOOD, foundBytes: 12_000 }
        const cuts = [cut(1, "before", "a"), cut(1, "zeros", "a")]
        const goals = goalsOf([resultOf(cuts, { a: good })])
        assert.ok(goals.length >= 10)
        assert.deepEqual(
            goals.filter(({ isMet }) => !isMet),
            []
        )
    })

    test("are missed by what they are about", () => {
        const dirty = resultOf([cut(1, "before", "a")], { a: { ...GOOD, before: ["x"] } })
        assert.equal(goal(dirty, "G14").isMet, false)
        const lost = resultOf([cut(1, "before", "a")], { a: { ...GOOD, foundBytes: 0 } })
        assert.equal(goal(lost, "G17", "at most").isMet, false)
        const dear = { ...GOOD, cost: { commands: 30, sectorsWritten: 4 } }
        const costly = resultOf([cut(1, "before", "a")], { a: dear })
        assert.equal(goal(costly, "G19", "commands").isMet, false)
        assert.equal(goal(costly, "G19", "sectors").isMet, false)
    })

    test("take a destroyed sector to the goal for those, not to that for whole ones", () => {
        const result = resultOf([cut(1, "zeros", "a"), cut(1, "before")], {
            a: { ...GOOD, before: ["x"] },
        })
        assert.equal(goal(result, "G14").isMet, true)
        assert.equal(goal(result, "G15", "destroyed").isMet, false)
    })

    test("are missed by a second cut that ends badly", () => {
        const bad = [{ at: "zeros:1+prefix:2", why: "after recovery: cross-linked" }]
        const result = {
            ...resultOf([cut(1, "zeros")], {}),
            seconds: [{ tried: 4, distinct: 3, bad }],
        }
        assert.equal(goal(result, "G20").isMet, false)
        assert.equal(goal(result, "G22").isMet, false)
        assert.match(badCuts(result)[0]!, /^--only record:zeros:1\+prefix:2: /)
    })

    test("on clean volumes before recovery are not about making the slots", () => {
        const result = resultOf([cut(1, "before", "a")], { a: { ...GOOD, before: ["x"] } })
        const goals = goalsOf([{ ...result, isConstruction: true }])
        assert.equal(
            goals.find(({ name }) => name === "G14"),
            undefined
        )
    })
})
