import assert from "node:assert/strict"
import { test } from "node:test"
import { load, problemsOf, step } from "./scenario-bench.ts"

test("steps take their numbers and defaults", () => {
    assert.deepEqual(step('{"wait": 1500}'), { kind: "waitTime", durationMs: 1500 })
    assert.deepEqual(step('{"wait": "idle"}'), { kind: "waitIdle", timeoutMs: 600_000 })
    assert.deepEqual(step('{"press": "play"}'), {
        kind: "press",
        button: "play",
        times: 1,
        downMs: 120,
        gapMs: 150,
    })
    assert.deepEqual(step('{"hold": "play", "ms": 1500}'), {
        kind: "press",
        button: "play",
        times: 1,
        downMs: 1500,
        gapMs: 150,
    })
    assert.deepEqual(step('{"power": "cycle"}'), { kind: "powerCycle", offMs: 3000 })
    assert.deepEqual(step('{"tolerate": "restart"}'), { kind: "tolerateRestart" })
    assert.deepEqual(step('{"telephone": "pickup"}'), { kind: "telephone", isUp: true })
    assert.deepEqual(step('{"telephone": "putdown"}'), { kind: "telephone", isUp: false })
})

test("the network goes up and down, and it is said that nobody notices", () => {
    assert.deepEqual(step('{"network": "down"}'), { kind: "network", state: "down" })
    const { notes } = load('{"steps": [{"network": "up"}]}')
    assert.match(notes.join(), /steps\[0\]\.network: this machine has no network yet/)
})

test("an event is waited for with its count, and expected with its fields", () => {
    const wait = step(
        '{"wait": {"event": "ring-on", "source": "exchange", "count": 3, "timeoutMs": 9}}'
    )
    assert.deepEqual(wait, {
        kind: "waitEvent",
        pattern: { event: "ring-on", source: "exchange", fields: new Map() },
        count: 3,
        timeoutMs: 9,
    })
    const expect = step('{"expect": {"event": "lamp", "value": 1, "withinMs": 20}}')
    assert.deepEqual(expect, {
        kind: "expect",
        pattern: { event: "lamp", source: undefined, fields: new Map([["value", 1]]) },
        withinMs: 20,
    })
})

test("an event may be expected in its very moment", () => {
    const expect = step('{"expect": {"event": "lamp", "tMs": 12.5}}')
    assert.ok(expect.kind === "expect")
    assert.deepEqual([...expect.pattern.fields], [["tMs", 12.5]])
})

const BAD_STEPS: readonly (readonly [string, RegExp])[] = [
    ['{"steps": [{"wait": 1, "press": "play"}]}', /steps\[0\]: "wait" and "press" in one step/],
    [
        '{"steps": [{"press": "play", "gap": 5}]}',
        /steps\[0\]\.gap: unknown key\. Did you mean "gapMs"/,
    ],
    ['{"steps": [{"press": "pley"}]}', /steps\[0\]\.press: "pley" .*Did you mean "play"/],
    ['{"steps": [{"hold": "play"}]}', /steps\[0\]\.hold: "ms" is missing/],
    ['{"steps": [{"wait": "idel"}]}', /steps\[0\]\.wait: "idel" .*Did you mean "idle"/],
    ['{"steps": [{"wait": -1}]}', /steps\[0\]\.wait: must be a number from 0/],
    ['{"steps": [{"wait": true}]}', /steps\[0\]\.wait: must be "idle", a number of ms/],
    ['{"steps": [{"wait": {"source": "line"}}]}', /steps\[0\]\.wait: the key "event" is missing/],
    [
        '{"steps": [{"wait": {"event": "ringon"}}]}',
        /wait\.event: "ringon" .*Did you mean "ring-on"/,
    ],
    [
        '{"steps": [{"wait": {"event": "boot", "source": "line"}}]}',
        /wait\.event: "boot" .*Allowed: "sound-on"/,
    ],
    [
        '{"steps": [{"wait": {"event": "boot", "timeOutMS": 5}}]}',
        /wait\.timeOutMS: unknown key\. Did you mean "timeoutMs"/,
    ],
    [
        '{"steps": [{"expect": {"event": "lamp", "value": [1]}}]}',
        /expect\.value: must be text, a number/,
    ],
    [
        '{"steps": [{"expect": {"event": "dtmf", "source": "caller", "digits": "5"}}]}',
        /steps\[0\]\.expect\.digits: unknown key\. Did you mean "digit"\? Allowed: .*"withinMs", "tMs", "call", "digit"/,
    ],
    [
        '{"steps": [{"wait": {"event": "speak-start", "source": "room", "call": 1}}]}',
        /wait\.call: unknown key\. .*Allowed: "event", "source", "count", "timeoutMs", "tMs"$/,
    ],
    [
        '{"steps": [{"expect": {"event": "lamp", "within": 5}}]}',
        /expect\.within: unknown key\. Did you mean "withinMs"/,
    ],
    ['{"steps": [{"power": "up"}]}', /steps\[0\]\.power: "up" .*Allowed: "off", "on", "cycle"/],
    ['{"steps": [{"power": "off", "offMs": 5}]}', /steps\[0\]\.offMs: only "power":"cycle"/],
    ['{"steps": [{"telephone": "off"}]}', /steps\[0\]\.telephone: "off" .*"pickup", "putdown"/],
    ['{"steps": [{"tolerate": "panic"}]}', /steps\[0\]\.tolerate: "panic"/],
]

for (const [text, expected] of BAD_STEPS)
    test(`refused with file, line and key: ${text.replaceAll("\n", " ")}`, () => {
        assert.match(problemsOf(text), expected)
    })

const WRONG_AND_NOT_YET: readonly (readonly [string, RegExp])[] = [
    ['{"steps": [{"network": "sideways"}]}', /Allowed: "up", "down"/],
]

for (const [text, expected] of WRONG_AND_NOT_YET)
    test(`checked although it is not played yet: ${text}`, () => {
        assert.match(problemsOf(text), expected)
    })
