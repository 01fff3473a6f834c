import assert from "node:assert/strict"
import { test } from "node:test"
import { buildCalibration, calibrate } from "../../../tools/bench/calibration.ts"

test("turns, transfers and their reports have a price, and it is the same each time", async () => {
    const program = await buildCalibration()
    const calibration = await calibrate(program)
    const { turnSteps, transfer, report } = calibration
    // Load and compare, jump, load, add and store, jump: more than five instructions and fewer than fifteen.
    assert.ok(turnSteps > 5 && turnSteps < 15, `${turnSteps} a turn`)
    assert.ok(
        transfer.steps > 5 * turnSteps && transfer.steps < 200,
        `${transfer.steps} a transfer`
    )
    assert.ok(transfer.allocations >= 4, `${transfer.allocations} allocations a transfer`)
    assert.ok(report.steps > turnSteps && report.steps < transfer.steps, `${report.steps} a report`)
    assert.deepEqual(await calibrate(program), calibration)
})
