/**
 * From a card of which nothing is known to one that can be read and written: SD Physical Layer Simplified Specification,
 * 4.2.3 and 7.2.1 (figure 7-2), for SDSC of version 1 and 2, SDHC and SDXC. MMC is left out.
 */
import * as ds from "@devicescript/core"
import { FaultCode } from "../../util/fault"
import { CardWire, RELEASE_US } from "./card-wire"
import {
    Command,
    CSD14_WRITE_PROTECT_MASK,
    CSD4_ERASE_MASK,
    IF_COND,
    INITIALISE_TIMEOUT_MS,
    OCR0_CCS_MASK,
    OP_COND_HIGH_CAPACITY,
    R1_IDLE,
    R1_ILLEGAL_MASK,
    R1_READY,
    SCR1_ERASED_ONES_MASK,
    WRITE_TIMEOUT_MS,
} from "./commands"

const CSD_BYTES = 16
const SCR_BYTES = 8
/** A card that was writing when the machine restarted answers CMD0 after that. */
const RESET_TIMEOUT_MS = WRITE_TIMEOUT_MS + 100
const RETRY_EVERY_MS = 10
/** Where nobody pulls the line down in so many tries, there is nobody: some 70 ms. */
const SILENT_TRIES_MAX = 4

/** What a card is, as it says. */
export class CardFacts {
    sectorCount = 0
    isWriteProtected = false
    /** What all bits of an erased sector are; undefined: it can't erase, or does not say. */
    erasedByte: number | undefined = undefined
}

/**
 * Reset the card, bring it into its transfer state, and ask what it is.
 *
 * Sleeps: not for when sound flows.
 * @throws Fault Absent: no card answers; TimedOut: it does not get ready; Protocol: not an SD card
 * Waits: some 70 ms where there is no card; up to RESET_TIMEOUT_MS + INITIALISE_TIMEOUT_MS where there is one.
 */
export async function introduce(wire: CardWire): Promise<CardFacts> {
    wire.usesByteAddresses = false
    await reset(wire)
    // A card keeps what an earlier program switched on: CRC of all commands and data.
    await wire.ask(Command.CrcOnOff, 0)
    const isVersion2 = await knowsInterfaceCondition(wire)
    await negotiate(wire, isVersion2 ? OP_COND_HIGH_CAPACITY : 0)
    await wire.open(Command.ReadOcr, 0)
    wire.usesByteAddresses = !isVersion2 || (wire.answer[wire.afterR1] & OCR0_CCS_MASK) === 0
    // SDHC and SDXC have blocks of 512 bytes always.
    if (wire.usesByteAddresses) await wire.open(Command.SetBlockLength, 1)
    return await readFacts(wire)
}

/** CMD0 until the card is in SPI mode and idle. */
async function reset(wire: CardWire): Promise<void> {
    const startMs = ds.millis()
    let silentTries = 0
    while (true) {
        const r1 = await wire.ask(Command.GoIdleState, 0)
        if (r1 === R1_IDLE) return
        const isAnybodyThere = (await wire.unlock()) || r1 !== 0xff
        silentTries = isAnybodyThere ? 0 : silentTries + 1
        const isLate = ds.millis() - startMs > RESET_TIMEOUT_MS
        if (isLate || silentTries === SILENT_TRIES_MAX) wire.fail(FaultCode.Absent, "CMD0", 0)
        await ds.sleep(RETRY_EVERY_MS)
    }
}

/** CMD8, which a card of version 1 does not know. */
async function knowsInterfaceCondition(wire: CardWire): Promise<boolean> {
    const r1 = await wire.ask(Command.SendIfCond, IF_COND)
    if (r1 === (R1_IDLE | R1_ILLEGAL_MASK)) return false
    const answer = wire.answer
    const echoAt = wire.afterR1 + 2
    const echo = (answer[echoAt] << 8) | answer[echoAt + 1]
    if (r1 !== R1_IDLE || (echo & 0xfff) !== IF_COND) wire.fail(FaultCode.Protocol, "CMD8", 0)
    return true
}

/** ACMD41 until the card is ready. */
async function negotiate(wire: CardWire, condition: number): Promise<void> {
    const startMs = ds.millis()
    while (true) {
        const r1 = await wire.askApp(Command.AppSendOpCond, condition)
        if (r1 === R1_READY) return
        if (r1 !== R1_IDLE) wire.reject(Command.AppSendOpCond, 0)
        const waitedMs = ds.millis() - startMs
        if (waitedMs > INITIALISE_TIMEOUT_MS) wire.fail(FaultCode.TimedOut, "ACMD41", 0)
        await wire.release(RELEASE_US)
        await ds.sleep(RETRY_EVERY_MS)
    }
}

/** CMD9 and ACMD51. */
async function readFacts(wire: CardWire): Promise<CardFacts> {
    const facts = new CardFacts()
    const csd = Buffer.alloc(CSD_BYTES)
    await wire.open(Command.SendCsd, 0)
    if (!(await wire.receive(0, csd, 0, CSD_BYTES))) wire.fail(FaultCode.Protocol, "CSD", 0)
    facts.sectorCount = capacityOf(csd)
    facts.isWriteProtected = (csd[14] & CSD14_WRITE_PROTECT_MASK) !== 0
    if ((csd[4] & CSD4_ERASE_MASK) === 0) return facts
    // What follows is no more than useful: a card that does not tell it is taken, too.
    if ((await wire.askApp(Command.AppSendScr, 0)) !== R1_READY) return facts
    if (!(await wire.receive(0, csd, 0, SCR_BYTES))) return facts
    facts.erasedByte = (csd[1] & SCR1_ERASED_ONES_MASK) === 0 ? 0x00 : 0xff
    return facts
}

/** @returns sectors, from the CSD: C_SIZE of version 2 or of version 1 (5.3.3, 5.3.2) */
function capacityOf(csd: Buffer): number {
    if (csd[0] >> 6 !== 0) return ((((csd[7] & 0x3f) << 16) | (csd[8] << 8) | csd[9]) + 1) * 1024
    const size = ((csd[6] & 3) << 10) | (csd[7] << 2) | (csd[8] >> 6)
    const multiplier = ((csd[9] & 3) << 1) | (csd[10] >> 7)
    const blockLengthLog2 = csd[5] & 0xf
    // 2^9 bytes a sector.
    return (size + 1) << (multiplier + 2 + blockLengthLog2 - 9)
}
