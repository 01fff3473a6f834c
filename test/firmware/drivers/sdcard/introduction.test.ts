import * as ds from "@devicescript/core"
import { describe, test, expect } from "@devicescript/test"
import { SdCard } from "../../../../src/drivers/sdcard/sd-card"
import { FaultCode } from "../../../../src/util/fault"
import { faultOf } from "../../support/fault-of"
import {
    BLOCK_BYTES,
    CSD_V2,
    EmptySocket,
    scriptInitialise,
    scriptScr,
    scriptUntilCsd,
    sectorOf,
    StuckCard,
} from "../../support/scripted-card"
import { ScriptedSpi } from "../../support/scripted-spi"

/** C_SIZE 3751, C_SIZE_MULT 7, READ_BL_LEN 10: 1,967,128,576 bytes, with erase. */
const CSD_V1 = "002600325f5a83a9d6cfbf8016400001"

async function initialised(spi: ScriptedSpi): Promise<SdCard> {
    const card = new SdCard(spi, spi)
    await card.initialise()
    spi.assertDone()
    return card
}

describe("SdCard.initialise", () => {
    test("resets the card, negotiates, and learns what an SDHC card is", async () => {
        const spi = new ScriptedSpi()
        const card = await initialised(scriptInitialise(spi))
        expect(card.sectorCount).toBe(8192 * 1024)
        expect(card.isWriteProtected).toBe(false)
        expect(card.erasedByte).toBe(0)
        expect(spi.log.startsWith("d 400kHz d p250 20 ")).toBe(true)
        expect(spi.log.endsWith("20 528 d 4000kHz d p50 ")).toBe(true)
    })
    test("asks again while the card is not ready", async () => {
        const spi = new ScriptedSpi()
        spi.then(20, "ff400000000095", 7, "01")
            .then(20, "ff7b0000000091", 8, "01")
            .then(20, "ff48000001aa87", 15, "01000001aa")
            .then(20, "ff770000000001", 8, "01")
            .then(20, "ff694000000001", 8, "01")
            .then(20, "ff770000000001", 8, "01")
            .then(20, "ff694000000001", 8, "00")
            .then(20, "ff7a0000000001", 8, "00c0ff8000")
            .then(20, "ff490000000001", 8, "00fffe" + CSD_V2.slice(0, 18))
            .then(BLOCK_BYTES, "", 0, CSD_V2.slice(18) + "1234")
        const card = await initialised(scriptScr(spi))
        expect(card.sectorCount).toBe(8192 * 1024)
    })
    test("gives the rest of a sector to a card that was interrupted while writing", async () => {
        const spi = new ScriptedSpi()
        spi.then(20, "ff400000000095", 8, "").then(BLOCK_BYTES, "", 0, "").then(20, "fffd", 0, "")
        await initialised(scriptInitialise(spi))
    })
    test("takes a card of version 1, which does not know CMD8, and addresses it in bytes", async () => {
        const spi = new ScriptedSpi()
        spi.then(20, "ff400000000095", 8, "01")
            .then(20, "ff7b0000000091", 8, "01")
            .then(20, "ff48000001aa87", 8, "05")
            .then(20, "ff770000000001", 8, "01")
            .then(20, "ff690000000001", 8, "00")
            .then(20, "ff7a0000000001", 8, "0080ff8000")
            .then(20, "ff500000020001", 8, "00")
            .then(20, "ff490000000001", 8, "00")
            .then(BLOCK_BYTES, "", 0, "fe" + CSD_V1 + "ffff")
        scriptScr(spi, "0025000000000000")
        const card = await initialised(spi)
        expect(card.sectorCount).toBe(3752 * 1024)
        spi.then(20, "ff510000020001", 8, "00").then(
            BLOCK_BYTES,
            "",
            0,
            "fe" + sectorOf("77") + "0000"
        )
        const into = Buffer.alloc(512)
        await card.read(1, into, 0, 1)
        spi.assertDone()
        expect(into[511]).toBe(0x77)
    })
    test("addresses a card of version 2 and standard capacity in bytes", async () => {
        const spi = new ScriptedSpi()
        spi.then(20, "ff400000000095", 8, "01")
            .then(20, "ff7b0000000091", 8, "01")
            .then(20, "ff48000001aa87", 8, "01000001aa")
            .then(20, "ff770000000001", 8, "01")
            .then(20, "ff694000000001", 8, "00")
            .then(20, "ff7a0000000001", 8, "0080ff8000")
            .then(20, "ff500000020001", 8, "00")
            .then(20, "ff490000000001", 8, "00")
            .then(BLOCK_BYTES, "", 0, "fe" + CSD_V1 + "ffff")
        const card = await initialised(scriptScr(spi))
        expect(card.sectorCount).toBe(3752 * 1024)
    })
    test("sees in the CSD that a card is write-protected, for now or for ever", async () => {
        for (const bits of ["10", "20"]) {
            const csd = CSD_V2.slice(0, 28) + bits + "01"
            const spi = scriptUntilCsd(new ScriptedSpi())
            spi.then(BLOCK_BYTES, "", 3, "fe" + csd + "1234")
            const card = await initialised(scriptScr(spi))
            expect(card.isWriteProtected).toBe(true)
        }
    })
    test("learns that erased sectors are ones", async () => {
        const spi = scriptUntilCsd(new ScriptedSpi())
        spi.then(BLOCK_BYTES, "", 3, "fe" + CSD_V2 + "1234")
        const card = await initialised(scriptScr(spi, "02b5800000000000"))
        expect(card.erasedByte).toBe(0xff)
    })
    test("does not ask a card that can't erase what erased sectors are", async () => {
        // Command class 5 is missing.
        const csd = CSD_V2.slice(0, 8) + "59" + CSD_V2.slice(10)
        const spi = scriptUntilCsd(new ScriptedSpi())
        spi.then(BLOCK_BYTES, "", 3, "fe" + csd + "1234")
        const card = await initialised(spi)
        expect(card.erasedByte).toBe(undefined)
        expect(card.sectorCount).toBe(8192 * 1024)
    })
    test("takes a card that has no SCR", async () => {
        const spi = scriptUntilCsd(new ScriptedSpi())
        spi.then(BLOCK_BYTES, "", 3, "fe" + CSD_V2 + "1234")
            .then(20, "ff770000000001", 8, "00")
            .then(20, "ff730000000001", 8, "04")
        const card = await initialised(spi)
        expect(card.erasedByte).toBe(undefined)
        expect(card.sectorCount).toBe(8192 * 1024)
    })
    test("without a card throws Absent within 100 ms, and all else does too", async () => {
        const socket = new EmptySocket()
        const card = new SdCard(socket, socket)
        const startMs = ds.millis()
        expect(await faultOf(async () => await card.initialise())).toBe(FaultCode.Absent)
        expect(ds.millis() - startMs <= 100).toBe(true)
        const into = Buffer.alloc(512)
        expect(await faultOf(async () => await card.read(0, into, 0, 1))).toBe(FaultCode.Absent)
        expect(await faultOf(async () => await card.write(0, into, 0, 1))).toBe(FaultCode.Absent)
        expect(await faultOf(async () => await card.erase(0, 1))).toBe(FaultCode.Absent)
        expect(await card.isResponding()).toBe(false)
    })
    test("waits for a card that is still busy with what came before a restart", async () => {
        const spi = new ScriptedSpi()
        for (let i = 0; i < 8; i++)
            spi.then(20, "ff400000000095", 8, "")
                .then(BLOCK_BYTES, "", 0, "00")
                .then(20, "fffd", 0, "")
        await initialised(scriptInitialise(spi))
    })
    test("gives up on a line that is held low, after more than half a second", async () => {
        const stuck = new StuckCard(new ScriptedSpi(), 0x00)
        const card = new SdCard(stuck, stuck)
        const startMs = ds.millis()
        expect(await faultOf(async () => await card.initialise())).toBe(FaultCode.Absent)
        expect(ds.millis() - startMs > 600).toBe(true)
    })
})
