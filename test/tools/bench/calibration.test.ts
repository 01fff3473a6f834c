import assert from "node:assert/strict"
import { test } from "node:test"
import { Companion, buildCalibration } from "../../../tools/bench/calibration.ts"

test("turns, transfers and their bytes have a price on this computer", async () => {
    const companion = await Companion.start(await buildCalibration())
    for (let step = 0; step < 200; step++) companion.step()
    const { turnMs, transferMs, byteMs, transferAllocations } = companion.result()
    assert.ok(turnMs > 0 && turnMs < 0.1, `${turnMs} ms a turn`)
    assert.ok(transferMs > 10 * turnMs, `${transferMs} ms a transfer`)
    assert.ok(byteMs >= 0 && byteMs < transferMs, `${byteMs} ms a byte`)
    assert.ok(transferAllocations >= 4, `${transferAllocations} allocations a transfer`)
    assert.ok(Number.isNaN(companion.result().turnMs), "what was said is forgotten")
})
