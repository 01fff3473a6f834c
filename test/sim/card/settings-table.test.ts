import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { SETTINGS_TABLE, settingsTemplate, usualOf } from "../../../sim/card/settings-table.ts"

/** The machine changes no longer text: src/fat/text-file.ts. */
const TEXT_BYTES_MAX = 2048

describe("the table of settings", () => {
    test("has every key once, in small letters, each explained", () => {
        const keys = SETTINGS_TABLE.map(each => each.key)
        assert.equal(new Set(keys).size, keys.length)
        for (const { key, about, allowed } of SETTINGS_TABLE) {
            assert.match(key, /^[a-z-]+$/)
            assert.ok(about.length > 10 && allowed.length > 1, key)
            assert.ok(!`${about}${allowed}`.includes("|"), key)
        }
    })
    test("says a default of the firmware before its own", () => {
        const [rings] = SETTINGS_TABLE
        assert.equal(usualOf(rings!), "4")
        assert.equal(usualOf(rings!, { rings: "3" }), "3")
    })
})

describe("the settings.txt of a new card", () => {
    test("sets nothing by itself, and what it is told", () => {
        const set = (text: string) => text.split("\n").filter(line => /^[^#]/.test(line))
        assert.deepEqual(set(settingsTemplate()), [])
        assert.deepEqual(set(settingsTemplate(["rings = 2"])), ["rings = 2"])
    })
    test("shows every setting, and leaves room for what the machine adds", () => {
        const text = settingsTemplate()
        for (const { key } of SETTINGS_TABLE) assert.match(text, new RegExp(`^#${key} = .`, "m"))
        assert.ok(Buffer.byteLength(text) < TEXT_BYTES_MAX - 500)
    })
})
