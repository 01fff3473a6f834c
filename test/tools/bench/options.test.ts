import assert from "node:assert/strict"
import { test } from "node:test"
import { benchUsage, parseOrder } from "../../../tools/bench/options.ts"
import { WrongUsage } from "../../../tools/project.ts"

const ALL = [
    { name: "heap", title: "Script heap" },
    { name: "speed", title: "The simulator" },
]

test("all groups are measured, or those that are named, five times or as often as is said", () => {
    assert.deepEqual(parseOrder([], ALL), { groups: ALL, runs: 5 })
    assert.deepEqual(parseOrder(["speed", "--runs", "2"], ALL), { groups: [ALL[1]], runs: 2 })
})

test("help is help, whatever stands beside it", () => {
    assert.equal(parseOrder(["--help"], ALL), undefined)
    assert.equal(parseOrder(["nothing", "-h"], ALL), undefined)
    assert.match(benchUsage(ALL), /\n {2}speed {5}The simulator$/)
})

const WRONG: readonly (readonly [string, RegExp])[] = [
    ["sped", /^there is no group sped\n/],
    ["--runs 0", /^--runs 0: must be a whole number/],
    ["--runs x", /^--runs x: must be a whole number/],
    ["--rins 3", /^Unknown option '--rins'/],
    ["--runs", /^Option '--runs <value>' argument missing/],
]
for (const [line, expected] of WRONG)
    test(`a wrong command line is explained: ${line}`, () => {
        assert.throws(
            () => parseOrder(line.split(" "), ALL),
            (error: Error) =>
                error instanceof WrongUsage &&
                expected.test(error.message) &&
                error.message.includes("usage: npm run bench")
        )
    })
