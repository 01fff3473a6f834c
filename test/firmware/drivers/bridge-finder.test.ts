import { describe, expect, test } from "@devicescript/test"
import { BridgeFinder } from "../../../src/drivers/bridge-finder"
import { FakeOutput } from "../support/fake-pins"
import { FakeUsbHost } from "../support/fake-usb-host"
import { ScriptedUart } from "../support/scripted-uart"

class Fixture {
    chip = new FakeUsbHost()
    reset = new FakeOutput()
    uart = new ScriptedUart(64)
    finder = new BridgeFinder(this.chip, this.chip, this.reset, this.uart)
}

describe("BridgeFinder", () => {
    test("a chip that answers a write with zeros is a USB host, and stays it", async () => {
        const f = new Fixture()
        const port = await f.finder.find()
        expect(port !== f.uart).toBe(true)
        expect(f.reset.driven).toBe("10")
        expect(f.chip.writes).toBe("8a10 8a10 ")
        expect(await f.finder.find()).toBe(port)
        expect(f.chip.writes).toBe("8a10 8a10 ")
    })
    test("where nobody answers while the UART is in reset, it is the UART, and is asked for again", async () => {
        const f = new Fixture()
        f.chip.exchange = async (tx: Buffer, rx: Buffer | undefined) => {
            if (rx) rx.fillAt(0, rx.length, 0xff)
        }
        expect(await f.finder.find()).toBe(f.uart)
        expect(await f.finder.find()).toBe(f.uart)
        expect(f.reset.driven).toBe("1010")
    })
})
