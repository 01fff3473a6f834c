import assert from "node:assert/strict"
import { test } from "node:test"
import { FAULTS } from "../../../sim/scenario/faults.ts"
import { faultOf, faultsOffered } from "../../../sim/server/fault-desk.ts"

test("behind a UART all is offered but what is of USB, and behind a USB host what plug and cable can have, too", () => {
    const serial = faultsOffered({ bridge: "sc16is750" })
    const usb = faultsOffered({ bridge: "max3421e" })
    assert.deepEqual(
        FAULTS.filter(kind => !kind.startsWith("usb-")),
        serial
    )
    assert.deepEqual(
        usb.filter(kind => !serial.includes(kind)),
        ["usb-unplugged", "usb-noise", "usb-stall"]
    )
})

test("a state lasts until it is mended, and a slip strikes some times", () => {
    assert.equal(faultOf("line-noise").times, "forever")
    assert.equal(faultOf("usb-unplugged").times, "forever")
    assert.equal(faultOf("card-stall").times, 5)
    assert.equal(faultOf("modem-reset").times, 1)
})
