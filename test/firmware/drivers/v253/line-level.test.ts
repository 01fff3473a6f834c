import * as ds from "@devicescript/core"
import { describe, expect, test } from "@devicescript/test"
import { isHeldLevel } from "../../../../src/drivers/v253/line-level"
import { Modem } from "../../../../src/drivers/v253/modem"
import { LineEventKind } from "../../../../src/hal/voice-line"
import { anyModem, CODECS, conexant, readyModem } from "../../support/modem-scripts"
import { ScriptedUart } from "../../support/scripted-uart"

/** A Silicon Laboratories modem, all of it. */
function si2494(): ScriptedUart {
    return anyModem(64)
        .when("ATI0", "C\r\n\r\nOK")
        .when("ATI3", "E\r\n\r\nOK")
        .when("AT+GMI", "ERROR")
        .when("AT+GMI9", "ERROR")
        .when("ATI6", "2494\r\n\r\nOK")
        .when("AT+FCLASS=8", "OK")
        .when("AT+VSM=?", CODECS)
        .when("AT+VSM=1,8000,0,0", "OK")
        .when("AT+VSD=128,70", "OK")
        .when("AT+VIT=0", "OK")
        .when("AT%V1", "OK")
        .when("AT:U76,1A40,481E", "OK")
        .when("AT+FCLASS=0", "OK")
}

const silent = {
    onSound: (from: Buffer, atByte: number, lengthBytes: number): void => {},
}

async function kindsOf(modem: Modem): Promise<string> {
    await ds.sleep(0)
    for (let i = 0; i < 100; i++) await modem.poll()
    let kinds = ""
    for (let event = modem.nextEvent(); event; event = modem.nextEvent()) kinds += event.kind + " "
    return kinds
}

describe("the level of the line", () => {
    test("is that of a held line from 3 to 25 V; all else is idle, no line, or no answer", () => {
        for (const held of ["0001", "0003", "0009"]) expect(isHeldLevel(held)).toBe(true)
        for (const other of ["0000", "000A", "0011", "001F", "3", "00003", "", "ERROR", "000-"])
            expect(isHeldLevel(other)).toBe(false)
    })
    test("is asked of modems that can tell, and of no other", async () => {
        const uart = si2494()
            .when("AT:R79", "0003\r\n\r\nOK")
            .when("AT:R79", "0011\r\n\r\nOK")
            .when("AT:R79", "ERROR")
            .when("AT:R79", "OK")
        const modem = await readyModem(uart)
        expect(await modem.isHeld()).toBe(true)
        for (let i = 0; i < 3; i++) expect(await modem.isHeld()).toBe(false)
        expect(uart.leftCount()).toBe(0)
        expect(await (await readyModem(conexant(64))).isHeld()).toBe(false)
    })
})

describe("a modem that gives way by itself", () => {
    test("has ended the stream, and then says why; nothing more is awaited", async () => {
        const uart = si2494().whenRaw("AT+VRX\r", "\r\nCONNECT\r\nab")
        const modem = await readyModem(uart)
        await modem.startReceive(silent)
        uart.receive(hex`63 10 03`)
        uart.receive(Buffer.from("\r\nLINE IN USE\r\n"))
        expect(await kindsOf(modem)).toBe(
            LineEventKind.LoopInterrupted + " " + LineEventKind.ExtensionPickedUp + " "
        )
        const startMs = ds.millis()
        await modem.stopReceive()
        expect(ds.millis() - startMs < 100).toBe(true)
    })
    test("or says it between two streams", async () => {
        const uart = si2494()
        const modem = await readyModem(uart)
        uart.receive(Buffer.from("\r\nLINE IN USE\r\n"))
        expect(await kindsOf(modem)).toBe(LineEventKind.ExtensionPickedUp + " ")
    })
})
