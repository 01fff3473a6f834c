/**
 * An SD card (SDSC, SDHC, SDXC) in SPI mode, as a row of sectors.
 *
 * SD Physical Layer Simplified Specification, chapter 7. Left out: MMC, CRC of data (off by default in SPI mode), locking
 * with a password, high speed.
 */
import * as ds from "@devicescript/core"
import { BlockDevice, SECTOR_BYTES } from "../../hal/block-device"
import { Meanwhile, SPI_HZ, SpiBus, SpiDevice } from "../../hal/spi"
import { Fault, FaultCode } from "../../util/fault"
import { CardWire, RELEASE_US } from "./card-wire"
import {
    Command,
    ERASE_TIMEOUT_MS,
    IDENTIFICATION_HZ,
    R1_READY,
    R2_WRITE_PROTECTED_MASK,
    TOKEN_START_BLOCK,
    TOKEN_START_MULTIPLE_WRITE,
    WRITE_TIMEOUT_MS,
} from "./commands"
import { CardFacts, introduce } from "./introduction"

/** At least 74 clocks before the first command (6.4.1): 250 µs are 1000. */
const WAKE_UP_US = 250
/** ACMD22 answers with a number of 32 bits. */
const COUNT_BYTES = 4
const NO_SECTOR = -1

export class SdCard implements BlockDevice {
    sectorCount = 0
    isWriteProtected = false
    erasedByte: number | undefined = undefined
    longestBusyUs = 0
    meanwhile: Meanwhile | undefined = undefined
    private readonly wire: CardWire
    /** First sector of the run that is open, and the one with which it goes on; below 0: none is. */
    private runStart = NO_SECTOR
    private runNext = NO_SECTOR
    /** What was refused once, and was asked for again since. */
    private refusedSector = NO_SECTOR
    private readonly count = Buffer.alloc(COUNT_BYTES)

    constructor(
        spi: SpiDevice,
        private readonly bus: SpiBus
    ) {
        this.wire = new CardWire(spi, bus)
    }

    /**
     * Reset the card and learn what it is; may be called at any time and again after a fault.
     *
     * Sleeps: not for when sound flows.
     * @throws Fault Absent: no card answers; TimedOut: it does not get ready; Protocol: not an SD card
     * Waits: some 70 ms where there is no card, up to 3 s where there is one.
     */
    async initialise(): Promise<void> {
        const wire = this.wire
        this.forget()
        let facts: CardFacts
        try {
            // A fault, or a restart of the machine, may have left it selected.
            wire.deselect()
            this.bus.setClock(IDENTIFICATION_HZ)
            await wire.release(WAKE_UP_US)
            facts = await introduce(wire)
        } finally {
            wire.deselect()
            this.bus.setClock(SPI_HZ)
            await wire.release(RELEASE_US)
        }
        this.sectorCount = facts.sectorCount
        this.isWriteProtected = facts.isWriteProtected
        this.erasedByte = facts.erasedByte
    }

    /**
     * Whether the card that was initialised is still there, and all is well on it; never throws.
     *
     * A card keeps in mind what went wrong after it had said that a sector was written (7.3.2.3).
     * Waits: one short transfer.
     */
    async isResponding(): Promise<boolean> {
        if (this.sectorCount === 0) return false
        const wire = this.wire
        const r1 = await wire.ask(Command.SendStatus, 0)
        const isWell = r1 === R1_READY && wire.answer[wire.afterR1] === 0
        await wire.release(RELEASE_US)
        if (!isWell) this.forget()
        return isWell
    }

    async read(
        startSector: number,
        into: Buffer,
        atByte: number,
        sectorCount: number
    ): Promise<void> {
        this.demand(startSector, sectorCount)
        let done = await this.readRun(startSector, into, atByte, sectorCount)
        if (done === sectorCount) return
        // What could not be read at the first try may be read at the second.
        done += await this.readRun(
            startSector + done,
            into,
            atByte + done * SECTOR_BYTES,
            sectorCount - done
        )
        if (done < sectorCount) this.wire.fail(FaultCode.Protocol, "unreadable", startSector + done)
    }

    async write(
        startSector: number,
        from: Buffer,
        atByte: number,
        sectorCount: number
    ): Promise<void> {
        this.demand(startSector, sectorCount)
        const wire = this.wire
        const end = startSector + sectorCount
        wire.longestBusyUs = 0
        this.refusedSector = NO_SECTOR
        try {
            await wire.awaitReady(WRITE_TIMEOUT_MS, startSector)
            for (let sector = startSector; sector < end;) {
                if (sector < startSector) wire.fail(FaultCode.Protocol, "run lost", sector)
                const at = (atByte + (sector - startSector) * SECTOR_BYTES) % from.length
                sector =
                    sectorCount === 1 && sector !== this.runNext
                        ? await this.sendOne(sector, from, at)
                        : await this.sendNext(sector, from, at)
                await wire.awaitReady(WRITE_TIMEOUT_MS, sector)
            }
            await this.closeRun()
            await wire.awaitReady(WRITE_TIMEOUT_MS, startSector)
        } catch (e: any) {
            await this.judge(e)
        } finally {
            this.longestBusyUs = wire.longestBusyUs
            await wire.release(RELEASE_US)
        }
    }

    async writeNext(sector: number, from: Buffer, atByte: number): Promise<number> {
        this.demand(sector, 1)
        const wire = this.wire
        try {
            if (!(await wire.isReady(sector))) return sector
            if (this.runNext < 0) wire.longestBusyUs = 0
            return await this.sendNext(sector, from, atByte)
        } catch (e: any) {
            return await this.judge(e)
        } finally {
            this.longestBusyUs = wire.longestBusyUs
            wire.deselect()
        }
    }

    async endRun(): Promise<boolean> {
        if (this.runNext < 0) return true
        const wire = this.wire
        try {
            if (!(await wire.isReady(this.runNext))) return false
            await this.closeRun()
            return true
        } catch (e: any) {
            return await this.judge(e)
        } finally {
            this.longestBusyUs = wire.longestBusyUs
            wire.deselect()
        }
    }

    async erase(startSector: number, sectorCount: number): Promise<void> {
        this.demand(startSector, sectorCount)
        const wire = this.wire
        try {
            await this.begin(Command.EraseFirstBlock, startSector)
            await wire.open(Command.EraseLastBlock, startSector + sectorCount - 1)
            await wire.open(Command.Erase, 0)
            await wire.awaitReady(ERASE_TIMEOUT_MS, startSector)
        } catch (e: any) {
            await this.judge(e)
        } finally {
            await wire.release(RELEASE_US)
        }
    }

    private demand(startSector: number, sectorCount: number): void {
        if (this.sectorCount === 0) throw new Fault(FaultCode.Absent, "card not initialised")
        ds.assert(
            sectorCount > 0 && startSector + sectorCount <= this.sectorCount,
            "sectors on the card"
        )
        this.wire.meanwhile = this.meanwhile
    }

    /** @returns sectors that were read before one that could not be */
    private async readRun(
        startSector: number,
        into: Buffer,
        atByte: number,
        sectorCount: number
    ): Promise<number> {
        const wire = this.wire
        const isRun = sectorCount > 1
        try {
            await this.begin(
                isRun ? Command.ReadMultipleBlock : Command.ReadSingleBlock,
                startSector
            )
            let done = 0
            while (
                done < sectorCount &&
                (await wire.receive(startSector + done, into, atByte, SECTOR_BYTES))
            ) {
                atByte += SECTOR_BYTES
                done++
            }
            if (isRun) await wire.stopTransmission(startSector)
            // A card that is pulled out in the middle of a sector leaves ones.
            else if (wire.mayBeCutOff() && (await this.status(startSector)) !== 0) return 0
            return done
        } catch (e: any) {
            return await this.judge(e)
        } finally {
            await wire.release(RELEASE_US)
        }
    }

    /** One sector, by itself. @returns the sector that must come next: this one, or the one after it */
    private async sendOne(sector: number, from: Buffer, atByte: number): Promise<number> {
        const wire = this.wire
        await this.begin(Command.WriteBlock, sector)
        wire.beginBlocks(TOKEN_START_BLOCK)
        // CMD13 after each write would double the commands: isResponding sees what went wrong later.
        if (await wire.send(from, atByte, sector)) return sector + 1
        return await this.afterRefusal(sector, 0)
    }

    /** One sector of a run, which it opens. @returns the sector that must come next */
    private async sendNext(sector: number, from: Buffer, atByte: number): Promise<number> {
        const wire = this.wire
        if (sector !== this.runNext) {
            await this.begin(Command.WriteMultipleBlock, sector)
            wire.beginBlocks(TOKEN_START_MULTIPLE_WRITE)
            this.runStart = sector
        }
        if (await wire.send(from, atByte, sector)) {
            this.runNext = sector + 1
            return sector + 1
        }
        const start = this.runStart
        this.runNext = NO_SECTOR
        await wire.stopTransmission(start)
        return await this.afterRefusal(start, sector - start)
    }

    /** The card is ready, and busy after it. */
    private async closeRun(): Promise<void> {
        if (this.runNext < 0) return
        this.runNext = this.refusedSector = NO_SECTOR
        await this.wire.stopBlocks()
    }

    /** Send a command that data follow, or that erases; a run that is open ends before it. */
    private async begin(command: Command, sector: number): Promise<void> {
        const wire = this.wire
        await wire.awaitReady(WRITE_TIMEOUT_MS, sector)
        await this.closeRun()
        await wire.open(command, sector)
    }

    /**
     * CMD13: two bytes of 0 say that all is well (7.3.2.3).
     *
     * @throws Fault WriteProtected: the card refused for that reason
     */
    private async status(sector: number): Promise<number> {
        const wire = this.wire
        await wire.open(Command.SendStatus, 0)
        const status = wire.answer[wire.afterR1]
        if ((status & R2_WRITE_PROTECTED_MASK) !== 0) {
            this.isWriteProtected = true
            wire.fail(FaultCode.WriteProtected, "write-protected", sector)
        }
        return status
    }

    /**
     * CMD13 tells why the card refused, and ACMD22 how many sectors of the run it has written.
     *
     * @param start where the run began
     * @param taken sectors of it that the card had accepted
     * @returns the sector that must come next
     * @throws Fault WriteProtected; Protocol: it was refused before
     */
    private async afterRefusal(start: number, taken: number): Promise<number> {
        await this.status(start)
        const sector = start + (taken === 0 ? 0 : Math.min(taken, await this.countWritten(start)))
        if (sector === this.refusedSector) this.wire.fail(FaultCode.Protocol, "refused", sector)
        this.refusedSector = sector
        return sector
    }

    /** @returns 0 where the card does not say */
    private async countWritten(sector: number): Promise<number> {
        const { wire, count } = this
        if ((await wire.askApp(Command.AppSendWrittenBlocks, 0)) !== R1_READY) return 0
        if (!(await wire.receive(sector, count, 0, COUNT_BYTES))) return 0
        return (count[2] << 8) | count[3]
    }

    /** A card that says nothing any more must be initialised before it is used again. */
    private async judge(e: any): Promise<never> {
        // Who handles this may talk to another chip at once.
        await this.wire.release(RELEASE_US)
        this.runNext = this.refusedSector = NO_SECTOR
        const isSilent =
            e instanceof Fault && (e.code === FaultCode.Absent || e.code === FaultCode.TimedOut)
        if (isSilent) this.forget()
        throw e
    }

    private forget(): void {
        this.sectorCount = 0
        this.isWriteProtected = false
        this.erasedByte = undefined
    }
}
