import * as ds from "@devicescript/core"
import { describe, expect, test } from "@devicescript/test"
import { UsbModem } from "../../../../src/drivers/max3421e/usb-modem"
import { RECEIVED_AT } from "../../../../src/hal/uart"
import { FaultCode } from "../../../../src/util/fault"
import { faultOf } from "../../support/fault-of"
import { CONEXANT_LIKE, FakeUsbHost, NAK, STALL, TIMEOUT } from "../../support/fake-usb-host"

class Fixture {
    chip = new FakeUsbHost()
    modem = new UsbModem(this.chip, this.chip)

    async ready(): Promise<Fixture> {
        this.chip.configuration = CONEXANT_LIKE
        await this.modem.initialise()
        this.chip.toggles = ""
        this.chip.requests = ""
        return this
    }

    says(text: string): void {
        this.chip.incoming.push(Buffer.from(text))
    }

    ring(): void {
        this.chip.notices.push(hex`a1 20 00 00 00 00 02 00 0a 00`)
    }

    /** All that can be read until nothing comes, with pauses in between. */
    async heard(): Promise<string> {
        let text = ""
        for (let i = 0; i < 12; i++) {
            const piece = await this.modem.read()
            if (piece) text += piece.slice(RECEIVED_AT).toString()
            else await ds.sleep(20)
        }
        return text
    }

    async wrote(text: string): Promise<number> {
        return await this.modem.write(Buffer.from(text), 0, text.length)
    }
}

function hexOf(text: string): string {
    return Buffer.from(text).toString("hex") + " "
}

async function expectDeaf(stuckAt: number): Promise<void> {
    const f = await new Fixture().ready()
    f.chip.stuckAt = stuckAt
    expect(await faultOf(async () => await f.modem.read())).toBe(FaultCode.Absent)
    expect(await faultOf(async () => await f.wrote("ATZ"))).toBe(FaultCode.Absent)
    expect(await faultOf(async () => await f.modem.isRinging())).toBe(FaultCode.Absent)
}

describe("UsbModem", () => {
    test("reads packets of any length, and keeps the toggle in mind", async () => {
        const f = await new Fixture().ready()
        f.says("RING\r\n")
        f.says("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-+")
        f.says("x")
        expect(await f.heard()).toBe(
            "RING\r\n0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-+x"
        )
        expect(f.chip.toggles.startsWith("10 20 10 20 ")).toBe(true)
    })
    test("a packet of 64 bytes is three transfers, nothing there is three", async () => {
        const f = await new Fixture().ready()
        f.says("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-+")
        const before = f.chip.transferCount
        await f.modem.read()
        expect(f.chip.transferCount - before).toBe(3)
        await f.modem.read()
        expect(f.chip.transferCount - before).toBe(6)
    })
    test("does not ask again until a packet can have filled itself, and costs nothing meanwhile", async () => {
        const f = await new Fixture().ready()
        f.says("ab")
        await f.modem.read()
        expect(f.modem.hasInput()).toBe(false)
        const before = f.chip.transferCount
        expect(await f.modem.read()).toBe(undefined)
        expect(f.chip.transferCount).toBe(before)
        await ds.sleep(10)
        expect(f.modem.hasInput()).toBe(true)
    })
    test("an empty packet is no bytes", async () => {
        const f = await new Fixture().ready()
        f.says("a")
        f.chip.incoming.push(Buffer.alloc(0))
        f.says("b")
        expect(await f.heard()).toBe("ab")
        expect(f.chip.toggles.startsWith("10 20 10 20 ")).toBe(true)
    })
    test("writes what it is given in packets of 64, four transfers each", async () => {
        const f = await new Fixture().ready()
        const sound = Buffer.alloc(150)
        for (let i = 0; i < 150; i++) sound[i] = i
        const before = f.chip.transferCount
        expect(await f.modem.write(sound, 0, 128)).toBe(128)
        expect(f.chip.transferCount - before).toBe(8)
        expect(await f.modem.write(sound, 128, 22)).toBe(22)
        expect(f.chip.sent.split(" ").join("")).toBe(sound.toString("hex"))
        expect(f.chip.toggles).toBe("40 80 40 ")
    })
    test("a packet that the modem does not take waits, and goes out before all else", async () => {
        const f = await new Fixture().ready()
        f.chip.outcomes = [NAK, NAK, 0]
        expect(await f.wrote("one")).toBe(3)
        expect(await f.wrote("two")).toBe(0)
        expect(await f.wrote("two")).toBe(3)
        expect(f.chip.sent).toBe(hexOf("one") + hexOf("two"))
        expect(f.chip.toggles).toBe("40 40 40 80 ")
    })
    test("sound that the modem does not take is not offered again at once, the second time for longer; that costs nothing", async () => {
        const f = await new Fixture().ready()
        const sound = Buffer.alloc(64)
        f.chip.outcomes = [NAK, NAK]
        expect(await f.modem.write(sound, 0, 64)).toBe(64)
        const before = f.chip.transferCount
        expect(await f.modem.write(sound, 0, 64)).toBe(0)
        expect(f.chip.transferCount).toBe(before)
        await ds.sleep(10)
        expect(await f.modem.write(sound, 0, 64)).toBe(0)
        expect(f.chip.transferCount - before).toBe(2)
        await ds.sleep(10)
        expect(await f.modem.write(sound, 0, 64)).toBe(0)
        expect(f.chip.transferCount - before).toBe(2)
        await ds.sleep(10)
        expect(await f.modem.write(sound, 0, 64)).toBe(64)
        expect(f.chip.sent).toBe(sound.toString("hex") + " " + sound.toString("hex") + " ")
    })
    test("and does so when only reading goes on", async () => {
        const f = await new Fixture().ready()
        f.chip.outcomes = [NAK]
        expect(await f.wrote("ATZ")).toBe(3)
        f.says("OK")
        expect(await f.heard()).toBe("OK")
        expect(f.chip.sent).toBe(hexOf("ATZ"))
    })
    test("an old die has its first byte written again after a NAK", async () => {
        const f = new Fixture()
        f.chip.revision = 0x12
        await f.ready()
        f.chip.outcomes = [NAK]
        await f.wrote("one")
        const before = f.chip.transferCount
        await f.wrote("x")
        expect(f.chip.sent).toBe(hexOf("one") + hexOf("x"))
        // Only the burst and its result: the mending is done after the NAK.
        expect(f.chip.transferCount - before).toBe(6)
    })
    test("garbled packets are asked for again with the same toggle, a few times", async () => {
        const f = await new Fixture().ready()
        f.chip.outcomes = [TIMEOUT, TIMEOUT]
        f.says("late")
        expect(await f.heard()).toBe("late")
        expect(f.chip.toggles.startsWith("10 10 10 20")).toBe(true)
        f.chip.outcomes = [TIMEOUT, TIMEOUT, TIMEOUT, TIMEOUT, TIMEOUT, TIMEOUT]
        expect(await faultOf(async () => await f.heard())).toBe(FaultCode.Protocol)
    })
    test("a halted endpoint is cleared, and begins with the first toggle", async () => {
        const f = await new Fixture().ready()
        f.says("a")
        await f.heard()
        f.chip.toggles = ""
        f.chip.outcomes = [STALL]
        f.says("b")
        expect(await f.heard()).toBe("b")
        expect(f.chip.requests).toBe("0201000082000000 0201000002000000 ")
        expect(f.chip.toggles.startsWith("20 10 20")).toBe(true)
    })
    test("a modem that was pulled out is a fault at the next look", async () => {
        const f = await new Fixture().ready()
        f.chip.isGone = true
        expect(await faultOf(async () => await f.heard())).toBe(FaultCode.Absent)
    })
    test("a host that answers zeros alone is a fault, and nothing is believed to be sent", async () => {
        await expectDeaf(0)
    })
    test("so is one that answers ones, and no sound is made of them", async () => {
        await expectDeaf(0xff)
    })
    test("a ring is what a notice says, once", async () => {
        const f = await new Fixture().ready()
        expect(await f.modem.isRinging()).toBe(false)
        f.ring()
        f.chip.notices.push(hex`a1 20 00 00 00 00 02 00 02 00`)
        expect(await f.modem.isRinging()).toBe(true)
        expect(await f.modem.isRinging()).toBe(false)
    })
    test("it is over some time after it was first told, once, whatever is told meanwhile; or at once, to forget it", async () => {
        const f = await new Fixture().ready()
        f.ring()
        expect(await f.modem.hasRung(200)).toBe(false)
        f.ring()
        await ds.sleep(150)
        expect(await f.modem.hasRung(200)).toBe(false)
        await ds.sleep(60)
        expect(await f.modem.hasRung(200)).toBe(true)
        expect(await f.modem.hasRung(200)).toBe(false)
        f.ring()
        expect(await f.modem.hasRung(0)).toBe(true)
        await ds.sleep(250)
        expect(await f.modem.hasRung(200)).toBe(false)
    })
    test("the port's power is GPOUT0", async () => {
        const f = new Fixture()
        expect(await f.modem.switchPower(true)).toBe(true)
        await f.modem.switchPower(false)
        expect(f.chip.writes).toBe("8a10 a201 8a10 a200 ")
    })
})
