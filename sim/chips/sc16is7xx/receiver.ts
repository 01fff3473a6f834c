import type { SerialDirection } from "../../wire/serial-direction.ts"
import { FRAMING_ERROR, receiveCharacter } from "./character.ts"
import * as reg from "./registers.ts"

/**
 * Receiver of an SC16IS7xx UART: FIFO with error tags, RX time-out, overrun, and the RTS# pin
 * (data sheet Rev 9, sections "Hardware flow control", "Receiver FIFO", "Interrupts").
 *
 * Nothing happens by itself: `pull` brings it up to a time, character by character.
 */

export const FIFO_DEPTH = 64
/** RX time-out: character times since the last character came or was read. */
const TIME_OUT_CHARACTERS = 4
/** RTS# rises when the character that fills the FIFO to its level is in; a sender that looks then has begun the next. */
const RTS_DELAY_CHARACTERS = 0.05

export interface RtsLevels {
    /** RTS# goes high at this many characters. */
    readonly halt: number
    /** RTS# goes low again at this many. */
    readonly resume: number
}

export class Receiver {
    isEnabled = true
    hasOverrun = false
    /** The UART's own bit time, µs. */
    bitUs = 10
    private depth = 1
    private readonly fifo = new Uint16Array(FIFO_DEPTH)
    private head = 0
    private count = 0
    private errors = 0
    private quietSinceUs = 0
    private autoRts: RtsLevels | undefined
    private loop: SerialDirection | undefined

    constructor(private readonly line: SerialDirection) {}

    get level(): number {
        return this.count
    }

    /** Characters with an error tag in the FIFO. */
    get errorCount(): number {
        return this.errors
    }

    get isFifoEnabled(): boolean {
        return this.depth > 1
    }

    /** LSR as far as it is about receiving; the framing error is that of the next character to be read. */
    get lineStatus(): number {
        let bits = this.count > 0 ? reg.LSR_DATA : 0
        if (this.hasOverrun) bits |= reg.LSR_OVERRUN
        if (this.count > 0 && this.fifo[this.head]! & FRAMING_ERROR) bits |= reg.LSR_FRAMING_ERROR
        if (this.isFifoEnabled && this.errors > 0) bits |= reg.LSR_FIFO_ERROR
        return bits
    }

    /** Switching the FIFO on or off empties it (FCR[0]). */
    enableFifo(): void {
        if (!this.isFifoEnabled) this.resize(FIFO_DEPTH)
    }

    disableFifo(): void {
        if (this.isFifoEnabled) this.resize(1)
    }

    clearFifo(atUs: number): void {
        this.head = 0
        this.count = 0
        this.errors = 0
        this.updateRts(atUs)
    }

    /** Takes what has come by `untilUs`. */
    pull(untilUs: number): void {
        // What comes on the line meanwhile is lost.
        if (this.loop) while (this.line.take(untilUs) !== undefined);
        const line = this.loop ?? this.line
        for (let byte = line.take(untilUs); byte !== undefined; byte = line.take(untilUs))
            this.receive(byte, line.lastTakenUs)
    }

    /** The next character, 0 … 255. Call it only when `level` > 0. */
    read(atUs: number): number {
        const entry = this.fifo[this.head]!
        this.head = (this.head + 1) % FIFO_DEPTH
        this.count--
        if (entry & FRAMING_ERROR) this.errors--
        this.quietSinceUs = atUs
        this.updateRts(atUs)
        return entry & 0xff
    }

    /** Listen to this, inside the chip, and not to the line. @param wire undefined: to the line again */
    loopFrom(wire: SerialDirection | undefined): void {
        this.loop = wire
    }

    /** RTS# under control of the FIFO level. */
    setAutoRts(levels: RtsLevels, atUs: number): void {
        this.autoRts = levels
        this.updateRts(atUs)
    }

    /** RTS# as MCR[1] says. */
    setManualRts(isAsserted: boolean, atUs: number): void {
        this.autoRts = undefined
        this.line.setAllowed(isAsserted, atUs)
    }

    isTimedOut(atUs: number): boolean {
        const dueUs = this.timeOutUs()
        return dueUs !== undefined && atUs >= dueUs
    }

    /**
     * The earliest time at which level or time-out can ask for an interrupt, going by what is on its way now;
     * undefined: not without new characters.
     */
    nextAlertUs(trigger: number): number | undefined {
        const timeOut = this.timeOutUs()
        const pending = this.line.pendingCount
        const next = this.line.nextArrivalUs()
        if (next === undefined) return timeOut
        const missing = trigger - this.count
        if (pending >= missing) return next + Math.max(0, missing - 1) * this.line.byteTimeUs
        if (!this.isFifoEnabled) return undefined
        return next + (pending - 1) * this.line.byteTimeUs + this.timeOutLengthUs()
    }

    reset(atUs: number): void {
        this.isEnabled = true
        this.hasOverrun = false
        this.loop = undefined
        this.resize(1)
        this.setManualRts(false, atUs)
    }

    private receive(byte: number, atUs: number): void {
        if (!this.isEnabled) return
        const bitRatio = (this.bitUs * 10) / (this.loop ?? this.line).byteTimeUs
        const received = receiveCharacter(byte, bitRatio)
        this.quietSinceUs = atUs
        if (this.count === this.depth) this.hasOverrun = true
        else {
            this.fifo[(this.head + this.count) % FIFO_DEPTH] = received
            this.count++
            if (received & FRAMING_ERROR) this.errors++
        }
        this.updateRts(atUs + RTS_DELAY_CHARACTERS * this.line.byteTimeUs)
    }

    private updateRts(atUs: number): void {
        if (!this.autoRts) return
        if (this.count >= this.autoRts.halt) this.line.setAllowed(false, atUs)
        else if (this.count <= this.autoRts.resume) this.line.setAllowed(true, atUs)
    }

    private timeOutUs(): number | undefined {
        if (!this.isFifoEnabled || this.count === 0) return undefined
        return this.quietSinceUs + this.timeOutLengthUs()
    }

    private timeOutLengthUs(): number {
        return TIME_OUT_CHARACTERS * 10 * this.bitUs
    }

    private resize(depth: number): void {
        this.depth = depth
        this.head = 0
        this.count = 0
        this.errors = 0
    }
}
