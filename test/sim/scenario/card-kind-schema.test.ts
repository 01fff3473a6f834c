import assert from "node:assert/strict"
import { test } from "node:test"
import { ORDINARY_CARD } from "../../../sim/chips/sdcard/card-kind.ts"
import { parseCardKind } from "../../../sim/scenario/card-kind-schema.ts"
import { JsonValue, ScenarioError } from "../../../sim/scenario/json-value.ts"

function parse(text: string): object {
    return parseCardKind(JsonValue.parse("s.json", text).members(), "SDXC")
}

test("what is left out is as on an ordinary card, of the type that was asked for", () => {
    assert.deepEqual(parse("{}"), { ...ORDINARY_CARD, type: "SDXC" })
    assert.deepEqual(parse('{"sizeMB": 64, "erased": "stale"}'), {
        ...ORDINARY_CARD,
        type: "SDXC",
        erased: "stale",
    })
})

test("version 2 is possible for every type, 1 for SDSC", () => {
    for (const type of ["SDSC", "SDHC", "SDXC"])
        assert.deepEqual(parse(`{"type": "${type}", "version": 2}`), { ...ORDINARY_CARD, type })
    const version1 = { ...ORDINARY_CARD, type: "SDSC", version: 1 }
    assert.deepEqual(parse('{"type": "SDSC", "version": 1}'), version1)
    assert.throws(() => parse('{"version": 1}'), ScenarioError)
})
