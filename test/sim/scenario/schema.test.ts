import assert from "node:assert/strict"
import { test } from "node:test"
import { ORDINARY_CARD } from "../../../sim/chips/sdcard/card-kind.ts"
import { load, problemsOf } from "./scenario-bench.ts"

test("the example of the contract is understood", () => {
    const scenario = load(`{ "country": "US", "modem": "conexant", "start": "2026-11-22T14:05:00",
        "settings": { "rings": 2 },
        "steps": [
          { "call": { "number": "2125550123", "name": "J SMITH",
                      "audio": ["hello.wav", { "dtmf": "5#" }], "speakAfter": "beep", "then": "hangup" } },
          { "wait": "idle" }, { "press": "play" }, { "wait": "idle" } ] }`)
    assert.deepEqual(
        scenario.steps.map(each => each.kind),
        ["call", "waitIdle", "press", "waitIdle"]
    )
    assert.deepEqual(scenario.start, {
        year: 2026,
        month: 11,
        day: 22,
        hour: 14,
        minute: 5,
        second: 0,
    })
    const [call] = scenario.steps
    assert.ok(call?.kind === "call")
    assert.equal(call.spec.number, "2125550123")
    assert.equal(call.spec.name, "J SMITH")
    const [sound, dtmf] = call.spec.audio
    assert.ok(sound?.kind === "sound")
    assert.equal(sound.samples.length, 800)
    assert.deepEqual(dtmf, { kind: "dtmf", digits: "5#", onMs: 80, offMs: 80, levelDbm: -10 })
    const [settings] = scenario.card!.files
    assert.equal(settings?.name, "AFTERBEEP/settings.txt")
    assert.equal(new TextDecoder().decode(settings.bytes), "rings = 2\n")
    assert.deepEqual(scenario.notes, [])
})

test("what is left out has the values of the contract", () => {
    const scenario = load('{"steps": [{"call": {}}]}')
    assert.deepEqual(scenario.card, {
        options: { sizeMB: 4096, type: "SDHC", layout: "mbr", format: "fat32" },
        kind: ORDINARY_CARD,
        files: [],
    })
    const [call] = scenario.steps
    assert.ok(call?.kind === "call")
    assert.equal(call.spec.number, undefined)
    assert.equal(call.spec.maxRings, 10)
    assert.equal(call.spec.giveUpMs, 60_000)
    assert.deepEqual(call.spec.speakAfter, { kind: "beep" })
    assert.deepEqual(call.spec.then, { kind: "hangup" })
})

test("all mistakes are told at once, one for each step", () => {
    const problems = problemsOf('{"country": "XX", "steps": [\n{"wait": -1},\n{"press": 5}]}')
    assert.deepEqual(
        problems.split("\n").map(line => line.split(": ").slice(0, 2).join(" ")),
        ["s.json:1 country", "s.json:2 steps[0].wait", "s.json:3 steps[1].press"]
    )
})

const BAD_SCENARIOS: readonly (readonly [string, RegExp])[] = [
    ["", /^s\.json:1: the file is empty; a scenario is wanted$/],
    ["[]", /^s\.json:1: must be an object/],
    ["{}", /^s\.json:1: the key "steps" is missing/],
    ['{"steps": {}}', /^s\.json:1: steps: must be a list/],
    ['{"steps": [],\n"contry": "US"}', /^s\.json:2: contry: unknown key\. Did you mean "country"/],
    [
        '{"steps": [{"call": {"then": "hang"}}]}',
        /Allowed: "hangup", \{"stay":ms\}, \{"pickup":ms\}$/,
    ],
    ['{"steps": [{"wait": "soon"}]}', /Allowed: "idle", a number of ms, \{"event"/],
    ['{"steps": [], "start": "2026-02-30T10:00"}', /start: must be a local time/],
    ['{"steps": [], "start": "1979-01-01T10:00"}', /start: must be a local time/],
]

for (const [text, expected] of BAD_SCENARIOS)
    test(`refused with file, line and key: ${text.replaceAll("\n", " ")}`, () => {
        assert.match(problemsOf(text), expected)
    })

test("all mistakes are told at once: keys that there are not, values, steps", () => {
    const problems = problemsOf(`{"contry": "US",
        "modem": "conexnt", "sttings": {},
        "steps": [{"press": "pley"}, {"wait": "idle"}, {"hold": "play", "ms": 0}]}`).split("\n")
    assert.deepEqual(
        problems.map(line => line.split(": ")[1]),
        ["contry", "sttings", "modem", "steps[0].press", "steps[2].ms"]
    )
})

test("the modem's power can be switched unless the scenario says otherwise", () => {
    assert.equal(load('{"steps": []}').hasModemSwitch, true)
    assert.equal(load('{"steps": [], "modemSwitch": false}').hasModemSwitch, false)
    assert.match(problemsOf('{"steps": [], "modemSwitch": "no"}'), /modemSwitch: /)
})

test("a country or a modem that nobody models is refused, with what there is", () => {
    const problems = problemsOf('{"steps": [], "country": "us", "modem": "conexnt"}').split("\n")
    assert.match(
        problems[0]!,
        /country: "us" is not known here\. Did you mean "US"\? Allowed: "US", /
    )
    assert.match(problems[1]!, /modem: "conexnt" is not known here\. Did you mean "conexant"\?/)
})
