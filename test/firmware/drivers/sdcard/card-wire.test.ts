import * as ds from "@devicescript/core"
import { describe, test, expect } from "@devicescript/test"
import { SdCard } from "../../../../src/drivers/sdcard/sd-card"
import { FaultCode } from "../../../../src/util/fault"
import { faultOf } from "../../support/fault-of"
import {
    ACCEPTED_BUSY,
    BLOCK_BYTES,
    BUSY,
    CountingMeanwhile,
    readyCard,
    scriptInitialise,
    sectorOf,
    StuckCard,
    VERDICT_AT,
} from "../../support/scripted-card"
import { ScriptedSpi } from "../../support/scripted-spi"

async function readWithGap(gap: number): Promise<void> {
    const spi = new ScriptedSpi()
    const card = await readyCard(spi)
    const data = "00fe" + sectorOf("5a").slice(4) + "eeee"
    const early = (BLOCK_BYTES - 1 - gap) * 2
    spi.then(20, "ff510000000501", 8, "00")
    spi.then(BLOCK_BYTES, "", gap, "fe" + data.slice(0, early))
    if (early < data.length) spi.then(BLOCK_BYTES, "", 0, data.slice(early))
    const into = Buffer.alloc(512)
    await card.read(5, into, 0, 1)
    spi.assertDone()
    expect(into.toString("hex")).toBe(data.slice(0, 1024))
}

describe("CardWire, reading", () => {
    test("finds the token wherever it stands, and the data behind it", async () => {
        for (let gap = 0; gap < BLOCK_BYTES; gap += gap < 20 || gap > 515 ? 1 : 37)
            await readWithGap(gap)
    })
})

describe("CardWire, writing", () => {
    test("while busy the bus is free for others", async () => {
        const spi = new ScriptedSpi()
        const card = await readyCard(spi)
        spi.then(20, "ff580000000701", 8, "00")
            .then(BLOCK_BYTES, "fffe" + sectorOf("42"), VERDICT_AT, ACCEPTED_BUSY)
            .then(20, "", 0, BUSY)
            .then(20, "", 0, "000000")
        const meanwhile = new CountingMeanwhile()
        card.meanwhile = meanwhile
        const from = Buffer.from(sectorOf("42"), "hex")
        await card.write(7, from, 0, 1)
        spi.assertDone()
        expect(spi.log).toBe("20 528 d p200 20 d p5000 20 d p50 ")
        expect(meanwhile.ticks).toBe(2)
    })
    test("looks later at a card that was busy at the first look, and sound is served meanwhile", async () => {
        const spi = new ScriptedSpi()
        const card = await readyCard(spi)
        const from = Buffer.from(sectorOf("42"), "hex")
        spi.then(20, "ff590000000701", 8, "00")
        for (let i = 0; i < 10; i++)
            spi.then(BLOCK_BYTES, "fffc" + sectorOf("42"), VERDICT_AT, ACCEPTED_BUSY)
                .then(20, "", 0, BUSY)
                .then(20, "", 0, "")
        spi.then(BLOCK_BYTES, "fffc" + sectorOf("42"), VERDICT_AT, ACCEPTED_BUSY)
            .then(20, "", 0, "")
            .then(20, "fffd", 0, "")
        const meanwhile = new CountingMeanwhile()
        card.meanwhile = meanwhile
        await card.write(7, from, 0, 11)
        spi.assertDone()
        expect(spi.log.endsWith("528 d p4700 20 20 d p50 ")).toBe(true)
    })
    test("busy for more than 600 ms is a TimedOut fault", async () => {
        const spi = scriptInitialise(new ScriptedSpi())
            .then(20, "ff580000000701", 8, "00")
            .then(BLOCK_BYTES, "fffe" + sectorOf("42"), VERDICT_AT, ACCEPTED_BUSY)
        const stuck = new StuckCard(spi, 0x00)
        const card = new SdCard(stuck, stuck)
        await card.initialise()
        const from = Buffer.from(sectorOf("42"), "hex")
        const startMs = ds.millis()
        expect(await faultOf(async () => await card.write(7, from, 0, 1))).toBe(FaultCode.TimedOut)
        expect(ds.millis() - startMs >= 600).toBe(true)
        expect(card.sectorCount).toBe(0)
        expect(card.longestBusyUs > 400000).toBe(true)
    })
    test("a fault names what and where; that it is the card's is said by whoever logs it", async () => {
        const spi = scriptInitialise(new ScriptedSpi())
            .then(20, "ff580000000701", 8, "00")
            .then(BLOCK_BYTES, "fffe" + sectorOf("42"), VERDICT_AT, ACCEPTED_BUSY)
        const stuck = new StuckCard(spi, 0x00)
        const card = new SdCard(stuck, stuck)
        await card.initialise()
        let said = ""
        try {
            await card.write(7, Buffer.from(sectorOf("42"), "hex"), 0, 1)
        } catch (e: any) {
            said = e.message
        }
        expect(said.indexOf("card: ")).toBe(-1)
        expect(said.endsWith(" of the card")).toBe(true)
    })
    test("says how long the longest busy of a write was", async () => {
        const spi = new ScriptedSpi()
        const card = await readyCard(spi)
        const from = Buffer.from(sectorOf("42"), "hex")
        spi.then(20, "ff580000000701", 8, "00")
            .then(BLOCK_BYTES, "fffe" + sectorOf("42"), VERDICT_AT, ACCEPTED_BUSY)
            .then(20, "", 0, BUSY)
            .then(20, "", 0, "")
        card.meanwhile = new SlowMeanwhile()
        await card.write(7, from, 0, 1)
        expect(card.longestBusyUs >= 30000 && card.longestBusyUs < 200000).toBe(true)
        spi.then(20, "ff580000000701", 8, "00").then(
            BLOCK_BYTES,
            "fffe" + sectorOf("42"),
            VERDICT_AT,
            "05"
        )
        await card.write(7, from, 0, 1)
        expect(card.longestBusyUs).toBe(0)
    })
})

/** Takes 30 ms whenever it has the bus. */
class SlowMeanwhile {
    async tick(): Promise<void> {
        await ds.sleep(30)
    }
}
