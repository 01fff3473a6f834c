import assert from "node:assert/strict"
import { test } from "node:test"
import { type CallSpec } from "../../../sim/exchange/call-spec.ts"
import { load, problemsOf, step } from "./scenario-bench.ts"

function callOf(text: string): CallSpec {
    const parsed = step(`{"call": ${text}}`)
    assert.ok(parsed.kind === "call")
    return parsed.spec
}

test("a caller's ways to speak and to end are understood", () => {
    const call = step(`{"call": {"number": "private", "speakAfter": {"quietMs": 700},
        "then": {"stay": 5}, "audio": [{"silenceMs": 10}, {"fax": true}], "levelDbm": -20}}`)
    assert.ok(call.kind === "call")
    assert.deepEqual(call.spec.speakAfter, { kind: "quiet", quietMs: 700 })
    assert.deepEqual(call.spec.then, { kind: "stay", stayMs: 5 })
    assert.deepEqual(call.spec.audio, [{ kind: "silence", silenceMs: 10 }, { kind: "fax" }])
    assert.equal(call.spec.levelDbm, -20)
    const delayed = step('{"call": {"speakAfter": 250, "audio": "hello.wav"}}')
    assert.ok(delayed.kind === "call")
    assert.deepEqual(delayed.spec.speakAfter, { kind: "delay", delayMs: 250 })
    assert.equal(delayed.spec.audio.length, 1)
})

test("a name longer than the network carries is cut and said", () => {
    const scenario = load('{"steps": [{"call": {"number": "1", "name": "0123456789ABCDEFGH"}}]}')
    const [call] = scenario.steps
    assert.ok(call?.kind === "call")
    assert.equal(call.spec.name, "0123456789ABCDE")
    assert.match(scenario.notes.join(), /steps\[0\]\.call\.name: .*15 characters/)
})

const BAD_CALLS: readonly (readonly [string, RegExp])[] = [
    ['{"steps": [\n{"call": {}},\n{"dial": 1}]}', /^s\.json:3: steps\[1\]: no step that is known/],
    [
        '{"steps": [{"call": {"number": 2125550123}}]}',
        /call\.number: must be digits in "quotes".*not 2125550123/,
    ],
    ['{"steps": [{"call": {"number": "212-555"}}]}', /call\.number: must be digits/],
    [
        '{"steps": [{"call": {"number": "1", "name": "J\\u00d6RG"}}]}',
        /call\.name: must be a name of printable ASCII/,
    ],
    ['{"steps": [{"call": {"maxRings": 0}}]}', /call\.maxRings: must be a number from 1/],
    ['{"steps": [{"call": {"maxRings": 1.5}}]}', /call\.maxRings: must be a whole number/],
    [
        '{"steps": [{"call": {"audio": "none.wav"}}]}',
        /call\.audio: can't read the file "none\.wav"/,
    ],
    [
        '{"steps": [{"call": {"audio": ["hello.wav",\n"bad.wav"]}}]}',
        /^s\.json:2: steps\[0\]\.call\.audio\[1\]: bad\.wav: is not a WAV/,
    ],
    ['{"steps": [{"call": {"audio": [{"dtmf": "5x"}]}}]}', /audio\[0\]\.dtmf: must be digits/],
    [
        '{"steps": [{"call": {"audio": [{"dtmf": "5", "silenceMs": 5}]}}]}',
        /audio\[0\]\.silenceMs: unknown key/,
    ],
    ['{"steps": [{"call": {"audio": [{"fax": false}]}}]}', /audio\[0\]: must be \{"dtmf"/],
    ['{"steps": [{"call": {"speakAfter": "beeep"}}]}', /speakAfter: "beeep" .*Did you mean "beep"/],
    ['{"steps": [{"call": {"then": {"stay": 1, "pickup": 1}}}]}', /call\.then: must be "hangup"/],
]

for (const [text, expected] of BAD_CALLS)
    test(`refused with file, line and key: ${text.replaceAll("\n", " ")}`, () => {
        assert.match(problemsOf(text), expected)
    })

test("a call waits only where it is said to", () => {
    assert.equal(callOf('{"waiting": true}').mayWait, true)
    assert.equal(callOf("{}").mayWait, false)
})

test("a modem that calls waits for no beep either, and is nothing else at once", () => {
    const { speakAfter, audio } = callOf('{"audio": {"data": true}}')
    assert.deepEqual([speakAfter, audio], [{ kind: "answer" }, [{ kind: "data" }]])
    assert.match(
        problemsOf(`{"steps": [{"call": {"audio": {"data": true, "fax": true}}}]}`),
        /audio/
    )
})

test("a fax machine waits for no beep unless it is told to", () => {
    const fax = '"audio": [{"fax": true}]'
    assert.deepEqual(callOf(`{${fax}}`).speakAfter, { kind: "answer" })
    assert.deepEqual(callOf(`{${fax}, "speakAfter": "beep"}`).speakAfter, { kind: "beep" })
})
