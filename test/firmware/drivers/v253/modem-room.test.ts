import { describe, expect, test } from "@devicescript/test"
import { Modem } from "../../../../src/drivers/v253/modem"
import { SoundSink } from "../../../../src/hal/voice-line"
import { ScriptedUart } from "../../support/scripted-uart"

/** What the driver sends to end whatever a crash left running: a carriage return, DLE ! DLE CAN DLE ETX. */
const WAKE = String.fromCharCode(0x0d, 0x10, 0x21, 0x10, 0x18, 0x10, 0x03)
const END = String.fromCharCode(0x10, 0x03)
const STOP = String.fromCharCode(0x10, 0x21)
const VOICE = "AT+FCLASS=8;+VSM=1,8000,0,0;"

function conexant(): ScriptedUart {
    return new ScriptedUart(64)
        .whenRaw(WAKE, "")
        .when("ATE0V1Q0", "OK")
        .when("ATHZ", "OK")
        .when("ATE0V1Q0S8=33+VCID=1", "OK")
        .when("AT+IFC=2,2", "OK")
        .when("AT+GCI=B5", "OK")
        .when("ATI0", "56000\r\n\r\nOK")
        .when("AT+FCLASS=8", "OK")
        .when("AT+VSM=?", '1,"UNSIGNED PCM",8,0,8000,0,0\r\n\r\nOK')
        .when("AT+VSM=1,8000,0,0", "OK")
        .when("AT+VSD=128,70", "OK")
        .when("AT+VIT=0;-STE=3", "OK")
        .when("AT+FCLASS=0", "OK")
}

async function readyModem(uart: ScriptedUart): Promise<Modem> {
    const modem = new Modem(uart, 7000, "US")
    await modem.initialise()
    return modem
}

class Sink implements SoundSink {
    onSound(): void {}
}

describe("the room", () => {
    test("while the loudspeaker is open the microphone is received, and what sounds next opens the loudspeaker again", async () => {
        const uart = conexant()
            .when(VOICE + "+VLS=4;+VTX", "CONNECT")
            .whenRaw(END, "\r\nOK\r\n")
            .when(VOICE + "+VLS=6;+VRX", "CONNECT")
            .whenRaw(STOP, END + "\r\nOK\r\n")
            .when(VOICE + "+VLS=4;+VTX", "CONNECT")
        const modem = await readyModem(uart)
        await modem.openSpeaker()
        await modem.startTransmit()
        await modem.finishTransmit()
        await modem.startReceive(new Sink())
        await modem.stopReceive()
        await modem.startTransmit()
        expect(uart.leftCount()).toBe(0)
    })
    test("screening: the room hears what is received, unless the modem refuses that", async () => {
        const uart = conexant()
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
