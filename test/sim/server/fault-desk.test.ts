import assert from "node:assert/strict"
import { test } from "node:test"
import { FAULTS } from "../../../sim/scenario/faults.ts"
import { faultOf, faultsOffered } from "../../../sim/server/fault-desk.ts"

test("behind a UART all is offered but what a USB plug can have, and behind a USB host all", () => {
    const serial = faultsOffered({ bridge: "sc16is750" })
    assert.deepEqual(faultsOffered({ bridge: "max3421e" }), FAULTS)
    assert.deepEqual(
        FAULTS.filter(kind => !serial.includes(kind)),
        ["usb-unplugged", "usb-noise", "usb-stall"]
    )
})

test("a state lasts until it is mended, and a slip strikes some times", () => {
    assert.equal(faultOf("line-noise").times, "forever")
    assert.equal(faultOf("usb-unplugged").times, "forever")
    assert.equal(faultOf("card-stall").times, 5)
    assert.equal(faultOf("modem-reset").times, 1)
})
