import assert from "node:assert/strict"
import { test } from "node:test"
import { USR5637 } from "../../../../sim/chips/voice-modem/profiles/usr5637.ts"
import { fskPacket, hexBytes, ModemBench } from "./modem-bench.ts"

const CALLER = hexBytes("04 12 30 39 31 32 31 39 34 32 39 30 38 35 35 35 31 32 31 32 48")

/** Everything that the line can make a modem tell, one after the other. */
function provoke(bench: ModemBench): string {
    const from = bench.heard.length
    bench.modem.ringing(true)
    bench.run(2000)
    bench.modem.ringing(false)
    bench.play(fskPacket(CALLER))
    bench.run(1500)
    bench.modem.extension(true)
    bench.run(50)
    return bench.text(from)
}

test("in class 0 rings and callers are lines, and no event is told", () => {
    const bench = new ModemBench()
    bench.command("ATE0")
    bench.command("AT+VCID=1")
    bench.command("AT-STE=3")
    const lines = "DATE = 0912\r\nTIME = 1942\r\nNMBR = 9085551212"
    assert.equal(provoke(bench), `\r\nRING\r\n\r\n${lines}\r\n`)
})

test("in class 8 events come as the mask of the state lets them, and stand in the timeline", () => {
    const bench = new ModemBench()
    bench.command("ATE0")
    bench.command("AT-STE=3")
    bench.command("AT+FCLASS=8")
    assert.equal(provoke(bench), "\x10R\x10P")
    assert.equal(bench.codes(), "RP")
    assert.deepEqual(bench.events("event")[0]!.fields, { code: "R", sample: 0 })
})

test("no text comes into a stream, not even a ring", () => {
    const bench = new ModemBench(USR5637)
    bench.command("ATE0")
    bench.command("AT+VCID=1")
    bench.command("AT+FCLASS=8")
    bench.command("AT+VLS=4")
    bench.command("AT+VTX")
    bench.send(new Uint8Array(2000).fill(0x55))
    bench.run(100)
    assert.doesNotMatch(provoke(bench), /RING|NMBR/)
})
