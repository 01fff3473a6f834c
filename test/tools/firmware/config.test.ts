import assert from "node:assert/strict"
import { test } from "node:test"
import { parseConfig } from "../../../tools/firmware/config.ts"
import { configSource } from "../../../tools/firmware/generate.ts"

const GOOD = `{
    // comments are allowed
    "board": "afterbeep_devkitc",
    "country": "US",
    "language": "en",
    "defaults": { "rings": 4, "leadInMs": 700, "silenceMs": 7000, "messageMaxMs": 180000 }
}`

test("a good file is read, and becomes constants", () => {
    const config = parseConfig(GOOD)
    assert.equal(config.defaults.rings, 4)
    assert.match(configSource(config), /^export const DEFAULT_RINGS = 4$/m)
    assert.match(configSource(config), /^export const COUNTRY = "US"$/m)
})

const MISTAKES: [string, string, RegExp][] = [
    ["a value out of range", GOOD.replace('"rings": 4', '"rings": 0'), /json:6: defaults\.rings: /],
    ["a value of the wrong kind", GOOD.replace('"US"', "1"), /json:4: country: /],
    ["an unknown country", GOOD.replace("US", "XX"), /json:4: country: .*"US"/],
    ["an unknown key", GOOD.replace('"rings"', '"ring"'), /json:6: defaults/],
    ["a missing key", GOOD.replace('"board": "afterbeep_devkitc",', ""), /json:1: board: /],
    ["a comma missing", GOOD.replace('"en",', '"en"'), /json:6: CommaExpected/],
    ["an empty file", "", /json:1: /],
]

for (const [what, text, message] of MISTAKES)
    test(`${what} is an error with line and key`, () => {
        assert.throws(() => parseConfig(text), { name: "ToolError", message })
    })
