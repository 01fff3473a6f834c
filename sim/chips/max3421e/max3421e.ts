import { type RuleBook } from "../../report/rules.ts"
import { type SpiChip } from "../spi-chip.ts"
import { type HostChipOptions, HostRegisters } from "./host-registers.ts"
import * as reg from "./registers.ts"
import { registerName } from "./registers.ts"

/**
 * Maxim MAX3421E, a USB host on SPI. Data sheet 19-3953, programming guide AN3785, errata sheet of April 2016.
 *
 * This file is the SPI side: frames, their timing, half and full duplex. `host-registers.ts` is what stands behind it,
 * `host-engine.ts` the transactions.
 *
 *     SS#  ‾\______________________________________/‾
 *     MOSI   r4 r3 r2 r1 r0 0 DIR x | byte | byte …      R21 … R31 and R13 … R20 count on, FIFOs and R20, R31 do not
 *     MISO   HIRQ                   | byte | byte …      nothing until PINCTL.FDUPSPI is set: MOSI goes both ways then
 *
 * Not covered, and reported when asked for: peripheral mode, low speed, hubs, isochronous transfers, resume, the INT pin.
 * Not covered and not seen: GPX, interrupts of the general inputs.
 */

export interface Max3421eOptions extends HostChipOptions {
    readonly name: string
    readonly rules: RuleBook
}

const CLOCK_MAX_HZ = 26_000_000
const CS_HIGH_MIN_US = 0.2
const UNDRIVEN = 0xff
/** After a brown-out the firmware can't know that the chip has forgotten all, before it has read it so often. */
const GRACE_FRAMES = 8
/** Two documents disagree on whether an access counts on in these. */
const DISPUTED_FIRST = 5
const DISPUTED_LAST = 12

export class Max3421e implements SpiChip {
    readonly name: string
    private readonly rules: RuleBook
    private readonly registers: HostRegisters
    private isPowered = false
    private csHighSinceUs = Number.NEGATIVE_INFINITY
    /** Of the frame that runs; undefined until its first byte. */
    private command: number | undefined
    private register = 0
    private dataBytes = 0
    private isFrameReported = false
    /** As it was when the frame began: it is the pins' direction. */
    private isFullDuplex = false
    /** What MISO is stuck at; undefined: it is well. */
    private stuckAt: number | undefined
    /** Frames that are forgiven. */
    private graceFrames = 0

    constructor(options: Max3421eOptions) {
        this.name = options.name
        this.rules = options.rules
        this.registers = new HostRegisters(options, text => this.report(text))
    }

    power(on: boolean, atUs: number): void {
        if (on === this.isPowered) return
        this.isPowered = on
        this.csHighSinceUs = Number.NEGATIVE_INFINITY
        this.command = undefined
        this.registers.power(on, atUs)
    }

    /** MISO is stuck at 0x00 or 0xFF; undefined: no more. What the firmware does while it is deaf is not held against it. */
    stick(at: number | undefined): void {
        this.stuckAt = at
        this.graceFrames = at === undefined ? GRACE_FRAMES : Infinity
    }

    get isStuckAt(): number | undefined {
        return this.stuckAt
    }

    /** Its supply breaks down for a moment: all registers are as at power-on. */
    brownOut(atUs: number): void {
        if (!this.isPowered) return
        this.power(false, atUs)
        this.power(true, atUs)
        this.graceFrames = GRACE_FRAMES
    }

    select(atUs: number): void {
        if (this.graceFrames > 0) this.graceFrames--
        this.command = undefined
        this.dataBytes = 0
        this.isFrameReported = false
        this.isFullDuplex = this.registers.isFullDuplex
        if (this.isPowered && atUs - this.csHighSinceUs < CS_HIGH_MIN_US)
            this.report("SPI frame: SS# high for less than 200 ns before it")
    }

    exchange(mosi: Uint8Array, startUs: number, byteUs: number): Uint8Array {
        const miso = new Uint8Array(mosi.length).fill(UNDRIVEN)
        if (!this.isPowered) return miso
        if (8e6 / byteUs > CLOCK_MAX_HZ * 1.0001) {
            this.reportOnce(`SPI clock ${Math.round(8e6 / byteUs)} Hz, above 26 MHz`)
            return miso
        }
        for (let i = 0; i < mosi.length; i++) {
            const atUs = startUs + i * byteUs
            const answer =
                this.command === undefined
                    ? this.begin(mosi[i]!, atUs)
                    : this.transfer(mosi[i]!, atUs, byteUs)
            if (this.isFullDuplex) miso[i] = answer
        }
        return this.stuckAt === undefined ? miso : miso.fill(this.stuckAt)
    }

    deselect(atUs: number): void {
        this.csHighSinceUs = atUs
    }

    overhear(): boolean {
        return false
    }

    /** The command byte; the status that stands against it is as old as the frame. */
    private begin(command: number, atUs: number): number {
        this.command = command
        this.register = command >> 3
        const isRead = (command & reg.COMMAND_WRITE) === 0
        if (command & reg.COMMAND_RESERVED)
            this.reportOnce(`${registerName(this.register)}: bit 2 of the command byte is set`)
        if (isRead && !this.isFullDuplex)
            this.reportOnce(
                `${registerName(this.register)}: read in half duplex, where MOSI is driven from both ends`
            )
        return this.registers.status(atUs)
    }

    private transfer(mosi: number, atUs: number, byteUs: number): number {
        const { register } = this
        if (this.dataBytes++ > 0 && register >= DISPUTED_FIRST && register <= DISPUTED_LAST)
            this.reportOnce(`${registerName(register)}: burst, on which the documents disagree`)
        this.register = following(register)
        const isWrite = (this.command! & reg.COMMAND_WRITE) !== 0
        if (!isWrite) return this.registers.read(register, atUs)
        if (register === reg.PINCTL && this.stuckAt === undefined) this.graceFrames = 0
        this.registers.write(register, mosi, atUs + byteUs)
        return 0
    }

    private report(text: string): void {
        if (this.graceFrames > 0) return
        this.rules.violation(this.name, `${text} (MAX3421E data sheet 19-3953, AN3785)`)
    }

    private reportOnce(text: string): void {
        if (this.isFrameReported) return
        this.isFrameReported = true
        this.report(text)
    }
}

/** The register of the next byte in the same frame. */
function following(register: number): number {
    const isFifo = register === reg.RCVFIFO || register === reg.SNDFIFO || register === reg.SUDFIFO
    if (isFifo || register === reg.IOPINS1 || register === reg.HRSL) return register
    return register + 1
}
