/**
 * Commands, responses and data blocks of an SD card in SPI mode: SD Physical Layer Simplified Specification, 7.2 and 7.3.
 *
 * All that the card sends is received in transfers of fixed length, so the end of one may hold the beginning of the next
 * thing: a start token after R1, data after the token. `incoming` keeps the last of it, and `unread` says from where on it
 * is still to be looked at.
 *
 *     write, for each sector: | FF token 512 bytes CRC, 12 × FF: response, busy |
 *     read, for each sector:  | 528 × FF: gap, token, first bytes | 528 × FF: the other bytes, CRC, what follows |
 */
import * as ds from "@devicescript/core"
import { SECTOR_BYTES } from "../../hal/block-device"
import { Meanwhile, SpiBus, SpiDevice } from "../../hal/spi"
import { Fault, FaultCode } from "../../util/fault"
import {
    Command,
    CRC_CRC_OFF,
    CRC_GO_IDLE_STATE,
    CRC_NOT_CHECKED,
    CRC_SEND_IF_COND,
    DATA_RESPONSE_ACCEPTED,
    DATA_RESPONSE_MASK,
    ERROR_TOKEN_MAX,
    R1_ABSENT_MASK,
    R1_READY,
    READ_TIMEOUT_MS,
    TOKEN_START_BLOCK,
    TOKEN_STOP_MULTIPLE_WRITE,
    WRITE_TIMEOUT_MS,
} from "./commands"

/** Short transfers: 1 filler, 6 of a command, up to 8 until R1 (7.5.4, N_CR), R1, and 4 that follow it. */
const ANSWER_BYTES = 20
const COMMAND_AT = 1
const R1_AT = 7
/** CMD12 has one byte more before it. */
const R1_LAST_AT = 16
/** Two CRC bytes end every block of data. */
const CRC_BYTES = 2
/** Filler and token stand before a block, and after it the card says what it thinks of it. */
const DATA_AT = 2
const VERDICT_AT = DATA_AT + SECTOR_BYTES + CRC_BYTES
const BLOCK_BYTES = VERDICT_AT + 12
/** The first look at a busy card comes when nearly all busies are over, as seen so far: 1–5 ms as a rule. */
const FIRST_LOOK_MIN_US = 200
const FIRST_LOOK_MAX_US = 5000
const LOOKED_TOO_SOON_US = 500
const LOOKED_IN_TIME_US = 20
/** The looks after it: a card that is late may be so for a quarter of a second. */
const BUSY_POLL_US = 5000
/** Filler clocks after a chip select: at least 8, so that the card lets go of MISO (7.5.1, N_EC). */
export const RELEASE_US = 50

/** What the card hears while it speaks. */
const SHORT_FILLER = hex`ffffffffffffffffffffffffffffffffffffffff`
/** The same, for a block: 528 bytes. */
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
    ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
`

export class CardWire {
    meanwhile: Meanwhile | undefined = undefined
    usesByteAddresses = false
    /** The longest busy since this was set to 0. */
    longestBusyUs = 0
    private readonly request = Buffer.alloc(ANSWER_BYTES)
    readonly answer = Buffer.alloc(ANSWER_BYTES)
    /** In `answer`, the byte after R1. */
    afterR1 = 0
    /** The block on its way to the card, with what goes around it. */
    private readonly outgoing = Buffer.alloc(BLOCK_BYTES)
    private readonly incoming = Buffer.alloc(BLOCK_BYTES)
    /** From here on `incoming` is not looked at yet. */
    private unread = BLOCK_BYTES
    /** Last byte of the last transfer: 0xff where the card is ready. */
    private lastByte = 0xff
    private firstLookUs = FIRST_LOOK_MIN_US
    /** When the last block was taken. */
    private sentMs = 0

    constructor(
        private readonly spi: SpiDevice,
        private readonly bus: SpiBus
    ) {}

    /** Send a command that the card must take, when it is ready. The argument is a sector, or 0. */
    async open(command: Command, sector: number): Promise<void> {
        await this.awaitReady(WRITE_TIMEOUT_MS, sector)
        const argument = this.usesByteAddresses ? sector * SECTOR_BYTES : sector
        if ((await this.ask(command, argument)) !== R1_READY) this.reject(command, sector)
    }

    /** Send an application command, which CMD55 announces. @returns R1 */
    async askApp(command: Command, argument: number): Promise<number> {
        await this.ask(Command.AppCommand, 0)
        return await this.ask(command, argument)
    }

    /**
     * Send a command and find its R1.
     *
     * @returns R1; what follows it is in `answer` from `afterR1` on, and unread. 0xff: none came
     */
    async ask(command: Command, argument: number): Promise<number> {
        const request = this.request
        request.fillAt(0, ANSWER_BYTES, 0xff)
        request[COMMAND_AT] = 0x40 | command
        request[COMMAND_AT + 1] = argument >>> 24
        request[COMMAND_AT + 2] = argument >>> 16
        request[COMMAND_AT + 3] = argument >>> 8
        request[COMMAND_AT + 4] = argument & 0xff
        request[COMMAND_AT + 5] = crcOf(command)
        const answer = this.answer
        await this.spi.transfer(request, answer)
        // CMD12 is answered with one byte of no meaning before R1 (7.3.1.3).
        let at = command === Command.StopTransmission ? R1_AT + 1 : R1_AT
        while (at < R1_LAST_AT && (answer[at] & R1_ABSENT_MASK) !== 0) at++
        this.afterR1 = at + 1
        const early = ANSWER_BYTES - this.afterR1
        this.unread = BLOCK_BYTES - early
        this.incoming.blitAt(this.unread, answer, this.afterR1, early)
        this.lastByte = answer[ANSWER_BYTES - 1]
        return answer[at]
    }

    /** A command was not taken: say why. @throws Fault Absent: nobody answered; Protocol: the card refused */
    reject(command: Command, sector: number): never {
        const r1 = this.answer[this.afterR1 - 1]
        const isAbsent = (r1 & R1_ABSENT_MASK) !== 0
        this.fail(
            isAbsent ? FaultCode.Absent : FaultCode.Protocol,
            `CMD${command} R1 ${r1}`,
            sector
        )
    }

    fail(code: FaultCode, what: string, sector: number): never {
        throw new Fault(code, `${what}, sector ${sector} of the card`)
    }

    /**
     * Receive a block of data, and its CRC, which is not looked at.
     *
     * @returns false: the card sent an error token in its place
     * @throws Fault TimedOut: nothing came
     */
    async receive(
        sector: number,
        into: Buffer,
        atByte: number,
        lengthBytes: number
    ): Promise<boolean> {
        const incoming = this.incoming
        const tokenAt = await this.findToken(sector)
        if (tokenAt < 0) return false
        // What comes now is data, and no sign of busy.
        this.lastByte = 0xff
        const early = BLOCK_BYTES - tokenAt - 1
        into.blitAt(atByte, incoming, tokenAt + 1, Math.min(early, lengthBytes))
        const left = lengthBytes + CRC_BYTES - early
        if (left <= 0) {
            this.unread = BLOCK_BYTES + left
            return true
        }
        await this.spi.transfer(LONG_FILLER, incoming)
        if (early < lengthBytes) into.blitAt(atByte + early, incoming, 0, lengthBytes - early)
        this.unread = left
        return true
    }

    /** Whether the last block ends as it would where nobody drives the line: its CRC ends with ones. */
    mayBeCutOff(): boolean {
        return this.incoming[this.unread - 1] === 0xff
    }

    /** Wait for a start token. @returns where in `incoming` it is; -1: an error token came instead */
    private async findToken(sector: number): Promise<number> {
        const startMs = ds.millis()
        const incoming = this.incoming
        while (true) {
            const at = incoming.indexOf(TOKEN_START_BLOCK, this.unread, BLOCK_BYTES)
            if (at >= 0) return at
            for (let token = 1; token <= ERROR_TOKEN_MAX; token++) {
                if (incoming.indexOf(token, this.unread, BLOCK_BYTES) >= 0) return -1
            }
            if (ds.millis() - startMs > READ_TIMEOUT_MS) {
                this.fail(FaultCode.TimedOut, "read", sector)
            }
            await this.spi.transfer(LONG_FILLER, incoming)
            this.unread = 0
        }
    }

    /** What is between CMD12 and the card being ready. */
    async stopTransmission(sector: number): Promise<void> {
        const r1 = await this.ask(Command.StopTransmission, 0)
        if (r1 !== R1_READY) this.reject(Command.StopTransmission, sector)
        await this.awaitReady(WRITE_TIMEOUT_MS, sector)
    }

    /** Sectors of a kind follow. @param token what each begins with */
    beginBlocks(token: number): void {
        this.outgoing.fillAt(0, BLOCK_BYTES, 0xff)
        this.outgoing[1] = token
    }

    /**
     * Send a sector to a card that is ready. It is busy then.
     *
     * @param from the sector begins at `atByte`
     * @returns false: the card refused it
     * @throws Fault Absent: nobody says anything to it
     */
    async send(from: Buffer, atByte: number, sector: number): Promise<boolean> {
        const outgoing = this.outgoing
        const incoming = this.incoming
        outgoing.blitAt(DATA_AT, from, atByte, SECTOR_BYTES)
        await this.spi.transfer(outgoing, incoming)
        let at = VERDICT_AT
        while (at < BLOCK_BYTES - 1 && incoming[at] === 0xff) at++
        const verdict = incoming[at]
        if (verdict === 0xff) this.fail(FaultCode.Absent, "no data response", sector)
        this.lastByte = incoming[BLOCK_BYTES - 1]
        this.sentMs = ds.millis()
        return (verdict & DATA_RESPONSE_MASK) === DATA_RESPONSE_ACCEPTED
    }

    /** End a run of sectors that were all accepted; the card must be ready, and is busy then. */
    async stopBlocks(): Promise<void> {
        const request = this.request
        request.fillAt(0, ANSWER_BYTES, 0xff)
        request[1] = TOKEN_STOP_MULTIPLE_WRITE
        await this.spi.transfer(request, this.answer)
        this.lastByte = this.answer[ANSWER_BYTES - 1]
        this.sentMs = ds.millis()
    }

    /**
     * Whether a card that took a block is ready for more: one short look where it was not when it was last heard.
     *
     * @throws Fault TimedOut: busy for too long
     */
    async isReady(sector: number): Promise<boolean> {
        if (this.lastByte === 0xff) return true
        await this.look()
        if (this.lastByte === 0xff) return true
        this.noteBusy(WRITE_TIMEOUT_MS, this.sentMs, sector)
        return false
    }

    /**
     * Let others have the bus until the card is ready; a card may be deselected while it is busy and between sectors
     * (7.2.4).
     */
    async awaitReady(timeoutMs: number, sector: number): Promise<void> {
        if (this.lastByte === 0xff) return
        const startMs = ds.millis()
        await this.serve(this.firstLookUs)
        await this.look()
        this.learnFrom(this.lastByte === 0xff)
        while (this.lastByte !== 0xff) {
            this.noteBusy(timeoutMs, startMs, sector)
            await this.serve(BUSY_POLL_US)
            await this.look()
        }
    }

    /** It was still busy so long after it began. */
    private noteBusy(timeoutMs: number, startMs: number, sector: number): void {
        const busyMs = ds.millis() - startMs
        if (busyMs > timeoutMs) this.fail(FaultCode.TimedOut, "busy", sector)
        if (busyMs * 1000 > this.longestBusyUs) this.longestBusyUs = busyMs * 1000
    }

    /** Next time look sooner or later, so that one look in 26 is too soon. */
    private learnFrom(wasInTime: boolean): void {
        const us = this.firstLookUs + (wasInTime ? -LOOKED_IN_TIME_US : LOOKED_TOO_SOON_US)
        if (us >= FIRST_LOOK_MIN_US && us <= FIRST_LOOK_MAX_US) this.firstLookUs = us
    }

    /** One short transfer to see whether the card is still busy. */
    private async look(): Promise<void> {
        await this.spi.transfer(SHORT_FILLER, this.answer)
        this.lastByte = this.answer[ANSWER_BYTES - 1]
    }

    /** Leave the bus to others for so long. */
    private async serve(us: number): Promise<void> {
        await this.release(us)
        if (this.meanwhile) await this.meanwhile.tick()
    }

    /**
     * End what a restart may have left the card in: the rest of a sector, and an open run.
     *
     * @returns whether anybody drove the line
     */
    async unlock(): Promise<boolean> {
        const incoming = this.incoming
        await this.spi.transfer(LONG_FILLER, incoming)
        await this.stopBlocks()
        this.spi.deselect()
        return incoming.indexOf(0, 0, BLOCK_BYTES) >= 0 || this.lastByte === 0
    }

    /** Give the bus back: deselected, and with the clocks the card needs to let go of it. */
    async release(us: number): Promise<void> {
        this.deselect()
        await this.bus.pause(us)
    }

    /** The same, where a pause follows anyhow. */
    deselect(): void {
        this.spi.deselect()
    }
}

function crcOf(command: Command): number {
    if (command === Command.GoIdleState) return CRC_GO_IDLE_STATE
    if (command === Command.SendIfCond) return CRC_SEND_IF_COND
    return command === Command.CrcOnOff ? CRC_CRC_OFF : CRC_NOT_CHECKED
}
