import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { PROFILES } from "../../../sim/chips/voice-modem/profiles.ts"
import {
    type CapturedModem,
    capturedProfile,
} from "../../../sim/chips/voice-modem/profiles/captured.ts"
import { captureOf } from "../../../tools/doctor/capture.ts"
import { SelfTestLog } from "../../../tools/doctor/findings.ts"
import { simulatedLog } from "../../../tools/doctor/simulated.ts"
import { ToolError, WrongUsage } from "../../../tools/project.ts"

const BRIDGES = ["sc16is750", "max3421e"]
/** There are none for a serial port. */
const USB_ONLY = ["rd02-d400"]

describe("what the self-test of a simulated machine captures of its modem", () => {
    for (const [at, [name, profile]] of Object.entries(PROFILES).entries())
        test(`${name}: the profile that it is`, () => {
            const log = new SelfTestLog()
            const bridge = USB_ONLY.includes(name) ? "max3421e" : BRIDGES[at % 2]!
            const machine = { modem: name, bridge }
            for (const line of simulatedLog(machine)) log.take(line)
            assert.equal(log.summary, "all is well")
            const captured = JSON.parse(captureOf(log)) as CapturedModem
            assert.equal(captured.takenFor, name)
            assert.deepEqual({ ...capturedProfile(captured, profile), name }, profile)
        })
})

test("a modem that there is not is told, with those that there are", () => {
    assert.throws(
        () => simulatedLog({ modem: "hayes", bridge: "max3421e" }),
        (error: Error) => error instanceof WrongUsage && /"hayes".*"conexant"/.test(error.message)
    )
})

test("a modem that was not asked can't be captured", () => {
    assert.throws(() => captureOf(new SelfTestLog()), ToolError)
})
