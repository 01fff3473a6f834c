import assert from "node:assert/strict"
import { test } from "node:test"
import { assertNotYet, load, problemsOf } from "./scenario-bench.ts"

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

const BAD_CARDS: readonly (readonly [string, RegExp])[] = [
    ['{"steps": [], "settings": {"rings": [2]}}', /settings\.rings: must be text without/],
    ['{"steps": [], "settings": {"a=b": 2}}', /settings\["a=b"\]: not a name for a setting/],
    ['{"steps": [], "card": 5}', /card: must be null \(no card\) or an object/],
    ['{"steps": [], "card": {"type": "SDCH"}}', /card\.type: "SDCH" .*Did you mean "SDHC"/],
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

const NOT_YET: readonly (readonly [string, string])[] = [
    ['{"steps": [], "card": {"type": "SDXC"}}', "card.type"],
]

for (const [text, key] of NOT_YET)
    test(`understood and refused as not supported yet: ${text}`, () => {
        assertNotYet(text, key)
    })
