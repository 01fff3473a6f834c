import assert from "node:assert/strict"
import { test } from "node:test"
import { readable } from "../../../tools/firmware/unit-log.ts"

const RAN = [
    "flash sync",
    "* start: test/firmware/all-1-1.gen (null)",
    "> sums",
    ">   are whole",
    "> a word of the firmware",
    ">   adds",
    "> one",
    "* DevS-SHA256: 99dea0",
    "! Exception: AssertionError",
    "!  message: toBe: Expected 3, got 2",
    "!  at toBe_F9 (pc:44)",
    "!  at helper_F2 (pc:9)",
    "!  at inline_F1 (pc:7)",
    "!  at run_F3 (pc:73)",
    "!  at main_F0 (pc:253)",
]
const END = ["> tests: 2, pass: 1, error: 1", "! Unhandled exception"]

const PLACES: Readonly<Record<string, string>> = {
    "toBe_F9 (pc:44)": "toBe (node_modules/@devicescript/test/src/expect.ts:40)",
    "helper_F2 (pc:9)": "helper (src/util/sums.ts:5)",
    "inline_F1 (pc:7)": "inline (test/firmware/util/sums.test.ts:12)",
    "run_F3 (pc:73)": "run (node_modules/@devicescript/test/src/core.ts:9)",
    "main_F0 (pc:253)": "main (test/firmware/all-1-1.gen.ts:20)",
}
const map = {
    describe: (line: string) =>
        Object.entries(PLACES).reduce((text, [frame, place]) => text.replace(frame, place), line),
}

test("of a failed test its name and place, what it printed, why, and the frames of our own", () => {
    assert.deepEqual(readable([...RAN, ...END].join("\n"), map).split("\n"), [
        "FAILED: adds (test/firmware/util/sums.test.ts:12)",
        "    one",
        "    AssertionError: toBe: Expected 3, got 2",
        "    at helper (src/util/sums.ts:5)",
        "    at inline (test/firmware/util/sums.test.ts:12)",
    ])
})

test("without a map the frames stay as the machine prints them", () => {
    const said = readable([...RAN, ...END].join("\n")).split("\n")
    assert.equal(said[0], "FAILED: adds")
    assert.ok(said.includes("    at inline_F1 (pc:7)"))
})

test("of a program that did not come to its end all is told", () => {
    const said = readable(RAN.join("\n"), map)
    assert.match(said, /^sums\n {2}are whole\na word of the firmware\n {2}adds\n/)
    assert.match(said, / at inline \(test\/firmware\/util\/sums\.test\.ts:12\)/)
    assert.doesNotMatch(said, /flash sync|DevS/)
})

test("what the compiler says is told as it is", () => {
    assert.equal(readable("src/main.ts:3 - error\n\nmore"), "src/main.ts:3 - error\nmore")
})
