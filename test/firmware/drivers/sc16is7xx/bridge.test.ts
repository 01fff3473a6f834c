import * as ds from "@devicescript/core"
import { describe, expect, test } from "@devicescript/test"
import { Bridge } from "../../../../src/drivers/sc16is7xx/bridge"
import { RECEIVED_AT } from "../../../../src/hal/uart"
import { Fault, FaultCode } from "../../../../src/util/fault"
import { FakeInput, FakeOutput } from "../../support/fake-pins"
import { RegisterChip } from "../../support/register-chip"

class Fixture {
    chip = new RegisterChip()
    irq = new FakeInput()
    reset = new FakeOutput()
    bridge = new Bridge(this.chip, this.irq, this.reset)

    async ready(): Promise<Fixture> {
        await this.bridge.initialise()
        return this
    }

    receives(text: string): void {
        this.chip.received = text
        this.chip.answers[9] = text.length
    }
}

/** Nobody drives the bus, or somebody does all the time. */
function stuckAt(level: number): Fixture {
    const f = new Fixture()
    f.chip.exchange = async (tx: Buffer, rx: Buffer | undefined) => {
        if (rx) rx[1] = level
    }
    return f
}

/** Characters come back so long after they were sent. */
function circling(circleMs: number): Fixture {
    const f = new Fixture()
    const { exchange } = f.chip
    let sentMs = 0
    f.chip.exchange = async (tx: Buffer, rx: Buffer | undefined) => {
        // A transfer takes its time, and others run meanwhile.
        if (tx[0] === 0xc8) await ds.sleep(1)
        if (tx[0] === 0 && tx.length === 17) sentMs = ds.millis()
        else await exchange(tx, rx)
        const isBack = sentMs > 0 && ds.millis() - sentMs >= circleMs
        f.chip.answers[9] = isBack ? 16 : 3
    }
    return f
}

describe("Bridge", () => {
    test("is set up in the order that opens every gate of the data sheet", async () => {
        const f = await new Fixture().ready()
        expect(f.reset.driven).toBe("10")
        // IOControl reset, SPR twice, IOControl modem pins, divisor 8, EFR[4], MCR[2], TCR, TLR, MCR DTR+RTS, auto RTS/CTS, FCR, EFCR, IER.
        expect(f.chip.writes).toBe(
            "7008 3855 38aa 7002 1880 0008 0800 1803 18bf 1010 1803 2004 308f 3828 2003 18bf 10d0 1803 1007 1001 7800 0801 "
        )
    })
    test("a bus with nobody on it is a fault: absent", async () => {
        const f = new Fixture()
        f.chip.exchange = async (tx: Buffer, rx: Buffer | undefined) => {
            if (rx) rx[1] = 0xff
        }
        let code = 0
        try {
            await f.bridge.initialise()
        } catch (e: any) {
            if (e instanceof Fault) code = e.code
        }
        expect(code).toBe(FaultCode.Absent)
    })
    test("reads whatever number has arrived, in bursts that are never longer than that", async () => {
        const f = await new Fixture().ready()
        const text = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-+"
        for (let count = 0; count <= 64; count++) {
            f.receives(text.slice(0, count))
            let seen = ""
            for (let i = 0; i < 8; i++) {
                const piece = await f.bridge.read()
                if (!piece) break
                seen += piece.slice(RECEIVED_AT).toString()
            }
            expect(seen).toBe(text.slice(0, count))
        }
    })
    test("writes no more than there is room for", async () => {
        const f = await new Fixture().ready()
        const text = Buffer.from("the quick brown fox jumps over the lazy dog")
        f.chip.answers[8] = 38
        let at = await f.bridge.write(text, 0, 43)
        expect(at).toBe(36)
        f.chip.answers[8] = 64
        for (let i = 0; i < 8 && at < 43; i++) at += await f.bridge.write(text, at, 43 - at)
        expect(f.chip.sent).toBe(text.toString())
    })
    test("a full port takes nothing, and one with little room no small part of a stream", async () => {
        const f = await new Fixture().ready()
        f.chip.answers[8] = 0
        expect(await f.bridge.write(Buffer.from("x"), 0, 1)).toBe(0)
        f.chip.answers[8] = 20
        expect(await f.bridge.write(Buffer.alloc(100), 0, 100)).toBe(0)
        expect(await f.bridge.write(Buffer.from("ab"), 0, 2)).toBe(2)
    })
    test("a level that no FIFO has means a failed transfer", async () => {
        const f = await new Fixture().ready()
        f.chip.answers[9] = 255
        let code = 0
        try {
            await f.bridge.read()
        } catch (e: any) {
            if (e instanceof Fault) code = e.code
        }
        expect(code).toBe(FaultCode.Protocol)
    })
    test("input is what the interrupt pin says", async () => {
        const f = await new Fixture().ready()
        expect(f.bridge.hasInput()).toBe(false)
        f.irq.active = true
        expect(f.bridge.hasInput()).toBe(true)
    })
    test("a ring is what MSR[6] says", async () => {
        const f = await new Fixture().ready()
        f.chip.answers[6] = 0x11
        expect(await f.bridge.isRinging()).toBe(false)
        f.chip.answers[6] = 0x51
        expect(await f.bridge.isRinging()).toBe(true)
    })
    test("a ring that has ended is what MSR[2] says", async () => {
        const f = await new Fixture().ready()
        f.chip.answers[6] = 0x50
        expect(await f.bridge.hasRung(2000)).toBe(false)
        f.chip.answers[6] = 0x14
        expect(await f.bridge.hasRung(2000)).toBe(true)
    })
    test("other rates are other divisors", async () => {
        const f = await new Fixture().ready()
        f.chip.writes = ""
        await f.bridge.setRate(9600)
        expect(f.chip.writes).toBe("1880 0060 0800 1803 ")
    })
    test("examined: writes 64 values and looks whether they come back, in a chip that was reset", async () => {
        const f = new Fixture()
        const { wrongCount, name } = await f.bridge.examine()
        expect(name).toBe("SC16IS7xx")
        expect(wrongCount).toBe(0)
        expect(f.reset.driven).toBe("10")
        expect(f.chip.writes.startsWith("7008 38ab 3856 3801 38ac ")).toBe(true)
    })
    test("examined: whoever gives every tenth value back otherwise is found out", async () => {
        const f = new Fixture()
        const { exchange } = f.chip
        let reads = 0
        f.chip.exchange = async (tx: Buffer, rx: Buffer | undefined) => {
            await exchange(tx, rx)
            if (rx && ++reads % 10 === 0 && reads <= 64) rx[1] ^= 4
        }
        expect((await f.bridge.examine()).wrongCount).toBe(6)
    })
    test("examined: where nobody is, or a bus is stuck, all 64 are wrong, and no clock is measured", async () => {
        for (const level of [0x00, 0xff]) {
            const { wrongCount, clockKhz } = await stuckAt(level).bridge.examine()
            expect(wrongCount).toBe(64)
            expect(clockKhz).toBe(0)
        }
    })
    test("examined: the clock follows from how long 16 characters go in a circle at 1,200 baud", async () => {
        // 160 bits of a divisor of 768, at 14,745.6, 12,000 and 1,843.2 kHz; and never.
        const circleMs = [133, 164, 1067, 100000]
        const khz = [14745, 12000, 1843, 0]
        for (let i = 0; i < circleMs.length; i++) {
            const f = circling(circleMs[i])
            const { clockKhz } = await f.bridge.examine()
            expect(f.chip.writes.includes("1880 0000 0803 1803 1007 2010 ")).toBe(true)
            expect(Math.abs(clockKhz - khz[i]) * 20 <= khz[i]).toBe(true)
        }
    })
})
