import assert from "node:assert/strict"
import { test } from "node:test"
import { JsonValue, ScenarioError } from "../../../sim/scenario/json-value.ts"

function problemOf(run: () => unknown): string {
    try {
        run()
    } catch (error) {
        assert.ok(error instanceof ScenarioError)
        return error.message
    }
    return "no problem"
}

test("every value knows its file, line and key", () => {
    const root = JsonValue.parse("s.json", '{\n "a": [\n  1,\n  { "b-c": true } ]\n}')
    const inner = root.members().get("a")!.items()[1]!.members().get("b-c")!
    assert.equal(inner.place, 's.json:4: a[1]["b-c"]')
    assert.equal(inner.boolean(), true)
})

test("a value of another kind is refused with what it is and what was wanted", () => {
    const root = JsonValue.parse("s.json", '{"a": "5"}')
    const value = root.members().get("a")!
    assert.equal(
        problemOf(() => value.wholeNumber({ min: 1, max: 9 })),
        's.json:1: a: must be a number from 1 to 9, not "5"'
    )
})

test("a key that stands in an object twice is refused", () => {
    const root = JsonValue.parse("s.json", '{"a": 1,\n"a": 2}')
    assert.match(
        problemOf(() => root.members()),
        /^s\.json:2: a: .*twice/
    )
})

const NOT_JSON: readonly (readonly [string, RegExp])[] = [
    ["", /^s\.json:1/],
    ["{\n// no\n}", /^s\.json:2:1: JSON has no comments/],
    ['{"a": [1,]}', /^s\.json:1:\d+: .*no comma after the last one/],
    ['{"a": 1,}', /^s\.json:1:\d+: .*no comma after the last one/],
    ["{'a': 1}", /^s\.json:1:2: .*double quotes/],
    ['{"a": 1} 2', /^s\.json:1:10: something stands after the end/],
    ['{"a" 1}', /^s\.json:1:6: a ":"/],
    ['{"a": 1\n', /^s\.json:\d:\d+: a "}" is missing/],
]

for (const [text, expected] of NOT_JSON)
    test(`${JSON.stringify(text)} is refused as not being strict JSON`, () => {
        assert.match(
            problemOf(() => JsonValue.parse("s.json", text)),
            expected
        )
    })

test("a byte order mark at the start is passed over", () => {
    assert.equal(JsonValue.parse("s.json", "\ufeff{}").kind, "object")
})
