import * as ds from "@devicescript/core"
import { describe, expect, test } from "@devicescript/test"
import { Modem } from "../../../../src/drivers/v253/modem"
import { Codec } from "../../../../src/hal/sound"
import { LineEventKind, SoundSink } from "../../../../src/hal/voice-line"
import { FaultCode } from "../../../../src/util/fault"
import { faultOf } from "../../support/fault-of"
import {
    anyModem,
    CODECS,
    conexant,
    LUCENT_CODECS,
    readyModem,
    VOICE,
    WAKE,
} from "../../support/modem-scripts"
import { ScriptedUart } from "../../support/scripted-uart"

const END = String.fromCharCode(0x10, 0x03)
const DROP = String.fromCharCode(0x10, 0x18, 0x10, 0x03)
const STOP = String.fromCharCode(0x10, 0x21)

async function pollAll(modem: Modem): Promise<void> {
    await ds.sleep(0)
    for (let i = 0; i < 200; i++) await modem.poll()
}

function nextKind(modem: Modem): LineEventKind | undefined {
    return modem.nextEvent()?.kind
}

class HexSink implements SoundSink {
    sound = ""

    onSound(from: Buffer, atByte: number, lengthBytes: number): void {
        this.sound += from.slice(atByte, atByte + lengthBytes).toString("hex")
    }
}

describe("Modem set-up", () => {
    test("works whatever the pieces in which a modem talks", async () => {
        for (const pieceBytes of [1, 7]) {
            const uart = conexant(pieceBytes)
            const modem = await readyModem(uart)
            expect(uart.leftCount()).toBe(0)
            expect(modem.codec).toBe(Codec.PcmU8)
        }
    })
    test("a modem with other words for everything is set up by its own row", async () => {
        const uart = new ScriptedUart(64)
            .whenRaw(WAKE, "")
            .when("ATE0V1Q0", "OK")
            .when("ATHZ", "OK")
            .when("ATE0V1Q0S8=33+VCID=1", "ERROR")
            .when("ATE0V1Q0+VCID=1", "ERROR")
            .when("AT#CID=1", "OK")
            .when("AT+IFC=2,2", "ERROR")
            .when("AT&K3", "ERROR")
            .when("AT&H1&R2", "OK")
            .when("AT+GCI=B5", "OK")
            .when("ATI0", "5601\r\n\r\nOK")
            .when("AT+FCLASS=8", "OK")
            .when("AT+VSM=?", LUCENT_CODECS)
            .when("AT+VSM=131,8000,0,0", "ERROR")
            .when("AT+VSM=131,8000", "OK")
            .when("AT+VSD=128,0", "OK")
            .when("AT+VIT=0", "OK")
            .when("AT+FCLASS=0", "OK")
            .when("AT+FCLASS=8;+VSM=131,8000;+VLS=1", "OK")
            .whenRaw("AT+VLS=5;+VRX\r", "\r\nCONNECT\r\n")
        const modem = new Modem(uart, 0, "US")
        await modem.initialise()
        expect(modem.codec).toBe(Codec.MuLaw)
        await modem.answer()
        await modem.startReceive(new HexSink())
        // H at the answer and dial tone at the start are its imagination.
        uart.receive(hex`10 48 10 64 10 6c`)
        await pollAll(modem)
        expect(nextKind(modem)).toBe(LineEventKind.LoopInterrupted)
        expect(nextKind(modem)).toBe(undefined)
        expect(uart.leftCount()).toBe(0)
    })
    test("a modem that has no codec of 8 bits is of no use", async () => {
        const uart = anyModem(64)
            .when("ATI0", "56000\r\n\r\nOK")
            .when("AT+FCLASS=8", "OK")
            .when("AT+VSM=?", '129,"IMA ADPCM",4,0,8000,0,0\r\n\r\nOK')
        expect(await faultOf(async () => await new Modem(uart, 7000, "US").initialise())).toBe(
            FaultCode.Protocol
        )
    })
    test("a modem that does not answer is absent, and says so", async () => {
        const silent = new ScriptedUart(64)
        silent.isMute = true
        expect(await faultOf(async () => await new Modem(silent, 7000, "US").initialise())).toBe(
            FaultCode.Absent
        )
    })
    test("endless garbage is absent, too, and leaves no event behind", async () => {
        const uart = new ScriptedUart(64)
        uart.isMute = true
        uart.garbage = hex`10 0a 52 49 4e 47 ff 10 58 3d 0d 4f 4b 80 10 10 41 0a 00`
        const modem = new Modem(uart, 7000, "US")
        expect(await faultOf(async () => await modem.initialise())).toBe(FaultCode.Absent)
    })
    test("can be done again at any time, in the middle of a recording, too", async () => {
        const uart = conexant(64).whenRaw("AT+VRX\r", "\r\nCONNECT\r\nab")
        const modem = await readyModem(uart)
        await modem.startReceive(new HexSink())
        uart.append(conexant(64))
        await modem.initialise()
        expect(uart.leftCount()).toBe(0)
        uart.receive(Buffer.from("\r\nRING\r\n"))
        await pollAll(modem)
        expect(nextKind(modem)).toBe(LineEventKind.Ring)
    })
})

describe("Modem on-hook", () => {
    test("rings and caller ID come as text, in whatever pieces", async () => {
        const text = Buffer.from(
            "\r\nRING\r\n\r\nDATE = 1122\r\nTIME = 1405\r\nNMBR = 2125550123\r\nNAME = J SMITH\r\n"
        )
        const uart = conexant(64)
        const modem = await readyModem(uart)
        for (let cut = 0; cut <= text.length; cut++) {
            // Each of them is a call of its own.
            modem.forgetCall()
            expect(modem.callerId.number).toBe("")
            uart.receive(text.slice(0, cut))
            await pollAll(modem)
            uart.receive(text.slice(cut, text.length))
            await pollAll(modem)
            const { date, time, number, name } = modem.callerId
            expect(date + time + number + name).toBe("112214052125550123J SMITH")
        }
    })
    test("caller ID may come before the first ring, and as a packet", async () => {
        const uart = conexant(64)
        const modem = await readyModem(uart)
        uart.receive(Buffer.from("\r\nMESG = 030735353531323132\r\n\r\nRING\r\n"))
        await pollAll(modem)
        expect(modem.callerId.number).toBe("5551212")
        expect(nextKind(modem)).toBe(LineEventKind.Ring)
    })
    test("one ring that is told as text and as a code is one event", async () => {
        const uart = conexant(64)
        const modem = await readyModem(uart)
        uart.receive(Buffer.from("\r\nRING\r\n"))
        uart.receive(hex`10 52`)
        await pollAll(modem)
        expect(nextKind(modem)).toBe(LineEventKind.Ring)
        expect(nextKind(modem)).toBe(undefined)
    })
    test("answering is prepared when the caller is known, and is short then", async () => {
        const uart = conexant(64)
        const modem = await readyModem(uart)
        await modem.prepareAnswer()
        uart.receive(Buffer.from("\r\nNMBR = 2125550123\r\n"))
        await pollAll(modem)
        await ds.sleep(510)
        uart.receive(Buffer.from("\r\nRING\r\n"))
        await pollAll(modem)
        uart.when("AT+FCLASS=8;+VSM=1,8000,0,0;", "OK").when("AT+VLS=1", "OK")
        await modem.prepareAnswer()
        await modem.prepareAnswer()
        expect(uart.leftCount()).toBe(1)
        await modem.answer()
        expect(uart.leftCount()).toBe(0)
    })
    test("without that all goes in one command; a modem that was reset meanwhile is told all again", async () => {
        const uart = conexant(64).when(VOICE + "+VLS=1", "OK")
        const modem = await readyModem(uart)
        await modem.answer()
        expect(uart.leftCount()).toBe(0)
    })
    test("a ring while the loudspeaker is open comes from the RI pin, once, and is not told again in text", async () => {
        const uart = conexant(64)
        const modem = await readyModem(uart)
        uart.isRingAsserted = true
        await pollAll(modem)
        expect(nextKind(modem)).toBe(undefined)
        await modem.openSpeaker(5)
        await pollAll(modem)
        expect(nextKind(modem)).toBe(LineEventKind.Ring)
        await ds.sleep(110)
        await pollAll(modem)
        uart.receive(Buffer.from("\r\nRING\r\n"))
        await pollAll(modem)
        expect(nextKind(modem)).toBe(undefined)
    })
    test("a modem is asked now and then: one that echoes or is silent has to be looked for anew", async () => {
        const uart = conexant(64)
            .when("ATS8?", "033\r\n\r\nOK")
            .when("ATS8?", "ATS8?\r\r\n033\r\n\r\nOK")
        const modem = await readyModem(uart)
        await modem.check()
        expect(await faultOf(async () => await modem.check())).toBe(FaultCode.TimedOut)
        expect(await faultOf(async () => await modem.answer())).toBe(FaultCode.TimedOut)
        await modem.hangUp()
        expect(uart.leftCount()).toBe(0)
    })
    test("one that has forgotten how it was set up has to be set up anew, and its owner be told", async () => {
        const uart = conexant(64).when("ATS8?", "002\r\n\r\nOK")
        const modem = await readyModem(uart)
        expect(modem.takeTrouble()).toBe(undefined)
        expect(await faultOf(async () => await modem.check())).toBe(FaultCode.TimedOut)
        expect(modem.takeTrouble()?.how).toBe("was reset")
        expect(modem.takeTrouble()).toBe(undefined)
    })
    test("one that has told of no ring for six hours is set up anew when it is asked", async () => {
        const uart = conexant(64)
        const modem = await readyModem(uart)
        // So long no test may run.
        const parts: any = modem
        parts.health.wellMs -= 21600000
        uart.append(conexant(64))
        await modem.check()
        expect(uart.leftCount()).toBe(0)
    })
    test("a ring of a call that is over is none that was not told", async () => {
        const uart = conexant(64).when(VOICE + "+VLS=1", "OK")
        const modem = await readyModem(uart)
        await modem.answer()
        uart.isRingOver = true
        uart.when("AT+VLS=0", "OK").when("ATH", "OK").when("AT+FCLASS=0", "OK")
        await modem.hangUp()
        await modem.watchRings()
        expect(modem.takeTrouble()).toBe(undefined)
    })
    test("a modem that echoes commands was reset: it is looked for anew after the call", async () => {
        const uart = conexant(64).when(VOICE + "+VLS=1", VOICE + "+VLS=1\r\nOK")
        const modem = await readyModem(uart)
        await modem.answer()
        uart.when("AT+VLS=0", "OK").when("ATH", "OK").when("AT+FCLASS=0", "OK")
        expect(await faultOf(async () => await modem.hangUp())).toBe(FaultCode.TimedOut)
    })
})

describe("Modem receiving", () => {
    test("sound begins right behind CONNECT, and codes in it become events", async () => {
        for (const pieceBytes of [1, 64]) {
            const uart = conexant(pieceBytes).whenRaw("AT+VRX\r", "\r\nCONNECT\r\nab")
            const modem = await readyModem(uart)
            const sink = new HexSink()
            await modem.startReceive(sink)
            uart.receive(hex`63 10 10 64 10 35 65 10 1a 66 10 6c 10 6f 67`)
            await pollAll(modem)
            expect(sink.sound).toBe("6162631064651010" + "6667")
            const digit = modem.nextEvent()
            expect(digit?.kind).toBe(LineEventKind.Digit)
            expect(digit?.digit).toBe(0x35)
            expect(nextKind(modem)).toBe(LineEventKind.LoopInterrupted)
            expect(modem.overrunCount).toBe(1)
        }
    })
    test("stopping keeps what is still on its way", async () => {
        const uart = conexant(3)
            .whenRaw("AT+VRX\r", "\r\nCONNECT\r\n")
            .whenRaw(STOP, "xyz" + END + "\r\nOK\r\n")
        const modem = await readyModem(uart)
        const sink = new HexSink()
        await modem.startReceive(sink)
        await modem.stopReceive()
        expect(sink.sound).toBe("78797a")
    })
    test("a modem that ends it with ESC, or by itself, is understood, and its OK answers nothing else", async () => {
        const uart = conexant(64)
            .whenRaw("AT+VRX\r", "\r\nCONNECT\r\n")
            .whenRaw(STOP, String.fromCharCode(0x10, 0x1b) + "\r\nOK\r\n")
            .whenRaw("AT+VRX\r", "\r\nCONNECT\r\nab" + END + "\r\nOK\r\n")
        const modem = await readyModem(uart)
        const sink = new HexSink()
        await modem.startReceive(sink)
        await modem.stopReceive()
        await modem.startReceive(sink)
        await pollAll(modem)
        expect(nextKind(modem)).toBe(LineEventKind.LoopInterrupted)
        await modem.stopReceive()
        expect(sink.sound).toBe("6162")
        uart.when("AT+VLS=0", "ERROR").when("ATH", "OK").when("AT+FCLASS=0", "OK")
        await modem.hangUp()
    })
    test("a report in words in the middle of sound is no sound, and its caller is known", async () => {
        const uart = conexant(64).whenRaw("AT+VRX\r", "\r\nCONNECT\r\n")
        const modem = await readyModem(uart)
        const packet = Buffer.concat(
            hex`61 10 58`,
            Buffer.from("CIDM\r\nDATE=1122\r\nTIME=1405\r\nNMBR=2125550123\r\nNAME=J SMITH"),
            hex`10 2e 62`
        )
        for (let cut = 0; cut <= packet.length; cut++) {
            modem.forgetCall()
            const sink = new HexSink()
            if (cut === 0) await modem.startReceive(sink)
            uart.receive(packet.slice(0, cut))
            await pollAll(modem)
            uart.receive(packet.slice(cut, packet.length))
            await pollAll(modem)
            expect(modem.callerId.number + modem.callerId.name).toBe("2125550123J SMITH")
            if (cut === 0) expect(sink.sound).toBe("6162")
        }
    })
    test("a report that never ends does not swallow the sound for ever", async () => {
        const uart = conexant(64).whenRaw("AT+VRX\r", "\r\nCONNECT\r\n")
        const modem = await readyModem(uart)
        const sink = new HexSink()
        await modem.startReceive(sink)
        uart.receive(hex`10 58`)
        for (let i = 0; i < 20; i++) uart.receive(Buffer.alloc(64))
        await pollAll(modem)
        expect(sink.sound.length > 1000).toBe(true)
    })
})

describe("Modem transmitting", () => {
    test("a DLE in sound to be played is doubled, wherever the UART is full", async () => {
        for (const pieceBytes of [1, 64]) {
            const uart = conexant(pieceBytes).when("AT+VTX", "CONNECT")
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
    test("to the loudspeaker begins with one line of commands, or with two where that is refused", async () => {
        const uart = conexant(64)
            .when(VOICE + "+VLS=4;+VTX", "CONNECT")
            .whenRaw(END, "\r\nOK\r\n")
            .when(VOICE + "+VLS=4;+VTX", "ERROR")
            .when(VOICE + "+VLS=4", "OK")
            .when("AT+VTX", "CONNECT")
            .whenRaw(END, "\r\nOK\r\n")
            .when(VOICE + "+VLS=4", "OK")
            .when("AT+VTS=[933,933,50]", "OK")
        const modem = await readyModem(uart)
        for (let i = 0; i < 2; i++) {
            await modem.openSpeaker(5)
            await modem.startTransmit()
            await modem.finishTransmit()
        }
        await modem.openSpeaker(5)
        await modem.beep()
        expect(uart.leftCount()).toBe(0)
    })
    test("is played out with OK, and dropped with an echo before OK (Si24xx)", async () => {
        const uart = conexant(64)
            .when("AT+VTX", "CONNECT")
            .whenRaw(END, "\r\nOK\r\n")
            .when("AT+VTX", "CONNECT")
            .whenRaw(DROP, END + "\r\nOK\r\n")
        const modem = await readyModem(uart)
        await modem.startTransmit()
        await modem.finishTransmit()
        await modem.startTransmit()
        await modem.cancelTransmit()
        expect(uart.leftCount()).toBe(0)
        expect(nextKind(modem)).toBe(undefined)
    })
    test("a modem that ends it by itself takes no more, and is asked for no end", async () => {
        const uart = conexant(64).when("AT+VTX", "CONNECT")
        const modem = await readyModem(uart)
        await modem.startTransmit()
        uart.receive(Buffer.from("\r\nOK\r\n"))
        await pollAll(modem)
        expect(nextKind(modem)).toBe(LineEventKind.LoopInterrupted)
        expect(await modem.transmit(hex`41 42`, 0, 2)).toBe(0)
        await modem.cancelTransmit()
        expect(uart.leftCount()).toBe(0)
    })
    test("a modem that is reset meanwhile echoes what it takes for commands, and is lost", async () => {
        const uart = conexant(64).when("AT+VTX", "CONNECT")
        const modem = await readyModem(uart)
        await modem.startTransmit()
        uart.receive(Buffer.alloc(120))
        await pollAll(modem)
        const deed = async () => {
            await modem.transmit(hex`41 42`, 0, 2)
        }
        expect(await faultOf(deed)).toBe(FaultCode.TimedOut)
        await modem.cancelTransmit()
        expect(uart.leftCount()).toBe(0)
    })
    test("the beep has the unit of the modem; where that is not known, a first one is timed", async () => {
        const uart = conexant(64).when("AT+VTS=[933,933,50]", "OK")
        await (await readyModem(uart)).beep()
        expect(uart.leftCount()).toBe(0)
        const unknown = anyModem(64)
            .when("ATI0", "33600\r\n\r\nOK")
            .when("ATI3", "ERROR")
            .when("AT+GMI", "ERROR")
            .when("AT+GMI9", "ERROR")
            .when("ATI6", "ERROR")
            .when("AT+FCLASS=8", "OK")
            .when("AT+VSM=?", CODECS)
            .when("AT+VSM=1,8000,0,0", "OK")
            .when("AT+VSD=128,70", "OK")
            .when("AT+VIT=0", "OK")
            .when("AT+FCLASS=0", "OK")
            .when("AT+VTS=[933,933,5]", "OK")
            .when("AT+VTS=[933,933,50]", "OK")
        const modem = await readyModem(unknown)
        await modem.beep()
        expect(unknown.leftCount()).toBe(0)
    })
})
