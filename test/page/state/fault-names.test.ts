import assert from "node:assert/strict"
import { test } from "node:test"
import { FAULT_NAMES } from "../../../page/state/fault-names.ts"
import { ALL_FAULTS } from "../../../sim/server/fault-desk.ts"

test("every trouble that the simulator knows has a name, and no other", () => {
    assert.deepEqual(Object.keys(FAULT_NAMES).sort(), [...ALL_FAULTS].sort())
})
