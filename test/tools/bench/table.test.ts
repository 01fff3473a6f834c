import assert from "node:assert/strict"
import { test } from "node:test"
import { closing, formatFigure, formatGroup, isMet, measured } from "../../../tools/bench/table.ts"
import { ToolError } from "../../../tools/project.ts"

const MOST = { limit: 100, kind: "at most", source: "docs/goals" } as const
const LEAST = { limit: 40, kind: "at least", source: "docs/goals" } as const
const QUICK = { what: "button → sound", value: 99.6, unit: "ms", goal: MOST }
const SLOW = { what: "recording", value: 39, unit: "v.s/s", goal: LEAST }

test("a figure is met at its limit, from the side that its goal says", () => {
    assert.equal(isMet(QUICK), true)
    assert.equal(isMet({ ...QUICK, value: 100 }), true)
    assert.equal(isMet({ ...QUICK, value: 100.1 }), false)
    assert.equal(isMet(SLOW), false)
    assert.equal(isMet({ ...SLOW, value: 40 }), true)
    assert.equal(isMet({ ...SLOW, value: NaN }), false)
})

test("a line has figure, goal, where that stands, and whether it is met", () => {
    assert.match(formatFigure(QUICK), /^ {2}button → sound +99\.6 ms +≤ 100 {2}docs\/goals +met$/)
    assert.match(formatFigure(SLOW), /39 v\.s\/s +≥ 40 {2}docs\/goals +NOT MET$/)
    assert.match(formatFigure({ what: "a", value: 1.234, unit: "s", note: "n" }), /1\.23 s +n$/)
})

test("the closing says how many goals are met, and names the others", () => {
    const shown = { what: "shown", value: 1, unit: "" }
    assert.equal(closing([QUICK, SLOW, shown]), "1 of 2 goals met\nnot met:\n  recording")
    assert.equal(closing([QUICK]), "1 of 1 goals met")
    assert.match(formatGroup("Title", [QUICK]), /^Title\n {2}button/)
})

test("a heading stands above the first of those that have it", () => {
    const [one, two] = [
        { ...QUICK, heading: " Keys" },
        { ...SLOW, heading: " Speed" },
    ]
    const lines = formatGroup("Title", [one, one, two]).split("\n")
    assert.deepEqual(
        lines.map(line => line.slice(0, 8).trimEnd()),
        ["Title", "", " Keys", "  button", "  button", "", " Speed", "  record", ""]
    )
})

test("what can't be measured is a goal that is not met, with the reason", async () => {
    const figures = await measured("agere", () => Promise.reject(new ToolError("it was lost")))
    assert.equal(figures.length, 1)
    assert.match(
        formatFigure(figures[0]!),
        /agere: could not be measured +– .*NOT MET +it was lost$/
    )
    await assert.rejects(
        measured("x", () => Promise.reject(new Error("a bug"))),
        /a bug/
    )
})
