import * as ds from "@devicescript/core"
import { describe, expect, test } from "@devicescript/test"
import { UsbHost } from "../../../../src/drivers/max3421e/usb-host"
import { FaultCode } from "../../../../src/util/fault"
import { faultOf } from "../../support/fault-of"
import { CONEXANT_LIKE, FakeUsbHost, NAK, TIMEOUT } from "../../support/fake-usb-host"

class Fixture {
    chip = new FakeUsbHost()
    host = new UsbHost(this.chip, this.chip)

    async begin(): Promise<number> {
        const { host } = this
        return (await faultOf(async () => await host.begin())) ?? 0
    }
}

describe("UsbHost", () => {
    test("begins: full duplex, chip reset, full duplex again, host, bus reset, frames", async () => {
        const f = new Fixture()
        expect(await f.begin()).toBe(0)
        expect(f.chip.writes).toBe("8a10 7a20 7a00 8a10 dac1 ea04 ea01 dac9 ca61 ")
        expect(f.host.isOldDie).toBe(false)
    })
    test("knows the dies, and what is none", async () => {
        for (const revision of [0x01, 0x12]) {
            const f = new Fixture()
            f.chip.revision = revision
            expect(await f.begin()).toBe(0)
            expect(f.host.isOldDie).toBe(true)
        }
        for (const revision of [0x00, 0xff]) {
            const f = new Fixture()
            f.chip.revision = revision
            expect(await f.begin()).toBe(FaultCode.Absent)
        }
    })
    test("waits two seconds for a device, and no longer", async () => {
        const f = new Fixture()
        f.chip.isPlugged = false
        const startMs = ds.millis()
        expect(await f.begin()).toBe(FaultCode.Absent)
        const ms = ds.millis() - startMs
        expect(ms >= 2000 && ms < 2300).toBe(true)
    })
    test("a device that is busy with a request is asked again, one that is garbled three times", async () => {
        const f = new Fixture()
        await f.begin()
        f.chip.outcomes = [NAK, NAK, 0, NAK, TIMEOUT]
        expect(await f.host.tell(0, 9, 1, 0)).toBe(true)
        f.chip.outcomes = [TIMEOUT, TIMEOUT, TIMEOUT]
        expect(await f.host.tell(0, 9, 1, 0)).toBe(false)
    })
    test("descriptors come in packets of the device's size, no more than there is room for", async () => {
        const f = new Fixture()
        await f.begin()
        f.chip.configuration = CONEXANT_LIKE
        for (const packetBytes of [8, 16, 64]) {
            const device = Buffer.alloc(18)
            device[7] = packetBytes
            f.chip.device = device
            f.host.controlBytes = packetBytes
            for (const room of [9, 20, 64]) {
                const into = Buffer.alloc(room)
                const count = await f.host.describe(2, into)
                const wanted = Math.min(room, CONEXANT_LIKE.length)
                expect(count).toBe(wanted)
                const head = CONEXANT_LIKE.slice(0, wanted).toString("hex")
                expect(into.toString("hex").startsWith(head)).toBe(true)
            }
        }
    })
    test("a device that is gone is a fault wherever the end of a transaction is awaited", async () => {
        const f = new Fixture()
        await f.begin()
        f.chip.isGone = true
        const { host } = f
        expect(await faultOf(async () => await host.tell(0, 9, 1, 0))).toBe(FaultCode.Absent)
    })
    test("examined: what is written comes back, the die is named, the oscillator runs", async () => {
        const f = new Fixture()
        f.chip.isOscillatorTold = true
        const { name, wrongCount, clockKhz } = await f.host.examine()
        expect(name).toBe("MAX3421E, revision 1-3")
        expect(wrongCount).toBe(0)
        expect(clockKhz).toBe(12000)
        expect(f.chip.writes.startsWith("8a10 7a20 7a00 8a10 dac1 e255 e22a e27f ")).toBe(true)
    })
    test("examined: an oscillator that does not tell that it runs is told as none; so is nobody's", async () => {
        const f = new Fixture()
        expect((await f.host.examine()).clockKhz).toBe(0)
        const nobody = new Fixture()
        nobody.chip.isOscillatorTold = true
        nobody.chip.exchange = async (tx: Buffer, rx: Buffer | undefined) => {
            if (rx) rx.fillAt(0, rx.length, 0xff)
        }
        const { wrongCount, clockKhz } = await nobody.host.examine()
        expect(wrongCount).toBe(64)
        expect(clockKhz).toBe(0)
    })
})
