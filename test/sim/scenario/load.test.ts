import assert from "node:assert/strict"
import { test } from "node:test"
import { loadScenario } from "../../../sim/scenario/load.ts"

test("a scenario that is not there is named", () => {
    assert.throws(() => loadScenario("nowhere/s.json"), {
        message: "nowhere/s.json: can't read the scenario: there is no such file: check the name",
    })
})
