import { describe, expect, test } from "@devicescript/test"
import { Modem } from "../../../../src/drivers/v253/modem"
import { CONEXANT } from "../../../../src/drivers/v253/profiles"
import { Codec } from "../../../../src/hal/sound"
import { LineEventKind, SoundSink } from "../../../../src/hal/voice-line"
import { Fault, FaultCode } from "../../../../src/util/fault"
import { ScriptedUart } from "../../support/scripted-uart"

/** What the driver sends to end whatever a crash left running: DLE ! DLE CAN DLE ETX. */
const WAKE = String.fromCharCode(0x10, 0x21, 0x10, 0x18, 0x10, 0x03)
const END = String.fromCharCode(0x10, 0x03)
const STOP = String.fromCharCode(0x10, 0x21)

const CODECS =
    '1,"UNSIGNED PCM",8,0,8000,0,0\r\n129,"IMA ADPCM",4,0,8000,0,0\r\n140,"2 Bit ADPCM",2,0,8000,0,0\r\n\r\nOK'

function setUp(pieceBytes: number): ScriptedUart {
    return new ScriptedUart(pieceBytes)
        .whenRaw(WAKE, "")
        .when("ATZ", "OK")
        .when("ATE0V1Q0", "OK")
        .when("AT+VCID=1", "OK")
        .when("AT+IFC=2,2", "ERROR")
        .when("AT+GCI=B5", "OK")
        .when("AT+FCLASS=8", "OK")
        .when("AT+VSM=?", CODECS)
        .when("AT+VSD=128,70", "OK")
        .when("AT+VIT=0", "OK")
        .when("AT-STE=3", "ERROR")
        .when("AT+FCLASS=0", "OK")
}

async function readyModem(uart: ScriptedUart): Promise<Modem> {
    const modem = new Modem(uart, CONEXANT, 7000, "US")
    await modem.initialise()
    return modem
}

async function pollAll(modem: Modem): Promise<void> {
    for (let i = 0; i < 200; i++) await modem.poll()
}

class HexSink implements SoundSink {
    sound = ""

    onSound(from: Buffer, atByte: number, lengthBytes: number): void {
        this.sound += from.slice(atByte, atByte + lengthBytes).toString("hex")
    }
}

describe("Modem", () => {
    test("sets a modem up, whatever the pieces in which it talks", async () => {
        for (const pieceBytes of [1, 7, 64]) {
            const uart = setUp(pieceBytes)
            const modem = await readyModem(uart)
            expect(uart.leftCount()).toBe(0)
            expect(modem.codec).toBe(Codec.PcmU8)
        }
    })
    test("rings and caller ID come as text", async () => {
        const uart = setUp(5)
        const modem = await readyModem(uart)
        uart.receive(
            Buffer.from(
                "\r\nRING\r\n\r\nDATE = 1122\r\nTIME = 1405\r\nNMBR = 2125550123\r\nNAME = J SMITH\r\n"
            )
        )
        await pollAll(modem)
        expect(modem.nextEvent()?.kind).toBe(LineEventKind.Ring)
        expect(modem.nextEvent()).toBe(undefined)
        expect(modem.callerId.number + modem.callerId.name).toBe("2125550123J SMITH")
        modem.forgetCall()
        expect(modem.callerId.number).toBe("")
    })
    test("answers with class, codec and line in one command", async () => {
        const uart = setUp(64).when("AT+FCLASS=8;+VSM=1,8000,0,0;+VLS=1", "OK")
        const modem = await readyModem(uart)
        await modem.answer()
        expect(uart.leftCount()).toBe(0)
    })
    test("sound begins right behind CONNECT, and codes in it become events", async () => {
        for (const pieceBytes of [1, 3, 64]) {
            const uart = setUp(pieceBytes).whenRaw("AT+VRX\r", "\r\nCONNECT\r\nab")
            const modem = await readyModem(uart)
            const sink = new HexSink()
            await modem.startReceive(sink)
            uart.receive(hex`63 10 10 64 10 35 65 10 1a 66 10 6c`)
            await pollAll(modem)
            expect(sink.sound).toBe("6162631064651010" + "66")
            const digit = modem.nextEvent()
            expect(digit?.kind).toBe(LineEventKind.Digit)
            expect(digit?.digit).toBe(0x35)
            expect(modem.nextEvent()?.kind).toBe(LineEventKind.LoopInterrupted)
        }
    })
    test("stopping a receive keeps what is still on its way", async () => {
        const uart = setUp(3)
            .whenRaw("AT+VRX\r", "\r\nCONNECT\r\n")
            .whenRaw(STOP, "xyz" + END + "\r\nOK\r\n")
        const modem = await readyModem(uart)
        const sink = new HexSink()
        await modem.startReceive(sink)
        await modem.stopReceive()
        expect(sink.sound).toBe("78797a")
    })
    test("a DLE in sound to be played is doubled, wherever the UART is full", async () => {
        for (const pieceBytes of [1, 2, 64]) {
            const uart = setUp(pieceBytes).when("AT+VTX", "CONNECT")
            const modem = await readyModem(uart)
            await modem.startTransmit()
            const before = uart.sent.length
            const sound = hex`10 41 10 10 42 10 43`
            let at = 0
            for (let i = 0; i < 50 && at < sound.length; i++)
                at += await modem.transmit(sound, at, sound.length - at)
            expect(at).toBe(7)
            expect(uart.sent.slice(before).toString("hex")).toBe("1010411010101042101043")
        }
    })
    test("a modem that does not answer is absent, and says so", async () => {
        const modem = new Modem(new ScriptedUart(64), CONEXANT, 7000, "US")
        let code = 0
        try {
            await modem.initialise()
        } catch (e: any) {
            if (e instanceof Fault) code = e.code
        }
        expect(code).toBe(FaultCode.Absent)
    })
})
