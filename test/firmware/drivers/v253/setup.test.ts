import { describe, expect, test } from "@devicescript/test"
import { AtChat, Input } from "../../../../src/drivers/v253/at-chat"
import { Column } from "../../../../src/drivers/v253/profiles"
import { identify, wake } from "../../../../src/drivers/v253/setup"
import { RECEIVED_AT } from "../../../../src/hal/uart"
import { Fault, FaultCode } from "../../../../src/util/fault"
import { anyModem, readyModem, setUpAsConexant } from "../../support/modem-scripts"
import { ScriptedUart } from "../../support/scripted-uart"

/** A modem that follows no other rate than its own, and says `answer` to all that ends in a carriage return. */
class FixedRateModem extends ScriptedUart implements Input {
    chat = new AtChat(this, this)
    rates = ""

    constructor(
        private ownBaud: number,
        private answer: string
    ) {
        super(64)
    }

    override async setRate(baud: number): Promise<void> {
        this.baud = baud
        this.rates += baud + " "
    }

    override async write(from: Buffer, atByte: number, lengthBytes: number): Promise<number> {
        if (this.baud !== this.ownBaud) return lengthBytes
        const text = from.slice(atByte, atByte + lengthBytes).toString()
        if (text.startsWith("AT+IPR=")) this.ownBaud = parseInt(text.slice(7))
        if (text.endsWith("\r")) this.receive(Buffer.from(this.answer))
        return lengthBytes
    }

    async takePiece(): Promise<boolean> {
        const piece = await this.read()
        if (!piece) return false
        for (const line of piece.slice(RECEIVED_AT).toString().split("\n")) this.chat.offer(line)
        return true
    }
}

async function faultOfWaking(modem: FixedRateModem): Promise<number> {
    try {
        await wake(modem.chat, modem)
    } catch (e: any) {
        if (e instanceof Fault) return e.code
        throw e
    }
    return 0
}

describe("wake", () => {
    test("finds a modem at the usual rate", async () => {
        const modem = new FixedRateModem(115200, "OK")
        expect(await faultOfWaking(modem)).toBe(0)
        expect(modem.rates).toBe("115200 ")
    })
    test("finds one that is held at another rate, and brings it to the usual one", async () => {
        const modem = new FixedRateModem(38400, "OK")
        expect(await faultOfWaking(modem)).toBe(0)
        expect(modem.rates).toBe("115200 115200 115200 115200 57600 38400 115200 ")
        expect(await modem.chat.ask("AT")).toBe(true)
    })
    test("nobody there is another fault than somebody who refuses", async () => {
        expect(await faultOfWaking(new FixedRateModem(1, "OK"))).toBe(FaultCode.Absent)
        expect(await faultOfWaking(new FixedRateModem(115200, "ERROR"))).toBe(FaultCode.Protocol)
    })
})

describe("identify", () => {
    test("asks in one way after the other until it knows", async () => {
        const modem = new FixedRateModem(115200, "2494\nOK")
        await modem.setRate(115200)
        expect((await identify(modem.chat, 0))[Column.Name]).toBe("si2494")
    })
    test("whoever answers nothing but errors is unknown", async () => {
        const modem = new FixedRateModem(115200, "ERROR")
        await modem.setRate(115200)
        expect((await identify(modem.chat, 0))[Column.Name]).toBe("unknown")
    })
    test("one that is known by its number at USB is not asked, and no other number is taken for a name", async () => {
        const modem = new FixedRateModem(115200, "ERROR")
        await modem.setRate(115200)
        const nameOf = async (vendor: number, product: number) =>
            (await identify(modem.chat, vendor * 65536 + product))[Column.Name]
        expect(await nameOf(0x0572, 0x1324)).toBe("rd02-d400")
        expect(await nameOf(0x0572, 0x1349)).toBe("unknown")
        expect(await nameOf(0x0803, 0x3095)).toBe("unknown")
        expect(await nameOf(0x0baf, 0x0303)).toBe("unknown")
    })
    test("a modem that must be told the form of caller ID is told it, once it is known at USB", async () => {
        const uart = setUpAsConexant(anyModem(64).when("AT!4886=00", "OK"))
        uart.product = 0x05721324
        const modem = await readyModem(uart)
        expect(uart.leftCount()).toBe(0)
        expect(modem.modelName()).toBe("rd02-d400")
    })
})
