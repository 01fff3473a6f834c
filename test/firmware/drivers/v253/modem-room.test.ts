import { describe, expect, test } from "@devicescript/test"
import { SoundSink } from "../../../../src/hal/voice-line"
import { conexant, readyModem, VOICE } from "../../support/modem-scripts"

const END = String.fromCharCode(0x10, 0x03)
const STOP = String.fromCharCode(0x10, 0x21)

class Sink implements SoundSink {
    onSound(): void {}
}

describe("the room", () => {
    test("while the loudspeaker is open the microphone is received, and what sounds next opens the loudspeaker again", async () => {
        const uart = conexant(64)
            .when(VOICE + "+VLS=4;+VTX", "CONNECT")
            .whenRaw(END, "\r\nOK\r\n")
            .when(VOICE + "+VLS=6;+VRX", "CONNECT")
            .whenRaw(STOP, END + "\r\nOK\r\n")
            .when(VOICE + "+VLS=4;+VTX", "CONNECT")
        const modem = await readyModem(uart)
        await modem.openSpeaker(5)
        await modem.startTransmit()
        await modem.finishTransmit()
        await modem.startReceive(new Sink())
        await modem.stopReceive()
        await modem.startTransmit()
        expect(uart.leftCount()).toBe(0)
    })
    test("screening: the room hears what is received, unless the modem refuses that", async () => {
        const uart = conexant(64)
            .when("AT+VLS=5;+VRX", "CONNECT")
            .whenRaw(STOP, END + "\r\nOK\r\n")
            .when("AT+VLS=5;+VRX", "ERROR")
            .when("AT+VRX", "CONNECT")
        const modem = await readyModem(uart)
        modem.isScreening = true
        await modem.startReceive(new Sink())
        await modem.stopReceive()
        await modem.startReceive(new Sink())
        expect(uart.leftCount()).toBe(0)
    })
})

describe("the volume of the loudspeaker", () => {
    test("is set before it sounds, once, and is the usual one again for callers", async () => {
        const uart = conexant(64)
            .when("AT+FCLASS=8;+VGT=144", "OK")
            .when(VOICE + "+VLS=4;+VTX", "CONNECT")
            .whenRaw(END, "\r\nOK\r\n")
            .when("AT+VLS=0", "OK")
            .when("AT+FCLASS=8;+VGT=128", "OK")
            .when("ATH", "OK")
            .when("AT+FCLASS=0", "OK")
        const modem = await readyModem(uart)
        await modem.openSpeaker(6)
        await modem.openSpeaker(6)
        await modem.startTransmit()
        await modem.finishTransmit()
        await modem.hangUp()
        expect(uart.leftCount()).toBe(0)
    })
})
