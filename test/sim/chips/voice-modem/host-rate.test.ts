import assert from "node:assert/strict"
import { test } from "node:test"
import { HostRate } from "../../../../sim/chips/voice-modem/host-rate.ts"
import { ModemSettings } from "../../../../sim/chips/voice-modem/modem-settings.ts"
import { CONEXANT } from "../../../../sim/chips/voice-modem/profiles/conexant.ts"
import { SerialLine } from "../../../../sim/wire/serial-direction.ts"

function wired() {
    const line = new SerialLine()
    const settings = new ModemSettings(CONEXANT)
    return { line, settings, rate: new HostRate(line, settings, CONEXANT.bauds) }
}

test("the modem answers at the rate at which it is spoken to, where the clocks differ a little", () => {
    const { line, rate } = wired()
    for (const baud of CONEXANT.bauds)
        for (const hostBaud of [baud, baud * 1.02, baud * 0.98]) {
            line.toDce.setBaud(hostBaud)
            assert.ok(rate.follows(), `${hostBaud}`)
            assert.ok(Math.abs(line.toDte.byteTimeUs - 10e6 / baud) < 0.01)
        }
})

test("a rate between two of its own can't be read", () => {
    const { line, rate } = wired()
    for (const hostBaud of [110, 14400, 115200 * 1.04, 1_000_000]) {
        line.toDce.setBaud(hostBaud)
        assert.ok(!rate.follows(), `${hostBaud}`)
    }
})

test("a fixed rate is the only one", () => {
    const { line, settings, rate } = wired()
    settings.fixedBaud = 9600
    assert.ok(!rate.follows())
    line.toDce.setBaud(9600)
    assert.ok(rate.follows())
    settings.fixedBaud = 0
    line.toDce.setBaud(57600)
    assert.ok(rate.follows())
})
