import { describe, expect, test } from "@devicescript/test"
import { RoomLink } from "../../../../src/hal/voice-line"
import { conexant, readyModem } from "../../support/modem-scripts"

/** As Lucent's and Silicon Laboratories' list them, and Conexant's, which have none. */
const INTERNAL = '1,"T",0B8418E0\r\n6,"M",08400000\r\n7,"MST",0B8418E0\r\n\r\nOK'
const EXTERNAL = '+VLS: 5,"ST",0B8418E0\r\n+VLS: 13,"M1S1T",0B8418E0\r\n+VLS: 15,"HT",0\r\n\r\nOK'
const NONE = '5,"ST",0B8418E0\r\n6,"M",08400000\r\n18,"M1S",0\r\n\r\nOK'

describe("the room in a call", () => {
    test("hears it first, then is heard, then no more; a modem may know no +VSP", async () => {
        const uart = conexant(64)
            .when("AT+VLS=?", INTERNAL)
            .when("AT+VLS=5", "OK")
            .when("AT+VLS=?", INTERNAL)
            .when("AT+VLS=7", "OK")
            .when("AT+VSP=1", "ERROR")
            .when("AT+VSP=0", "ERROR")
            .when("AT+VLS=1", "OK")
        const modem = await readyModem(uart)
        expect(await modem.linkRoom(RoomLink.Loudspeaker)).toBe(true)
        expect(await modem.linkRoom(RoomLink.Speakerphone)).toBe(true)
        expect(await modem.linkRoom(RoomLink.None)).toBe(true)
        expect(uart.leftCount()).toBe(0)
    })
    test("by microphone and loudspeaker outside the modem", async () => {
        const uart = conexant(64)
            .when("AT+VLS=?", EXTERNAL)
            .when("AT+VLS=13", "OK")
            .when("AT+VSP=1", "OK")
        const modem = await readyModem(uart)
        expect(await modem.linkRoom(RoomLink.Speakerphone)).toBe(true)
        expect(uart.leftCount()).toBe(0)
    })
    test("is left out where the modem lists nothing of the kind, or refuses it", async () => {
        const uart = conexant(64)
            .when("AT+VLS=?", NONE)
            .when("AT+VLS=?", "ERROR")
            .when("AT+VLS=?", INTERNAL)
            .when("AT+VLS=7", "ERROR")
        const modem = await readyModem(uart)
        expect(await modem.linkRoom(RoomLink.Loudspeaker)).toBe(false)
        expect(await modem.linkRoom(RoomLink.Speakerphone)).toBe(false)
        expect(await modem.linkRoom(RoomLink.Speakerphone)).toBe(false)
        expect(uart.leftCount()).toBe(0)
    })
})
