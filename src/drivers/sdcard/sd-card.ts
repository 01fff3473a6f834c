/**
 * An SD card (SDSC of version 2, SDHC, SDXC) in SPI mode, as a row of sectors.
 *
 * SD Physical Layer Simplified Specification, chapter 7. Left out: cards of version 1 and MMC, CRC of data (off by default
 * in SPI mode), erase, clock changes.
 *
 * All that the card sends is received in transfers of fixed length, so the end of one may hold the beginning of the next
 * thing: a start token after R1, data after the token. `incoming` keeps the last of it, and `unread` says from where on it
 * is still to be looked at.
 *
 *     write, for each sector: | FF token 512 bytes CRC | 24 × FF: response, busy |
 *     read, for each sector:  | 514 × FF: gap, token, first bytes | 514 × FF: the other bytes, CRC, what follows |
 */
import * as ds from "@devicescript/core"
import { BlockDevice, SECTOR_BYTES } from "../../hal/block-device"
import { Meanwhile, SpiBus, SpiDevice } from "../../hal/spi"
import { Fault, FaultCode } from "../../util/fault"
import {
    Command,
    CRC_GO_IDLE_STATE,
    CRC_NOT_CHECKED,
    CRC_SEND_IF_COND,
    DATA_RESPONSE_ACCEPTED,
    DATA_RESPONSE_MASK,
    ERROR_TOKEN_MAX,
    IF_COND,
    INITIALISE_TIMEOUT_MS,
    OCR0_CCS_MASK,
    OP_COND_HIGH_CAPACITY,
    R1_ABSENT_MASK,
    R1_IDLE,
    R1_READY,
    READ_TIMEOUT_MS,
    TOKEN_START_BLOCK,
    TOKEN_START_MULTIPLE_WRITE,
    TOKEN_STOP_MULTIPLE_WRITE,
    WRITE_TIMEOUT_MS,
} from "./commands"

/** Short transfers: 1 filler, 6 of a command, up to 9 until R1, and what follows R1. */
const ANSWER_BYTES = 24
const COMMAND_AT = 1
const R1_AT = 7
/** Two CRC bytes end every block of data. */
const CRC_BYTES = 2
const CSD_BYTES = 16
/** The longest block without its token. */
const INCOMING_BYTES = SECTOR_BYTES + CRC_BYTES
/** Filler, token, data, CRC. */
const WRITE_BYTES = 2 + SECTOR_BYTES + CRC_BYTES
/** Bus time of one sector and its poll at 4 MHz: 540 bytes of 2 µs, and the gaps between transfers. */
const SECTOR_US = 1300
/** Sound is served at least this often while sectors are written: a quarter of the time in which a UART's FIFO fills. */
const SERVE_EVERY_US = 2000
/** Between two looks at a busy card; busy is 1–5 ms as a rule, up to 250. */
const BUSY_POLL_US = 2000
/** Bus time of such a look. */
const POLL_US = 100
/** Filler clocks after a chip select: at least 8, so that the card lets go of MISO (7.5.1, N_EC). */
const RELEASE_US = 50
/** At least 74 clocks before the first command (6.4.1): 250 µs are 1000. */
const WAKE_UP_US = 250
/** A card that was writing when the machine restarted answers CMD0 after that. */
const RESET_TIMEOUT_MS = WRITE_TIMEOUT_MS + 100
const RETRY_EVERY_MS = 10

/** What the card hears while it speaks. */
const SHORT_FILLER = hex`ffffffffffffffffffffffffffffffffffffffffffffffff`
/** The same, for a sector and its CRC: 514 bytes. */
const LONG_FILLER = hex`
    ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
    ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
    ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
    ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
    ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
    ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
    ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
    ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
    ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
    ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
    ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
    ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
`

export class SdCard implements BlockDevice {
    sectorCount = 0
    meanwhile: Meanwhile | undefined = undefined
    private usesByteAddresses = false
    private readonly request = Buffer.alloc(ANSWER_BYTES)
    private readonly answer = Buffer.alloc(ANSWER_BYTES)
    /** In `answer`, the byte after R1. */
    private afterR1 = 0
    /** The sector on its way to the card, with what goes around it. */
    private readonly outgoing = Buffer.alloc(WRITE_BYTES)
    private readonly incoming = Buffer.alloc(INCOMING_BYTES)
    /** From here on `incoming` is not looked at yet. */
    private unread = INCOMING_BYTES

    constructor(
        private readonly spi: SpiDevice,
        private readonly bus: SpiBus
    ) {}

    /**
     * Reset the card and learn its size; may be called at any time and again after a fault.
     *
     * Sleeps: not for when sound flows.
     * @throws Fault Absent: no card answers; TimedOut: it does not get ready; Protocol: not an SD card of version 2 or later
     * Waits: up to RESET_TIMEOUT_MS + INITIALISE_TIMEOUT_MS.
     * @see 4.2.3, 7.2.1 (figure 7-2)
     */
    async initialise(): Promise<void> {
        this.sectorCount = 0
        try {
            // A fault, or a restart of the machine, may have left it selected.
            this.spi.deselect()
            await this.bus.pause(WAKE_UP_US)
            await this.reset()
            await this.identify()
            this.sectorCount = await this.readCapacity()
        } finally {
            await this.release()
        }
    }

    async read(
        startSector: number,
        into: Buffer,
        atByte: number,
        sectorCount: number
    ): Promise<void> {
        this.demand(startSector, sectorCount)
        const isRun = sectorCount > 1
        const command = isRun ? Command.ReadMultipleBlock : Command.ReadSingleBlock
        try {
            await this.open(command, startSector)
            for (let i = 0; i < sectorCount; i++) {
                await this.receive(startSector + i, into, atByte + i * SECTOR_BYTES, SECTOR_BYTES)
            }
            if (isRun) await this.stopTransmission(startSector)
        } finally {
            await this.release()
        }
    }

    async write(
        startSector: number,
        from: Buffer,
        atByte: number,
        sectorCount: number
    ): Promise<void> {
        this.demand(startSector, sectorCount)
        const isRun = sectorCount > 1
        const command = isRun ? Command.WriteMultipleBlock : Command.WriteBlock
        const outgoing = this.outgoing
        const fromBytes = from.length
        let unservedUs = 0
        try {
            await this.open(command, startSector)
            outgoing.fillAt(0, WRITE_BYTES, 0xff)
            outgoing[1] = isRun ? TOKEN_START_MULTIPLE_WRITE : TOKEN_START_BLOCK
            for (let i = 0; i < sectorCount; i++) {
                const straight = Math.min(SECTOR_BYTES, fromBytes - atByte)
                outgoing.blitAt(2, from, atByte, straight)
                outgoing.blitAt(2 + straight, from, 0, SECTOR_BYTES - straight)
                atByte += SECTOR_BYTES
                if (atByte >= fromBytes) atByte -= fromBytes
                await this.spi.transfer(outgoing, undefined)
                await this.poll()
                await this.checkAccepted(startSector + i)
                unservedUs += SECTOR_US
                const isServiceDue = this.meanwhile !== undefined && unservedUs >= SERVE_EVERY_US
                if (isServiceDue || this.isBusy()) {
                    await this.awaitReady(unservedUs, startSector + i)
                    unservedUs = 0
                }
            }
            if (isRun) await this.endRun(startSector)
            await this.checkStatus(startSector)
        } finally {
            await this.release()
        }
    }

    private demand(startSector: number, sectorCount: number): void {
        if (this.sectorCount === 0) throw new Fault(FaultCode.Absent, "card not initialised")
        ds.assert(
            sectorCount > 0 && startSector + sectorCount <= this.sectorCount,
            "sectors on the card"
        )
    }

    /** CMD0 until the card is in SPI mode and idle. */
    private async reset(): Promise<void> {
        const startMs = ds.millis()
        while ((await this.ask(Command.GoIdleState, 0)) !== R1_IDLE) {
            if (ds.millis() - startMs > RESET_TIMEOUT_MS) this.fail(FaultCode.Absent, "CMD0", 0)
            // A restart may have left the card in the middle of a sector: it is given the rest, and told to stop.
            await this.spi.transfer(LONG_FILLER, undefined)
            this.request.fillAt(0, ANSWER_BYTES, 0xff)
            this.request[1] = TOKEN_STOP_MULTIPLE_WRITE
            await this.spi.transfer(this.request, undefined)
            this.spi.deselect()
            await ds.sleep(RETRY_EVERY_MS)
        }
    }

    /** CMD8, ACMD41 until ready, CMD58. */
    private async identify(): Promise<void> {
        await this.ask(Command.SendIfCond, IF_COND)
        const echoAt = this.afterR1 + 2
        const echo = (this.answer[echoAt] << 8) | this.answer[echoAt + 1]
        if ((echo & 0xfff) !== IF_COND) this.fail(FaultCode.Protocol, "CMD8", 0)
        const startMs = ds.millis()
        while (true) {
            await this.ask(Command.AppCommand, 0)
            const r1 = await this.ask(Command.AppSendOpCond, OP_COND_HIGH_CAPACITY)
            if (r1 === R1_READY) break
            if (r1 !== R1_IDLE) this.fail(FaultCode.Protocol, "ACMD41", 0)
            const waitedMs = ds.millis() - startMs
            if (waitedMs > INITIALISE_TIMEOUT_MS) this.fail(FaultCode.TimedOut, "ACMD41", 0)
            this.spi.deselect()
            await ds.sleep(RETRY_EVERY_MS)
        }
        await this.open(Command.ReadOcr, 0)
        this.usesByteAddresses = (this.answer[this.afterR1] & OCR0_CCS_MASK) === 0
        // SDHC and SDXC have blocks of 512 bytes always.
        if (this.usesByteAddresses) await this.open(Command.SetBlockLength, 1)
    }

    /** @returns sectors, from the CSD: C_SIZE of version 2 or of version 1 (5.3.3, 5.3.2) */
    private async readCapacity(): Promise<number> {
        await this.open(Command.SendCsd, 0)
        // Nothing else is in there until the next command.
        const csd = this.request
        await this.receive(0, csd, 0, CSD_BYTES)
        if (csd[0] >> 6 !== 0) {
            return ((((csd[7] & 0x3f) << 16) | (csd[8] << 8) | csd[9]) + 1) * 1024
        }
        const size = ((csd[6] & 3) << 10) | (csd[7] << 2) | (csd[8] >> 6)
        const multiplier = ((csd[9] & 3) << 1) | (csd[10] >> 7)
        const blockLengthLog2 = csd[5] & 0xf
        // 2^9 bytes a sector.
        return (size + 1) << (multiplier + 2 + blockLengthLog2 - 9)
    }

    /** Send a command that the card must take. The argument is a sector, or 0. */
    private async open(command: Command, sector: number): Promise<void> {
        const argument = this.usesByteAddresses ? sector * SECTOR_BYTES : sector
        if ((await this.ask(command, argument)) !== R1_READY) this.reject(command, sector)
    }

    /**
     * Send a command and find its R1.
     *
     * @returns R1; what follows it is in `answer` from `afterR1` on, and unread. 0xff: none came
     */
    private async ask(command: Command, argument: number): Promise<number> {
        const request = this.request
        request.fillAt(0, ANSWER_BYTES, 0xff)
        request[COMMAND_AT] = 0x40 | command
        request[COMMAND_AT + 1] = argument >>> 24
        request[COMMAND_AT + 2] = argument >>> 16
        request[COMMAND_AT + 3] = argument >>> 8
        request[COMMAND_AT + 4] = argument & 0xff
        request[COMMAND_AT + 5] = CRC_NOT_CHECKED
        if (command === Command.GoIdleState) request[COMMAND_AT + 5] = CRC_GO_IDLE_STATE
        if (command === Command.SendIfCond) request[COMMAND_AT + 5] = CRC_SEND_IF_COND
        const answer = this.answer
        await this.spi.transfer(request, answer)
        // CMD12 is answered with one byte of no meaning before R1 (7.3.1.3).
        let at = command === Command.StopTransmission ? R1_AT + 1 : R1_AT
        while (at < R1_AT + 10 && (answer[at] & R1_ABSENT_MASK) !== 0) at++
        this.afterR1 = at + 1
        const early = ANSWER_BYTES - this.afterR1
        this.unread = INCOMING_BYTES - early
        this.incoming.blitAt(this.unread, answer, this.afterR1, early)
        return answer[at]
    }

    /** A command was not taken: say why and, where there is no card any more, remember that. */
    private reject(command: Command, sector: number): never {
        const r1 = this.answer[this.afterR1 - 1]
        if ((r1 & R1_ABSENT_MASK) === 0)
            this.fail(FaultCode.Protocol, `CMD${command} R1 ${r1}`, sector)
        this.sectorCount = 0
        this.fail(FaultCode.Absent, `CMD${command}`, sector)
    }

    private fail(code: FaultCode, what: string, sector: number): never {
        throw new Fault(code, `card: ${what}, sector ${sector}`)
    }

    /** One short transfer to see what the card has to say. */
    private async poll(): Promise<void> {
        await this.spi.transfer(SHORT_FILLER, this.answer)
    }

    private isBusy(): boolean {
        return this.answer[ANSWER_BYTES - 1] !== 0xff
    }

    /** Wait for a start token. @returns where in `incoming` it is */
    private async findToken(sector: number): Promise<number> {
        const startMs = ds.millis()
        const incoming = this.incoming
        while (true) {
            const at = incoming.indexOf(TOKEN_START_BLOCK, this.unread, INCOMING_BYTES)
            if (at >= 0) return at
            for (let token = 1; token <= ERROR_TOKEN_MAX; token++) {
                if (incoming.indexOf(token, this.unread, INCOMING_BYTES) >= 0) {
                    this.fail(FaultCode.Protocol, `error token ${token}`, sector)
                }
            }
            if (ds.millis() - startMs > READ_TIMEOUT_MS) {
                this.fail(FaultCode.TimedOut, "read", sector)
            }
            await this.spi.transfer(LONG_FILLER, incoming)
            this.unread = 0
        }
    }

    /** Receive a block of data, and its CRC, which is not looked at. */
    private async receive(
        sector: number,
        into: Buffer,
        atByte: number,
        lengthBytes: number
    ): Promise<void> {
        const incoming = this.incoming
        const dataAt = (await this.findToken(sector)) + 1
        const early = INCOMING_BYTES - dataAt
        into.blitAt(atByte, incoming, dataAt, Math.min(early, lengthBytes))
        const left = lengthBytes + CRC_BYTES - early
        if (left <= 0) {
            this.unread = INCOMING_BYTES + left
            return
        }
        await this.spi.transfer(LONG_FILLER, incoming)
        if (early < lengthBytes) into.blitAt(atByte + early, incoming, 0, lengthBytes - early)
        this.unread = left
    }

    /** End a run of reading or of rejected writing. */
    private async stopTransmission(sector: number): Promise<void> {
        const r1 = await this.ask(Command.StopTransmission, 0)
        if (r1 !== R1_READY) this.reject(Command.StopTransmission, sector)
        if (this.isBusy()) await this.awaitReady(0, sector)
    }

    /** After a sector: the card says whether it takes it. */
    private async checkAccepted(sector: number): Promise<void> {
        const answer = this.answer
        let at = 0
        while (at < ANSWER_BYTES - 1 && answer[at] === 0xff) at++
        const response = answer[at]
        if ((response & DATA_RESPONSE_MASK) === DATA_RESPONSE_ACCEPTED) return
        if (this.outgoing[1] === TOKEN_START_MULTIPLE_WRITE) await this.stopTransmission(sector)
        this.fail(FaultCode.Protocol, `data response ${response}`, sector)
    }

    private async endRun(sector: number): Promise<void> {
        const request = this.request
        request.fillAt(0, ANSWER_BYTES, 0xff)
        request[1] = TOKEN_STOP_MULTIPLE_WRITE
        await this.spi.transfer(request, this.answer)
        if (this.isBusy()) await this.awaitReady(0, sector)
    }

    /**
     * Let others have the bus until the card is ready; a card may be deselected while it is busy and between sectors
     * (7.2.4).
     *
     * @param unservedUs bus time that `meanwhile` does not know of
     */
    private async awaitReady(unservedUs: number, sector: number): Promise<void> {
        const startMs = ds.millis()
        while (true) {
            const pauseUs = this.isBusy() ? BUSY_POLL_US : RELEASE_US
            this.spi.deselect()
            await this.bus.pause(pauseUs)
            if (this.meanwhile) await this.meanwhile.tick(unservedUs + pauseUs)
            if (pauseUs === RELEASE_US) return
            await this.poll()
            if (!this.isBusy()) return
            unservedUs = POLL_US
            if (ds.millis() - startMs > WRITE_TIMEOUT_MS) {
                this.fail(FaultCode.TimedOut, "busy", sector)
            }
        }
    }

    /** CMD13: two bytes of 0 say that all is written (7.3.2.3). */
    private async checkStatus(sector: number): Promise<void> {
        await this.open(Command.SendStatus, 0)
        const status = this.answer[this.afterR1]
        if (status !== 0) this.fail(FaultCode.Protocol, `status ${status}`, sector)
    }

    /** Give the bus back: deselected, and with the clocks the card needs to let go of it. */
    private async release(): Promise<void> {
        this.spi.deselect()
        await this.bus.pause(RELEASE_US)
    }
}
