import { describe, expect, test } from "@devicescript/test"
import { enumerate } from "../../../../src/drivers/max3421e/enumeration"
import { UsbHost } from "../../../../src/drivers/max3421e/usb-host"
import { FaultCode } from "../../../../src/util/fault"
import { faultOf } from "../../support/fault-of"
import { CONEXANT_LIKE, FakeUsbHost, STALL } from "../../support/fake-usb-host"

/** A vendor's interface first, small packets, no Union, and a length that is too great. */
const ODD = hex`
    09 02 50 00 03 02 00 80 32
    09 04 00 00 02 ff ff ff 00
    07 05 83 02 40 00 00
    07 05 03 02 40 00 00
    09 04 01 00 01 02 02 01 00
    07 05 86 03 10 00 14
    09 04 02 00 02 0a 00 00 00
    07 05 84 02 20 00 00
    07 05 05 02 10 00 00`

class Fixture {
    chip = new FakeUsbHost()
    host = new UsbHost(this.chip, this.chip)

    async begun(configuration: Buffer): Promise<Fixture> {
        this.chip.configuration = configuration
        await this.host.begin()
        return this
    }

    async fault(): Promise<number> {
        const { host } = this
        return (await faultOf(async () => await enumerate(host))) ?? 0
    }
}

describe("enumerate", () => {
    test("address, descriptors, configuration, line coding, DTR", async () => {
        const f = await new Fixture().begun(CONEXANT_LIKE)
        const pipes = await enumerate(f.host)
        expect(f.chip.requests).toBe(
            "0005010000000000 get1:12 get2:9 get2:64 0009010000000000 data:00c20100000008 " +
                "2120000000000700 2122030000000000 "
        )
        expect(f.host.address).toBe(1)
        expect(pipes.control).toBe(0)
        expect(pipes.bulkIn * 100 + pipes.bulkOut * 10 + pipes.notices).toBe(221)
        expect(pipes.inBytes + pipes.outBytes).toBe(128)
    })
    test("interfaces are found by their classes, whatever stands before them", async () => {
        const f = new Fixture()
        f.chip.device = hex`12 01 10 01 00 00 00 08 09 12 01 00 00 01 00 00 00 01`
        await f.begun(ODD)
        const pipes = await enumerate(f.host)
        expect(pipes.control).toBe(1)
        expect(pipes.bulkIn * 100 + pipes.bulkOut * 10 + pipes.notices).toBe(456)
        expect(pipes.product).toBe(0x12090001)
        expect(pipes.inBytes).toBe(32)
        expect(pipes.outBytes).toBe(16)
        expect(f.chip.requests.includes("0009020000000000")).toBe(true)
        expect(f.chip.requests.includes("2122030001000000")).toBe(true)
    })
    test("a device that refuses line coding and DTR is a modem all the same", async () => {
        const f = await new Fixture().begun(CONEXANT_LIKE)
        f.chip.refused = "21"
        expect((await enumerate(f.host)).bulkIn).toBe(2)
    })
    test("one that takes no address is absent", async () => {
        const f = await new Fixture().begun(CONEXANT_LIKE)
        f.chip.outcomes = [STALL, STALL, STALL]
        expect(await f.fault()).toBe(FaultCode.Absent)
    })
    test("a keyboard, and descriptors that end nowhere, are no modem", async () => {
        const keyboard = hex`09 02 22 00 01 01 00 a0 32 09 04 00 00 01 03 01 01 00 07 05 81 03 08 00 0a`
        expect(await (await new Fixture().begun(keyboard)).fault()).toBe(FaultCode.Protocol)
        const endless = hex`09 02 22 00 01 01 00 a0 32 00 04 00 00 01 02 02 01 00 00 00`
        expect(await (await new Fixture().begun(endless)).fault()).toBe(FaultCode.Protocol)
    })
})
