import * as ds from "@devicescript/core"
import { describe, test, expect } from "@devicescript/test"
import { SdCard } from "../../../../src/drivers/sdcard/sd-card"
import { SpiBus, SpiDevice } from "../../../../src/hal/spi"
import { Fault, FaultCode } from "../../../../src/util/fault"
import { ScriptedSpi } from "../../support/scripted-spi"

/** CSD version 2 of a card of 4 GiB: C_SIZE 8191. */
const CSD_V2 = "400e00325b59" + "0000" + "1fff" + "7f800a4000" + "01"

/** Script what a card that is ready at once answers to initialise(). */
function scriptInitialise(spi: ScriptedSpi): ScriptedSpi {
    return spi
        .then(24, "ff400000000095", 8, "01")
        .then(24, "ff48000001aa87", 8, "01000001aa")
        .then(24, "ff770000000001", 8, "01")
        .then(24, "ff694000000001", 8, "00")
        .then(24, "ff7a0000000001", 8, "00c0ff8000")
        .then(24, "ff490000000001", 8, "00")
        .then(514, "", 3, "fe" + CSD_V2 + "1234")
}

async function readyCard(spi: ScriptedSpi): Promise<SdCard> {
    const card = new SdCard(scriptInitialise(spi), spi)
    await card.initialise()
    spi.log = ""
    return card
}

async function faultOf(body: () => Promise<void>): Promise<FaultCode | undefined> {
    try {
        await body()
    } catch (e) {
        if (e instanceof Fault) return e.code
        throw e
    }
    return undefined
}

/** 512 bytes as hex, all the same. */
function sectorOf(byte: string): string {
    let text = byte
    while (text.length < 1024) text += text
    return text
}

/** Never answers. */
class EmptySocket implements SpiDevice, SpiBus {
    async transfer(tx: Buffer, rx: Buffer | undefined): Promise<void> {
        if (rx !== undefined) rx.fillAt(0, rx.length, 0xff)
    }
    async exchange(tx: Buffer, rx: Buffer | undefined): Promise<void> {
        await this.transfer(tx, rx)
    }
    deselect(): void {}
    async pause(us: number): Promise<void> {}
}

/** Does what is scripted, and from then on holds its line at one level for ever; 10 ms pass with each transfer then. */
class StuckCard implements SpiDevice, SpiBus {
    constructor(
        private readonly spi: ScriptedSpi,
        private readonly level: number
    ) {}

    async transfer(tx: Buffer, rx: Buffer | undefined): Promise<void> {
        if (!this.spi.isDone()) return await this.spi.transfer(tx, rx)
        await ds.sleep(10)
        if (rx !== undefined) rx.fillAt(0, rx.length, this.level)
    }
    async exchange(tx: Buffer, rx: Buffer | undefined): Promise<void> {
        await this.transfer(tx, rx)
    }
    deselect(): void {}
    async pause(us: number): Promise<void> {}
}

describe("SdCard.initialise", () => {
    test("resets the card, negotiates, and learns the size of an SDHC card", async () => {
        const spi = new ScriptedSpi()
        const card = new SdCard(scriptInitialise(spi), spi)
        await card.initialise()
        spi.assertDone()
        expect(card.sectorCount).toBe(8192 * 1024)
        expect(spi.log.startsWith("d p250 24 ")).toBe(true)
        expect(spi.log.endsWith("514 d p50 ")).toBe(true)
    })
    test("asks again while the card is not ready", async () => {
        const spi = new ScriptedSpi()
        spi.then(24, "ff400000000095", 7, "01")
            .then(24, "ff48000001aa87", 15, "01000001aa")
            .then(24, "ff770000000001", 8, "01")
            .then(24, "ff694000000001", 8, "01")
            .then(24, "ff770000000001", 8, "01")
            .then(24, "ff694000000001", 8, "00")
            .then(24, "ff7a0000000001", 8, "00c0ff8000")
            .then(24, "ff490000000001", 8, "00fffe" + CSD_V2.slice(0, 26))
            .then(514, "", 0, CSD_V2.slice(26) + "1234")
        const card = new SdCard(spi, spi)
        await card.initialise()
        spi.assertDone()
        expect(card.sectorCount).toBe(8192 * 1024)
    })
    test("gives the rest of a sector to a card that was interrupted while writing", async () => {
        const spi = new ScriptedSpi()
        spi.then(24, "ff400000000095", 8, "").then(514, "", 0, "").then(24, "fffd", 0, "")
        const card = new SdCard(scriptInitialise(spi), spi)
        await card.initialise()
        spi.assertDone()
    })
    test("addresses a card of standard capacity in bytes", async () => {
        const spi = new ScriptedSpi()
        spi.then(24, "ff400000000095", 8, "01")
            .then(24, "ff48000001aa87", 8, "01000001aa")
            .then(24, "ff770000000001", 8, "01")
            .then(24, "ff694000000001", 8, "00")
            .then(24, "ff7a0000000001", 8, "0080ff8000")
            .then(24, "ff500000020001", 8, "00")
            .then(24, "ff490000000001", 8, "00")
            // Version 1: C_SIZE 3751, C_SIZE_MULT 7, READ_BL_LEN 10: 1,967,128,576 bytes.
            .then(514, "", 0, "fe002600325f5a83a9d6cfbf8016400001ffff")
            .then(24, "ff510000020001", 8, "00")
            .then(514, "", 0, "fe" + sectorOf("77") + "00")
            .then(514, "", 0, "00")
        const card = new SdCard(spi, spi)
        await card.initialise()
        const into = Buffer.alloc(512)
        await card.read(1, into, 0, 1)
        spi.assertDone()
        expect(card.sectorCount).toBe(3752 * 1024)
        expect(into[511]).toBe(0x77)
    })
    test("without a card throws Absent, and reading does too", async () => {
        const socket = new EmptySocket()
        const card = new SdCard(socket, socket)
        expect(await faultOf(async () => await card.initialise())).toBe(FaultCode.Absent)
        const into = Buffer.alloc(512)
        expect(await faultOf(async () => await card.read(0, into, 0, 1))).toBe(FaultCode.Absent)
    })
})

describe("SdCard.read", () => {
    test("finds the token wherever it stands, and the data behind it", async () => {
        for (let gap = 0; gap < 514; gap += gap < 8 || gap > 500 ? 1 : 37) await readWithGap(gap)
    })
    test("a run is one command, and a token may come with the CRC before it", async () => {
        const spi = new ScriptedSpi()
        const card = await readyCard(spi)
        const early = sectorOf("11").slice(0, 16)
        spi.then(24, "ff520001020301", 8, "00ffffffffffff" + "fe" + early)
            .then(
                514,
                "",
                0,
                sectorOf("11").slice(16) + "abcd" + "ff" + "fe" + sectorOf("22").slice(0, 12)
            )
            .then(514, "", 0, sectorOf("22").slice(12) + "abcd")
            .then(24, "ff4c0000000001", 7, "3f00")
        const into = Buffer.alloc(1040)
        await card.read(0x10203, into, 8, 2)
        spi.assertDone()
        expect(into.toString("hex")).toBe(
            "0000000000000000" + sectorOf("11") + sectorOf("22") + "0000000000000000"
        )
        expect(spi.log).toBe("24 514 514 24 d p50 ")
    })
    test("an error token is a Protocol fault", async () => {
        const spi = new ScriptedSpi()
        const card = await readyCard(spi)
        spi.then(24, "ff510000000501", 8, "00").then(514, "", 509, "08")
        const into = Buffer.alloc(512)
        expect(await faultOf(async () => await card.read(5, into, 0, 1))).toBe(FaultCode.Protocol)
        expect(spi.log.endsWith("d p50 ")).toBe(true)
    })
    test("a token that does not come within 300 ms is a TimedOut fault", async () => {
        const spi = scriptInitialise(new ScriptedSpi()).then(24, "ff510000000501", 8, "00")
        const stuck = new StuckCard(spi, 0xff)
        const card = new SdCard(stuck, stuck)
        await card.initialise()
        const into = Buffer.alloc(512)
        const startMs = ds.millis()
        expect(await faultOf(async () => await card.read(5, into, 0, 1))).toBe(FaultCode.TimedOut)
        expect(ds.millis() - startMs >= 300).toBe(true)
    })
    test("an error in R1 is a Protocol fault", async () => {
        const spi = new ScriptedSpi()
        const card = await readyCard(spi)
        spi.then(24, "ff510000000501", 8, "40")
        const into = Buffer.alloc(512)
        expect(await faultOf(async () => await card.read(5, into, 0, 1))).toBe(FaultCode.Protocol)
    })
    test("a card that went away throws Absent and has no sectors", async () => {
        const spi = new ScriptedSpi()
        const card = await readyCard(spi)
        spi.then(24, "ff510000000501", 8, "")
        const into = Buffer.alloc(512)
        expect(await faultOf(async () => await card.read(5, into, 0, 1))).toBe(FaultCode.Absent)
        expect(card.sectorCount).toBe(0)
    })
})

async function readWithGap(gap: number): Promise<void> {
    const spi = new ScriptedSpi()
    const card = await readyCard(spi)
    const early = (513 - gap) * 2
    const data = "00fe" + sectorOf("5a").slice(4)
    spi.then(24, "ff510000000501", 8, "00")
        .then(514, "", gap, "fe" + (data + "eeee").slice(0, early))
        .then(514, "", 0, (data + "eeee").slice(early))
    const into = Buffer.alloc(512)
    await card.read(5, into, 0, 1)
    spi.assertDone()
    expect(into.toString("hex")).toBe(data)
}

class CountingMeanwhile {
    ticks = 0
    us = 0
    async tick(us: number): Promise<void> {
        this.ticks++
        this.us += us
    }
}

describe("SdCard.write", () => {
    test("one sector is CMD24, two transfers, and CMD13", async () => {
        const spi = new ScriptedSpi()
        const card = await readyCard(spi)
        spi.then(24, "ff580000000701", 8, "00")
            .then(516, "fffe" + sectorOf("42"), 0, "")
            .then(24, "", 0, "e50000")
            .then(24, "ff4d0000000001", 8, "0000")
        const from = Buffer.from(sectorOf("42"), "hex")
        await card.write(7, from, 0, 1)
        spi.assertDone()
        expect(spi.log).toBe("24 516 24 24 d p50 ")
    })
    test("a run wraps around the end of the buffer, and ends with the stop token", async () => {
        const spi = new ScriptedSpi()
        const card = await readyCard(spi)
        spi.then(24, "ff590000000701", 8, "00")
            .then(516, "fffc" + sectorOf("22"), 0, "")
            .then(24, "", 0, "05")
            .then(516, "fffc" + sectorOf("33").slice(0, 512) + sectorOf("11").slice(0, 512), 0, "")
            .then(24, "", 1, "05")
            .then(24, "fffd", 0, "ffffff00")
            .then(24, "ff4d0000000001", 8, "0000")
        const ring = Buffer.from(
            sectorOf("11").slice(0, 512) + sectorOf("22") + sectorOf("33").slice(0, 512),
            "hex"
        )
        await card.write(7, ring, 256, 2)
        spi.assertDone()
        expect(spi.log).toBe("24 516 24 516 24 24 24 d p50 ")
    })
    test("while busy the bus is free for others", async () => {
        const spi = new ScriptedSpi()
        const card = await readyCard(spi)
        const busy = "0500000000000000000000000000000000000000000000000000"
        spi.then(24, "ff580000000701", 8, "00")
            .then(516, "fffe" + sectorOf("42"), 0, "")
            .then(24, "", 0, busy.slice(0, 48))
            .then(24, "", 0, busy.slice(2, 50))
            .then(24, "", 0, "000000")
            .then(24, "ff4d0000000001", 8, "0000")
        const meanwhile = new CountingMeanwhile()
        card.meanwhile = meanwhile
        const from = Buffer.from(sectorOf("42"), "hex")
        await card.write(7, from, 0, 1)
        spi.assertDone()
        expect(spi.log).toBe("24 516 24 d p2000 24 d p2000 24 24 d p50 ")
        expect(meanwhile.ticks).toBe(2)
        expect(meanwhile.us > 5000).toBe(true)
    })
    test("a fast card does not keep others waiting", async () => {
        const spi = new ScriptedSpi()
        const card = await readyCard(spi)
        spi.then(24, "ff590000000701", 8, "00")
        for (let i = 0; i < 6; i++) {
            spi.then(516, "fffc" + sectorOf("42"), 0, "").then(24, "", 0, "05")
        }
        spi.then(24, "fffd", 0, "").then(24, "ff4d0000000001", 8, "0000")
        const meanwhile = new CountingMeanwhile()
        card.meanwhile = meanwhile
        const from = Buffer.from(sectorOf("42"), "hex")
        await card.write(7, from, 0, 6)
        spi.assertDone()
        expect(meanwhile.ticks).toBe(3)
    })
    test("a rejected sector is a Protocol fault, after the run was stopped", async () => {
        const spi = new ScriptedSpi()
        const card = await readyCard(spi)
        spi.then(24, "ff590000000701", 8, "00")
            .then(516, "fffc" + sectorOf("42"), 0, "")
            .then(24, "", 0, "0d")
            .then(24, "ff4c0000000001", 8, "00")
        const from = Buffer.from(sectorOf("42"), "hex")
        const code = await faultOf(async () => await card.write(7, from, 0, 2))
        spi.assertDone()
        expect(code).toBe(FaultCode.Protocol)
    })
    test("busy for more than 600 ms is a TimedOut fault", async () => {
        const spi = scriptInitialise(new ScriptedSpi())
            .then(24, "ff580000000701", 8, "00")
            .then(516, "fffe" + sectorOf("42"), 0, "")
            .then(24, "", 0, "05" + sectorOf("00").slice(0, 46))
        const stuck = new StuckCard(spi, 0x00)
        const card = new SdCard(stuck, stuck)
        await card.initialise()
        const from = Buffer.from(sectorOf("42"), "hex")
        const startMs = ds.millis()
        expect(await faultOf(async () => await card.write(7, from, 0, 1))).toBe(FaultCode.TimedOut)
        expect(ds.millis() - startMs >= 600).toBe(true)
    })
    test("an error that only CMD13 tells of is a Protocol fault", async () => {
        const spi = new ScriptedSpi()
        const card = await readyCard(spi)
        spi.then(24, "ff580000000701", 8, "00")
            .then(516, "fffe" + sectorOf("42"), 0, "")
            .then(24, "", 0, "05")
            .then(24, "ff4d0000000001", 8, "0004")
        const from = Buffer.from(sectorOf("42"), "hex")
        expect(await faultOf(async () => await card.write(7, from, 0, 1))).toBe(FaultCode.Protocol)
    })
})
