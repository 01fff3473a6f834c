import * as ds from "@devicescript/core"
import { describe, test, expect } from "@devicescript/test"
import { SdCard } from "../../../../src/drivers/sdcard/sd-card"
import { FaultCode } from "../../../../src/util/fault"
import {
    BLOCK_BYTES,
    faultOf,
    readyCard,
    scriptInitialise,
    sectorOf,
    StuckCard,
    VERDICT_AT,
} from "../../support/scripted-card"
import { ScriptedSpi } from "../../support/scripted-spi"

const STATUS = "ff4d0000000001"
const STOP = "ff4c0000000001"

describe("SdCard.read", () => {
    test("a run is one command, and a token may come with the CRC before it", async () => {
        const spi = new ScriptedSpi()
        const card = await readyCard(spi)
        const early = sectorOf("11").slice(0, 16)
        const second = sectorOf("22").slice(0, 40)
        spi.then(24, "ff520001020301", 8, "00ffffffffffff" + "fe" + early)
            .then(BLOCK_BYTES, "", 0, sectorOf("11").slice(16) + "abcd" + "ff" + "fe" + second)
            .then(BLOCK_BYTES, "", 0, sectorOf("22").slice(40) + "abcd")
            .then(24, STOP, 7, "3f00")
        const into = Buffer.alloc(1040)
        await card.read(0x10203, into, 8, 2)
        spi.assertDone()
        expect(into.toString("hex")).toBe(
            "0000000000000000" + sectorOf("11") + sectorOf("22") + "0000000000000000"
        )
        expect(spi.log).toBe("24 528 528 24 d p50 ")
    })
    test("a sector that can't be read is tried once more", async () => {
        const spi = new ScriptedSpi()
        const card = await readyCard(spi)
        spi.then(24, "ff510000000501", 8, "00")
            .then(BLOCK_BYTES, "", 100, "04")
            .then(24, "ff510000000501", 8, "00")
            .then(BLOCK_BYTES, "", 0, "fe" + sectorOf("33") + "0000")
        const into = Buffer.alloc(512)
        await card.read(5, into, 0, 1)
        spi.assertDone()
        expect(into.toString("hex")).toBe(sectorOf("33"))
    })
    test("a run goes on where it was broken off", async () => {
        const spi = new ScriptedSpi()
        const card = await readyCard(spi)
        spi.then(24, "ff520000000501", 8, "00")
            .then(BLOCK_BYTES, "", 0, "fe" + sectorOf("11") + "abcdff08")
            .then(24, STOP, 7, "3f00")
            .then(24, "ff520000000601", 8, "00")
            .then(BLOCK_BYTES, "", 0, "fe" + sectorOf("22") + "abcd")
            .then(BLOCK_BYTES, "", 0, "fe" + sectorOf("33") + "abcd")
            .then(24, STOP, 7, "3f00")
        const into = Buffer.alloc(1536)
        await card.read(5, into, 0, 3)
        spi.assertDone()
        expect(into.toString("hex")).toBe(sectorOf("11") + sectorOf("22") + sectorOf("33"))
    })
    test("a sector that can't be read twice is a Protocol fault", async () => {
        const spi = new ScriptedSpi()
        const card = await readyCard(spi)
        for (let i = 0; i < 2; i++)
            spi.then(24, "ff510000000501", 8, "00").then(BLOCK_BYTES, "", 509, "08")
        const into = Buffer.alloc(512)
        expect(await faultOf(async () => await card.read(5, into, 0, 1))).toBe(FaultCode.Protocol)
        spi.assertDone()
        expect(spi.log.endsWith("d p50 ")).toBe(true)
        expect(card.sectorCount > 0).toBe(true)
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
        expect(card.sectorCount).toBe(0)
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
    test("a card that goes away in the middle of its only sector is noticed by its ones", async () => {
        const spi = new ScriptedSpi()
        const card = await readyCard(spi)
        spi.then(24, "ff510000000501", 8, "00")
            .then(BLOCK_BYTES, "", 0, "fe" + sectorOf("11").slice(0, 500))
            .then(24, STATUS, 0, "")
        const into = Buffer.alloc(512)
        expect(await faultOf(async () => await card.read(5, into, 0, 1))).toBe(FaultCode.Absent)
        spi.assertDone()
    })
    test("a card that goes away in the middle of a run is noticed at its end", async () => {
        const spi = new ScriptedSpi()
        const card = await readyCard(spi)
        spi.then(24, "ff520000000501", 8, "00")
            .then(BLOCK_BYTES, "", 0, "fe" + sectorOf("11") + "abcdff" + "fe")
            .then(BLOCK_BYTES, "", 0, "")
            .then(24, STOP, 0, "")
        const into = Buffer.alloc(1024)
        expect(await faultOf(async () => await card.read(5, into, 0, 2))).toBe(FaultCode.Absent)
        spi.assertDone()
    })
})

describe("SdCard.write", () => {
    test("one sector is CMD24 and one transfer", async () => {
        const spi = new ScriptedSpi()
        const card = await readyCard(spi)
        spi.then(24, "ff580000000701", 8, "00").then(
            BLOCK_BYTES,
            "fffe" + sectorOf("42"),
            VERDICT_AT,
            "e50000"
        )
        const from = Buffer.from(sectorOf("42"), "hex")
        await card.write(7, from, 0, 1)
        spi.assertDone()
        expect(spi.log).toBe("24 528 d p50 ")
    })
    test("a run wraps around the end of the buffer, and ends with the stop token", async () => {
        const spi = new ScriptedSpi()
        const card = await readyCard(spi)
        const wrapped = sectorOf("33").slice(0, 512) + sectorOf("11").slice(0, 512)
        spi.then(24, "ff590000000701", 8, "00")
            .then(BLOCK_BYTES, "fffc" + sectorOf("22"), VERDICT_AT, "05")
            .then(BLOCK_BYTES, "fffc" + wrapped, VERDICT_AT, "05")
            .then(24, "fffd", 0, "ffffff00")
        const ring = Buffer.from(
            sectorOf("11").slice(0, 512) + sectorOf("22") + sectorOf("33").slice(0, 512),
            "hex"
        )
        await card.write(7, ring, 256, 2)
        spi.assertDone()
        expect(spi.log).toBe("24 528 528 24 d p50 ")
    })
    test("a sector that is refused is written once more, after the run was stopped", async () => {
        const spi = new ScriptedSpi()
        const card = await readyCard(spi)
        spi.then(24, "ff590000000701", 8, "00")
            .then(BLOCK_BYTES, "fffc" + sectorOf("11"), VERDICT_AT, "05")
            .then(BLOCK_BYTES, "fffc" + sectorOf("22"), VERDICT_AT, "0d")
            .then(24, STOP, 8, "00")
            .then(24, STATUS, 8, "0004")
            .then(24, "ff770000000001", 8, "00")
            .then(24, "ff560000000001", 8, "00fe000000011234")
            .then(24, "ff590000000801", 8, "00")
            .then(BLOCK_BYTES, "fffc" + sectorOf("22"), VERDICT_AT, "05")
            .then(BLOCK_BYTES, "fffc" + sectorOf("33"), VERDICT_AT, "05")
            .then(24, "fffd", 0, "")
        const from = Buffer.from(sectorOf("11") + sectorOf("22") + sectorOf("33"), "hex")
        await card.write(7, from, 0, 3)
        spi.assertDone()
    })
    test("what the card took and then lost is written again", async () => {
        const spi = new ScriptedSpi()
        const card = await readyCard(spi)
        spi.then(24, "ff590000000701", 8, "00")
            .then(BLOCK_BYTES, "fffc" + sectorOf("11"), VERDICT_AT, "05")
            .then(BLOCK_BYTES, "fffc" + sectorOf("22"), VERDICT_AT, "0d")
            .then(24, STOP, 8, "00")
            .then(24, STATUS, 8, "0004")
            .then(24, "ff770000000001", 8, "00")
            .then(24, "ff560000000001", 8, "00fe000000001234")
            .then(24, "ff590000000701", 8, "00")
            .then(BLOCK_BYTES, "fffc" + sectorOf("11"), VERDICT_AT, "05")
            .then(BLOCK_BYTES, "fffc" + sectorOf("22"), VERDICT_AT, "05")
            .then(24, "fffd", 0, "")
        const from = Buffer.from(sectorOf("11") + sectorOf("22"), "hex")
        await card.write(7, from, 0, 2)
        spi.assertDone()
    })
    test("a sector that is refused twice is a Protocol fault", async () => {
        const spi = new ScriptedSpi()
        const card = await readyCard(spi)
        for (let i = 0; i < 2; i++)
            spi.then(24, "ff580000000701", 8, "00")
                .then(BLOCK_BYTES, "fffe" + sectorOf("42"), VERDICT_AT, "0d")
                .then(24, STATUS, 8, "0004")
        const from = Buffer.from(sectorOf("42"), "hex")
        expect(await faultOf(async () => await card.write(7, from, 0, 1))).toBe(FaultCode.Protocol)
        spi.assertDone()
        expect(card.sectorCount > 0).toBe(true)
    })
    test("a card that is write-protected says so once it refuses", async () => {
        const spi = new ScriptedSpi()
        const card = await readyCard(spi)
        spi.then(24, "ff580000000701", 8, "00")
            .then(BLOCK_BYTES, "fffe" + sectorOf("42"), VERDICT_AT, "0d")
            .then(24, STATUS, 8, "0020")
        const from = Buffer.from(sectorOf("42"), "hex")
        const code = await faultOf(async () => await card.write(7, from, 0, 1))
        expect(code).toBe(FaultCode.WriteProtected)
        expect(card.isWriteProtected).toBe(true)
        spi.assertDone()
    })
    test("a card that goes away while it is written to throws Absent at the next sector", async () => {
        const spi = new ScriptedSpi()
        const card = await readyCard(spi)
        spi.then(24, "ff590000000701", 8, "00")
            .then(BLOCK_BYTES, "fffc" + sectorOf("11"), VERDICT_AT, "05")
            .then(BLOCK_BYTES, "fffc" + sectorOf("22"), VERDICT_AT, "")
        const from = Buffer.from(sectorOf("11") + sectorOf("22"), "hex")
        expect(await faultOf(async () => await card.write(7, from, 0, 2))).toBe(FaultCode.Absent)
        spi.assertDone()
        expect(card.sectorCount).toBe(0)
        expect(spi.log.endsWith("d p50 ")).toBe(true)
    })
})

describe("SdCard.erase", () => {
    test("is CMD32, CMD33, CMD38, and over when busy is", async () => {
        const spi = new ScriptedSpi()
        const card = await readyCard(spi)
        spi.then(24, "ff600000010001", 8, "00")
            .then(24, "ff6100000aff01", 8, "00")
            .then(24, "ff660000000001", 8, "00" + sectorOf("00").slice(0, 30))
            .then(24, "", 0, sectorOf("00").slice(0, 48))
            .then(24, "", 0, "0000")
        await card.erase(0x100, 0xa00)
        spi.assertDone()
    })
    test("a card that refuses is a Protocol fault", async () => {
        const spi = new ScriptedSpi()
        const card = await readyCard(spi)
        spi.then(24, "ff600000010001", 8, "04")
        expect(await faultOf(async () => await card.erase(0x100, 1))).toBe(FaultCode.Protocol)
        spi.then(24, "ff600000010001", 8, "00")
            .then(24, "ff610000010001", 8, "00")
            .then(24, "ff660000000001", 8, "10")
        expect(await faultOf(async () => await card.erase(0x100, 1))).toBe(FaultCode.Protocol)
        spi.assertDone()
    })
})

describe("SdCard.isResponding", () => {
    test("asks the card, and forgets one that is gone", async () => {
        const spi = new ScriptedSpi()
        const card = await readyCard(spi)
        spi.then(24, STATUS, 8, "0000").then(24, STATUS, 8, "")
        expect(await card.isResponding()).toBe(true)
        expect(spi.log).toBe("24 d p50 ")
        expect(await card.isResponding()).toBe(false)
        expect(card.sectorCount).toBe(0)
        expect(await card.isResponding()).toBe(false)
        spi.assertDone()
    })
    test("sees what went wrong after the card had taken a sector", async () => {
        const spi = new ScriptedSpi()
        const card = await readyCard(spi)
        spi.then(24, STATUS, 8, "0004")
        expect(await card.isResponding()).toBe(false)
        expect(card.sectorCount).toBe(0)
    })
    test("does not take a card for initialised that was changed meanwhile", async () => {
        const spi = new ScriptedSpi()
        const card = await readyCard(spi)
        spi.then(24, STATUS, 8, "0100")
        expect(await card.isResponding()).toBe(false)
    })
})
