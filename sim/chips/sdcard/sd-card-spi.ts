import type { RuleBook } from "../../report/rules.ts"
import type { Timeline } from "../../report/timeline.ts"
import type { SpiChip } from "../spi-chip.ts"
import { BlockSender, type BlockSource } from "./block-sender.ts"
import type { CardActivity } from "./card-activity.ts"
import { CardCommands, R1, TransferKind, type Answer } from "./card-commands.ts"
import type { SdCardOptions } from "./card-options.ts"
import { CardListener, Heard } from "./card-listener.ts"
import { oneBlock, oneSector, sectorsFrom, type CardReaderParts } from "./card-reader.ts"
import { reachableSectors } from "./card-registers.ts"
import { CardTiming } from "./card-timing.ts"
import { CardWriter } from "./card-writer.ts"
import { CommandFrame } from "./command-frame.ts"
import { Medium } from "./medium.ts"

/**
 * SD memory card in SPI mode, byte by byte (SD Physical Layer Simplified Specification 3.01, chapter 7).
 *
 *     MOSI  command 6 B | FF …            | FF …                         FC 512 B CRC | FF …
 *     MISO  FF …        | FF × 1–8, R1 …  | FF …, FE 512 B CRC           FF …         | response, 00 while busy, FF
 *
 * CS may go high while the card is busy, while a start token is awaited, and between the blocks of an open transfer;
 * nowhere else. MISO stays driven until 8 clocks after CS rises. Not covered: SD mode beyond what is said in
 * `card-listener.ts`, locking, and rates above 25 MHz.
 */

const IDLE_BYTE = 0xff
const SEND_STATUS = 13
const STOP_TRANSMISSION = 12
const IDENTIFICATION_MIN_HZ = 100_000
const IDENTIFICATION_MAX_HZ = 400_000
/** A host that was initialising the slot when the card came in has given its clocks to nobody, and tries for no longer (2 s). */
const INITIALISING_US = 3_000_000
/** Commands whose CRC is always looked at (7.2.2). */
const ALWAYS_CHECKED: readonly number[] = [0, 8]

export class SdCardSpi implements SpiChip {
    readonly name: string
    readonly activity: CardActivity
    /** Sectors that can be reached: what the CSD can state. */
    readonly sectorCount: number
    private readonly rules: RuleBook
    private readonly timeline: Timeline
    private readonly timing: CardTiming
    private readonly commands: CardCommands
    private readonly medium: Medium
    private readonly writer: CardWriter
    private readonly readerParts: CardReaderParts
    private isPowered = false
    private cameUnderPower = false
    private cameUs = 0
    /** Present until the first CMD0: the card is in SD mode. */
    private listener: CardListener | undefined
    private hasToldTraffic = false
    private hasToldMosi = false
    private holdsMiso = false
    private readonly frame = new CommandFrame()
    private response: readonly number[] = []
    private responseAt = 0
    private gapBytes = 0
    private busyUntilUs = 0
    private sender: BlockSender | undefined
    private isSendingRun = false

    constructor(options: SdCardOptions) {
        this.name = options.name
        this.rules = options.rules
        this.timeline = options.timeline
        this.activity = options.activity
        const { kind, image, scheduler, random, timeline, faults } = options
        this.sectorCount = reachableSectors(kind, image.sectorCount)
        this.timing = new CardTiming(random, kind.busy)
        this.medium = new Medium(options)
        const { timing, activity, sectorCount, medium } = this
        const report = (text: string) => this.report(text)
        const shared = { timing, activity, sectorCount, faults, report }
        this.commands = new CardCommands({ ...shared, random, kind })
        const { commands } = this
        this.writer = new CardWriter({ ...shared, scheduler, timeline, commands, medium })
        const { writer } = this
        this.readerParts = { ...shared, commands, writer }
    }

    /** Power is about to fail, by the armed cut. */
    get isDoomed(): boolean {
        return this.medium.isDoomed
    }

    power(on: boolean, _atUs: number): void {
        if (on === this.isPowered) return
        this.isPowered = on
        this.cameUnderPower = false
        this.listener = new CardListener()
        this.hasToldTraffic = false
        this.holdsMiso = false
        this.commands.reset()
        this.writer.cut()
        this.sender = undefined
        this.response = []
        this.responseAt = 0
        this.frame.drop()
        this.gapBytes = 0
        this.busyUntilUs = 0
        this.activity.busyUntilUs = 0
    }

    /** The card comes into a slot that has power: what is on the bus already is none of the firmware's faults. */
    powerByInsertion(atUs: number): void {
        this.power(true, atUs)
        this.cameUnderPower = true
        this.cameUs = atUs
    }

    select(_atUs: number): void {
        this.holdsMiso = false
        this.hasToldMosi = false
        this.listener?.breakFrame()
    }

    exchange(mosi: Uint8Array, startUs: number, byteUs: number): Uint8Array {
        const miso = new Uint8Array(mosi.length).fill(IDLE_BYTE)
        if (!this.isPowered) return miso
        for (let i = 0; i < mosi.length;) {
            const atUs = startUs + i * byteUs
            if (this.listener) this.hear(mosi[i++]!, atUs, byteUs)
            else if (this.writer.isMidBlock) i += this.takeBlock(mosi, i, atUs, byteUs)
            else if (this.canSendBlock(mosi, i, atUs))
                i += this.sendBlock(mosi, miso, i, atUs, byteUs)
            else {
                miso[i] = this.clock(mosi[i]!, atUs, byteUs)
                i++
            }
        }
        return miso
    }

    deselect(_atUs: number): void {
        if (!this.isPowered) return
        this.listener?.breakFrame()
        if (this.listener) return
        this.holdsMiso = true
        if (this.frame.isBegun) this.cutOff("a command")
        if (this.responseAt < this.response.length) this.cutOff("a response")
        if (this.sender?.isMidBlock) this.cutOff("a data block that the card sends")
        if (this.writer.isMidBlock) this.cutOff("a data block that the card receives")
    }

    overhear(mosi: Uint8Array, _startUs: number, _byteUs: number): boolean {
        if (!this.isPowered || mosi.length === 0) return false
        if (this.listener) {
            if (this.listener.overhear(mosi)) this.onTrafficBeforeCmd0()
            return false
        }
        this.gapBytes += mosi.length
        const wasHeld = this.holdsMiso
        this.holdsMiso = false
        return wasHeld
    }

    private onTrafficBeforeCmd0(): void {
        if (this.hasToldTraffic) return
        this.hasToldTraffic = true
        if (this.cameUnderPower) this.timeline.emit("card", "traffic-before-cmd0")
        else this.report("traffic for another chip before the card's first CMD0 (6.4.1, 7.2.1)")
    }

    private hear(mosi: number, atUs: number, byteUs: number): void {
        const heard = this.listener!.hear(mosi)
        // To a card that was changed under power the host may still speak as to the one before.
        if (heard === Heard.OtherFrame && this.cameUnderPower) this.onTrafficBeforeCmd0()
        else if (heard === Heard.OtherFrame)
            this.report("a frame that is not CMD0 with CRC 95 before SPI mode (7.2.1)")
        const mayBeEarly = this.cameUnderPower && atUs - this.cameUs < INITIALISING_US
        if (heard === Heard.GoToSpiTooEarly && !mayBeEarly)
            this.report("CMD0: less than 74 clocks with CS and MOSI high before it (6.4.1)")
        if (heard !== Heard.GoToSpi) return
        this.listener = undefined
        this.checkClock(0, byteUs)
        this.activity.lastCommandUs = atUs
        this.answer(this.commands.execute(0, 0, atUs), atUs + byteUs, byteUs)
    }

    /** One byte outside of data blocks. @returns what the card drives meanwhile */
    private clock(mosi: number, atUs: number, byteUs: number): number {
        const isResponding = this.responseAt < this.response.length
        const out = isResponding ? this.response[this.responseAt++]! : this.busyByte(atUs, byteUs)
        if (this.frame.isBegun) this.collect(mosi, atUs, byteUs)
        else if (mosi !== IDLE_BYTE && isResponding)
            this.reportMosi(`MOSI ${hex(mosi)} while the card sends a response (7.2.1)`)
        else if ((mosi & 0xc0) === 0x40) this.beginFrame(mosi, atUs)
        else if (mosi !== IDLE_BYTE) this.onToken(mosi, atUs, byteUs)
        this.gapBytes = isResponding ? 0 : this.gapBytes + 1
        return out
    }

    /** Busy is low; it ends in the middle of a byte like anywhere else. */
    private busyByte(atUs: number, byteUs: number): number {
        if (atUs >= this.busyUntilUs) return IDLE_BYTE
        const lowBits = Math.ceil(((this.busyUntilUs - atUs) * 8) / byteUs)
        return lowBits >= 8 ? 0x00 : 0xff >> lowBits
    }

    private canSendBlock(mosi: Uint8Array, at: number, atUs: number): boolean {
        if (!this.sender || this.responseAt < this.response.length) return false
        if (!this.sender.isMidBlock && (this.gapBytes < 1 || this.frame.isBegun)) return false
        return this.sender.isSending(atUs) && at < mosi.length
    }

    /** Bytes of a data block to the host: as many as there are while MOSI is high, otherwise one. */
    private sendBlock(
        mosi: Uint8Array,
        miso: Uint8Array,
        at: number,
        atUs: number,
        byteUs: number
    ): number {
        const sender = this.sender!
        const isPlain = !this.frame.isBegun && mosi[at] === IDLE_BYTE
        const limit = isPlain ? countHigh(mosi, at) : 1
        const count = sender.send(miso, at, limit, atUs + limit * byteUs)
        if (!sender.isMidBlock) this.gapBytes = 0
        if (!isPlain) this.hearWhileSending(mosi[at]!, atUs, byteUs)
        if (this.sender === sender && sender.isOver && !this.isSendingRun) this.sender = undefined
        return count
    }

    private hearWhileSending(mosi: number, atUs: number, byteUs: number): void {
        if (this.frame.isBegun) this.collect(mosi, atUs, byteUs)
        else if (this.isSendingRun && (mosi & 0xc0) === 0x40) this.frame.push(mosi)
        else this.reportMosi(`MOSI ${hex(mosi)} while the card sends a data block (7.2.3)`)
    }

    private beginFrame(first: number, atUs: number): void {
        const index = first & 0x3f
        this.frame.isIgnored = atUs < this.busyUntilUs && index !== 0
        if (this.frame.isIgnored) this.report(`CMD${index}: sent while the card is busy (7.2.4)`)
        else if (this.gapBytes < 1 && !this.sender)
            this.report(`CMD${index}: no byte between it and the last response (7.5.1, N_RC)`)
        this.frame.push(first)
    }

    private collect(byte: number, atUs: number, byteUs: number): void {
        if (!this.frame.push(byte)) return
        if (this.frame.isIgnored) this.frame.drop()
        else this.onFrame(atUs + byteUs, byteUs)
    }

    private onFrame(endUs: number, byteUs: number): void {
        const { index, arg } = this.frame
        if (index !== SEND_STATUS) this.activity.lastCommandUs = endUs
        if (!this.isFrameRight()) {
            this.answer({ response: [this.commands.r1(R1.CrcError)] }, endUs, byteUs)
            return
        }
        this.checkClock(index, byteUs)
        if (index === 0) this.closeTransfers()
        if (this.sender) this.onFrameWhileReading(index, endUs, byteUs)
        else if (this.writer.isOpen && index !== SEND_STATUS)
            this.onFrameWhileWriting(index, endUs, byteUs)
        else this.answer(this.commands.execute(index, arg, endUs), endUs, byteUs)
    }

    private checkClock(index: number, byteUs: number): void {
        if (index !== 0 && !this.commands.isIdentifying) return
        const clockHz = Math.round(8e6 / byteUs)
        if (clockHz <= IDENTIFICATION_MAX_HZ && clockHz >= IDENTIFICATION_MIN_HZ) return
        this.report(`CMD${index}: at ${clockHz} Hz, 100 to 400 kHz until the card is ready (6.4.1)`)
    }

    private isFrameRight(): boolean {
        const { index, lastByte } = this.frame
        if ((lastByte & 1) === 0) this.report(`CMD${index}: end bit is 0 (7.3.1.1)`)
        if (!this.commands.isCrcOn && !ALWAYS_CHECKED.includes(index)) return true
        if (this.frame.isCrcRight) return true
        this.report(`CMD${index}: wrong CRC7 ${hex(lastByte)} (7.2.2)`)
        return false
    }

    private onFrameWhileReading(index: number, endUs: number, byteUs: number): void {
        this.sender = undefined
        if (index !== STOP_TRANSMISSION || !this.isSendingRun) {
            this.refuse(`CMD${index}: while data are read (7.2.3)`, endUs, byteUs)
            return
        }
        this.activity.commandCounts[index]!++
        const answer = { response: [this.commands.r1()], busyUs: this.timing.stopReadUs() }
        this.answer(answer, endUs, byteUs, [this.timing.undefinedByte()])
    }

    private onFrameWhileWriting(index: number, endUs: number, byteUs: number): void {
        if (index !== STOP_TRANSMISSION) {
            this.refuse(`CMD${index}: while a write is open (7.2.4)`, endUs, byteUs)
            return
        }
        this.activity.commandCounts[index]!++
        if (!this.writer.hasFailed)
            this.report("CMD12: ends a write without error, the Stop Tran token does (7.2.4)")
        const answer = { response: [this.commands.r1()], busyUs: this.writer.programUs() }
        this.answer(answer, endUs, byteUs)
        this.writer.end(this.busyUntilUs)
    }

    private refuse(text: string, endUs: number, byteUs: number): void {
        this.report(text)
        this.answer({ response: [this.commands.r1(R1.IllegalCommand)] }, endUs, byteUs)
    }

    private answer(
        answer: Answer,
        endUs: number,
        byteUs: number,
        stuffBytes: readonly number[] = []
    ): void {
        const delay = Array<number>(this.timing.responseDelayBytes()).fill(IDLE_BYTE)
        this.response = [...stuffBytes, ...delay, ...answer.response]
        this.responseAt = 0
        const responseEndUs = endUs + this.response.length * byteUs
        if (answer.busyUs) this.beBusyUntil(responseEndUs + answer.busyUs)
        if (answer.erases) {
            const dueUs = Math.max(responseEndUs, this.busyUntilUs)
            this.writer.erase(answer.erases.lba, answer.erases.sectorCount, dueUs)
        }
        if (answer.block) this.startSender(oneBlock(answer.block), responseEndUs)
        if (answer.opens) this.open(answer.opens.kind, answer.opens.lba, responseEndUs)
    }

    private open(kind: TransferKind, lba: number, fromUs: number): void {
        if (kind === TransferKind.WriteOne) this.writer.openOne(lba)
        else if (kind === TransferKind.WriteMany) this.writer.openMany(lba)
        else this.openSender(kind, lba, fromUs)
    }

    private openSender(kind: TransferKind, lba: number, fromUs: number): void {
        const isRun = kind === TransferKind.ReadMany
        const source = isRun ? sectorsFrom : oneSector
        this.startSender(source(lba, this.readerParts), fromUs)
        this.isSendingRun = isRun
    }

    private startSender(source: BlockSource, fromUs: number): void {
        this.isSendingRun = false
        this.sender = new BlockSender(source, fromUs + this.timing.readAccessUs())
    }

    private onToken(token: number, atUs: number, byteUs: number): void {
        this.activity.lastCommandUs = atUs
        const { busyUntilUs, gapBytes } = this
        const dueUs = this.writer.token(token, { atUs, byteUs, busyUntilUs, gapBytes })
        if (dueUs !== undefined) this.beBusyUntil(dueUs)
    }

    private takeBlock(mosi: Uint8Array, from: number, atUs: number, byteUs: number): number {
        const count = this.writer.take(mosi, from)
        const responseEndUs = atUs + (count + 1) * byteUs
        const verdict = this.writer.verdict(responseEndUs)
        if (verdict) {
            this.activity.lastCommandUs = responseEndUs
            this.response = [verdict.response]
            this.responseAt = 0
            this.beBusyUntil(verdict.busyUntilUs)
        }
        return count
    }

    private closeTransfers(): void {
        this.sender = undefined
        this.writer.end(this.busyUntilUs)
    }

    private beBusyUntil(untilUs: number): void {
        this.busyUntilUs = untilUs
        this.activity.busyUntilUs = untilUs
    }

    private cutOff(what: string): void {
        this.report(`CS rises inside ${what} (7.2)`)
        this.frame.drop()
        this.response = []
        this.responseAt = 0
        if (this.sender?.isMidBlock) this.sender = undefined
        this.writer.abandonBlock()
    }

    /** Once for each time that CS is low. */
    private reportMosi(text: string): void {
        if (this.hasToldMosi) return
        this.hasToldMosi = true
        this.report(text)
    }

    private report(text: string): void {
        this.rules.violation(this.name, `${text} [SD Physical Layer Simplified Specification]`)
    }
}

/** Bytes of 0xFF from `from` on. */
function countHigh(mosi: Uint8Array, from: number): number {
    let at = from
    while (at < mosi.length && mosi[at] === IDLE_BYTE) at++
    return at - from
}

function hex(byte: number): string {
    return byte.toString(16).padStart(2, "0")
}
