import assert from "node:assert/strict"
import { test } from "node:test"
import { ORDINARY_CARD } from "../../../sim/chips/sdcard/card-kind.ts"
import { load, problemsOf } from "./scenario-bench.ts"

test("files for the card come from the scenario's folder or from its text", () => {
    const { card } = load(`{"card": {"sizeMB": 64, "format": "fat32", "files": {
        "AFTERBEEP/greetings/default.wav": {"file": "hello.wav"}, "note.txt": {"text": "x"}}}, "steps": []}`)
    assert.deepEqual(
        card!.files.map(file => [file.name, file.bytes.length]),
        [
            ["AFTERBEEP/greetings/default.wav", 1644],
            ["note.txt", 1],
        ]
    )
})

test("a card of null is an empty slot, and settings are then said to have no effect", () => {
    const scenario = load('{"card": null, "settings": {"rings": 2}, "steps": []}')
    assert.equal(scenario.card, undefined)
    assert.match(scenario.notes.join(), /s\.json:1: settings: without effect/)
})

test("a card is of a type, of a version, and erases and writes in a way of its own", () => {
    const kindOf = (card: string) => load(`{"card": {${card}}, "steps": []}`).card!.kind
    assert.deepEqual(kindOf('"sizeMB": 64'), ORDINARY_CARD)
    for (const type of ["SDSC", "SDHC", "SDXC"])
        assert.deepEqual(kindOf(`"type": "${type}"`), { ...ORDINARY_CARD, type })
    assert.deepEqual(kindOf('"type": "SDSC", "version": 1, "erased": "ones", "busy": "none"'), {
        type: "SDSC",
        version: 1,
        erased: "ones",
        busy: "none",
    })
})

test("a card of standard capacity has 2048 MB where nothing else is said", () => {
    const scenario = load('{"card": {"type": "SDSC"}, "steps": []}')
    assert.equal(scenario.card!.options.sizeMB, 2048)
})

const BAD_CARDS: readonly (readonly [string, RegExp])[] = [
    ['{"steps": [], "settings": {"rings": [2]}}', /settings\.rings: must be text without/],
    ['{"steps": [], "settings": {"a=b": 2}}', /settings\["a=b"\]: not a name for a setting/],
    ['{"steps": [], "card": 5}', /card: must be null \(no card\) or an object/],
    ['{"steps": [], "card": {"type": "SDCH"}}', /card\.type: "SDCH" .*Did you mean "SDHC"/],
    ['{"steps": [], "card": {"type": "SDSC", "sizeMB": 4096}}', /card\.sizeMB: .*1 to 2048/],
    ['{"steps": [], "card": {"version": 1}}', /card\.version: only "type":"SDSC"/],
    ['{"steps": [], "card": {"type": "SDSC", "version": 3}}', /card\.version: .*1 to 2/],
    ['{"steps": [], "card": {"erased": "one"}}', /card\.erased: "one" .*Did you mean "ones"/],
    ['{"steps": [], "card": {"busy": "slow"}}', /card\.busy: "slow" .*"typical", "none"/],
    ['{"steps": [], "card": {"sizeMB": 0}}', /card\.sizeMB: must be a number from 1 to 32768/],
    ['{"steps": [], "card": {"sizeMB": 20}}', /card\.sizeMB: fat32 \(mbr\) can have \d+ to/],
    ['{"steps": [], "card": {"format": "fat16"}}', /card: fat16 \(mbr\) can have/],
    [
        '{"steps": [], "card": {"files": {"a//b": {"text": ""}}}}',
        /card\.files\["a\/\/b"\]: the name ""/,
    ],
    [
        '{"steps": [], "card": {"files": {"a": {"text": ""}, "A": {"text": ""}}}}',
        /files\.A: .*same name/,
    ],
    [
        '{"steps": [], "card": {"files": {"a": {"file": "none"}}}}',
        /files\.a\.file: can't read the file "none": there is no such file/,
    ],
    ['{"steps": [], "card": {"files": {"a": {}}}}', /files\.a: must be \{"text"/],
    [
        '{"steps": [], "card": {"format": "none", "files": {"a": {"text": ""}}}}',
        /card\.files: .*holds no files/,
    ],
    [
        '{"steps": [], "settings": {"a": 1}, "card": {"files": {"afterbeep/settings.txt": {"text": ""}}}}',
        /settings: .*keep one/,
    ],
]

for (const [text, expected] of BAD_CARDS)
    test(`refused with file, line and key: ${text.replaceAll("\n", " ")}`, () => {
        assert.match(problemsOf(text), expected)
    })
