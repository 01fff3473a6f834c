import assert from "node:assert/strict"
import { test } from "node:test"
import { load, problemsOf } from "./scenario-bench.ts"

test("the network is as the country has it unless the scenario says otherwise", () => {
    const { country, callerId, release } = load('{"country": "UK", "steps": []}')
    assert.deepEqual([country, callerId, release], ["UK", undefined, undefined])
})

test("form of the caller ID and end of the call", () => {
    const scenario = load(
        '{"country": "RU", "callerId": "dtmf-d", "release": {"loopDropMs": 250, "tone": "none"}, "steps": []}'
    )
    assert.equal(scenario.callerId, "dtmf-d")
    assert.deepEqual(scenario.release, { loopDropMs: 250, tone: "none" })
    assert.deepEqual(load('{"release": {"tone": "congestion"}, "steps": []}').release, {
        loopDropMs: undefined,
        tone: "congestion",
    })
})

for (const [text, expected] of [
    ['{"steps": [], "callerId": "mmdf"}', /callerId: "mmdf" .*Did you mean "mdmf"/],
    ['{"steps": [], "release": {"loopDrop": 5}}', /release\.loopDrop: unknown key/],
    ['{"steps": [], "release": {"loopDropMs": 251}}', /release\.loopDropMs: a multiple of 5/],
    ['{"steps": [], "release": {"tone": "sit"}}', /release\.tone: "sit"/],
] as const)
    test(`refused: ${text}`, () => {
        assert.match(problemsOf(text), expected)
    })
