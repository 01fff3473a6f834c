import assert from "node:assert/strict"
import { test } from "node:test"
import { DtePort } from "../../../../sim/chips/voice-modem/dte-port.ts"
import { ModemSettings } from "../../../../sim/chips/voice-modem/modem-settings.ts"
import { CONEXANT } from "../../../../sim/chips/voice-modem/profiles/conexant.ts"
import { Scheduler } from "../../../../sim/clock/scheduler.ts"
import { Timeline } from "../../../../sim/report/timeline.ts"
import { SerialLine } from "../../../../sim/wire/serial-direction.ts"

function wired() {
    const scheduler = new Scheduler()
    const line = new SerialLine()
    const settings = new ModemSettings(CONEXANT)
    const timeline = new Timeline(scheduler)
    const port = new DtePort(line, scheduler, settings, timeline)
    const said = () => {
        let text = ""
        for (let byte = line.toDte.take(1e9); byte !== undefined; byte = line.toDte.take(1e9))
            text += String.fromCharCode(byte)
        return text
    }
    return { port, settings, timeline, said }
}

test("results are words, numbers or nothing, as V and Q say", () => {
    const { port, settings, said } = wired()
    port.sendResult("NO CARRIER")
    assert.equal(said(), "\r\nNO CARRIER\r\n")
    settings.set("V", "0")
    for (const result of ["OK", "CONNECT", "RING", "NO CARRIER", "ERROR"] as const)
        port.sendResult(result)
    assert.equal(said(), "0\r1\r2\r3\r4\r")
    settings.set("Q", "1")
    port.sendResult("OK")
    assert.equal(said(), "")
})

test("lines, codes and complex events have their own shapes, and lines stand in the timeline", () => {
    const { port, timeline, said } = wired()
    port.sendLines(["DATE=1122", "TIME=1405"])
    assert.equal(said(), "\r\nDATE=1122\r\nTIME=1405\r\n")
    port.sendLines([])
    port.sendCode("b")
    assert.equal(said(), "\x10b")
    port.sendReport(["CIDM", "NMBR=5"])
    assert.equal(said(), "\x10X\r\nCIDM\r\nNMBR=5\r\n\x10.")
    assert.deepEqual(
        timeline.events.map(each => each.fields["text"]),
        ["DATE=1122", "TIME=1405", "CIDM", "NMBR=5"]
    )
})

test("echo is what E says, and a mute port says nothing at all", () => {
    const { port, settings, timeline, said } = wired()
    port.echo(65, 0)
    settings.set("E", "0")
    port.echo(66, 0)
    assert.equal(said(), "A")
    settings.set("E", "1")
    port.isMute = true
    port.echo(67, 0)
    port.sendResult("OK")
    port.sendLines(["0"])
    port.sendReport(["CIDM"])
    port.send([1, 2, 3], 0)
    assert.equal(said(), "")
    assert.deepEqual(timeline.events, [])
})
