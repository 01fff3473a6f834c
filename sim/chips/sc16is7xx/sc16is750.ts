import { Random } from "../../clock/random.ts"
import type { RuleBook } from "../../report/rules.ts"
import type { SerialLine } from "../../wire/serial-direction.ts"
import type { SpiChip } from "../spi-chip.ts"
import { FIFO_DEPTH } from "./receiver.ts"
import * as reg from "./registers.ts"
import { registerAt, type RegisterName } from "./registers.ts"
import { UartRegisters } from "./uart-registers.ts"

/**
 * NXP SC16IS750 on SPI: one UART with 64-byte FIFOs. Data sheets SC16IS740/750/760 Rev 7 and SC16IS752/762 Rev 9.
 *
 * This file is the SPI side: frames, their timing, power and reset; `uart-registers.ts` is what stands behind it.
 *
 *     CS# ‾\______________________________________/‾
 *     SI     R/W a3 a2 a1 a0 0 0 x | byte | byte …       bursts for address 0 only, which does not count on
 *     SO     not driven            | byte | byte …
 *
 * The UART is brought up to date when somebody looks at it (registers, `irqActive`, the line's `syncDte`). Not covered,
 * and reported when asked for: I2C, IrDA, sleep beyond its gate on DLL/DLH, software flow control, RS-485,
 * GPIO interrupts, break, word formats other than 8N1.
 */

export interface Sc16is750Options {
    readonly name: string
    /** Crystal or clock at XTAL1. */
    readonly crystalHz: number
    readonly line: SerialLine
    readonly rules: RuleBook
    /** For what registers hold that no reset touches; a fixed seed when absent. */
    readonly random?: Random
}

const CLOCK_MAX_HZ = 4_000_000
const CS_HIGH_MIN_US = 0.2
const RESET_LOW_MIN_US = 3
const READ_BIT = 0x80
const CHANNEL_BITS = 0x06
const UNDRIVEN = 0xff

export class Sc16is750 implements SpiChip {
    readonly name: string
    readonly silentBytes = 1
    /** Called after each access over SPI and after each change of the reset pin or the power: IRQ# may have changed. */
    onAccess: (() => void) | undefined
    private readonly rules: RuleBook
    private readonly uart: UartRegisters
    private isPowered = false
    private resetLowSinceUs: number | undefined
    private csHighSinceUs = Number.NEGATIVE_INFINITY
    private address: number | undefined
    private frameDataBytes = 0
    private isFrameReported = false

    constructor(options: Sc16is750Options) {
        this.name = options.name
        this.rules = options.rules
        const random = options.random ?? new Random(1, options.name)
        this.uart = new UartRegisters(options, random, text => this.report(text))
    }

    /** Up to when the UART has been brought: looking earlier shows this time. */
    get settledUs(): number {
        return this.uart.settledUs
    }

    /** Whether IRQ# is low. */
    irqActive(atUs: number): boolean {
        if (!this.isRunning) return false
        this.uart.update(atUs)
        return this.uart.interrupt() !== reg.InterruptCode.None
    }

    /**
     * The earliest time at which IRQ# can become active, going by what is on its way on the line; look again then.
     *
     * @returns undefined: it is active, or cannot become so before the next access or the next bytes
     */
    nextIrqUs(): number | undefined {
        return this.isRunning ? this.uart.nextInterruptUs() : undefined
    }

    /** RESET# as the microcontroller drives it. */
    resetPin(low: boolean, atUs: number): void {
        if (low === (this.resetLowSinceUs !== undefined)) return
        if (low) {
            this.uart.update(atUs)
            this.uart.reset(atUs)
            this.resetLowSinceUs = atUs
        } else {
            const lowUs = atUs - this.resetLowSinceUs!
            this.resetLowSinceUs = undefined
            if (this.isPowered && lowUs < RESET_LOW_MIN_US)
                this.report(`RESET# low for ${lowUs} µs, less than ${RESET_LOW_MIN_US} µs`)
        }
        this.onAccess?.()
    }

    power(on: boolean, atUs: number): void {
        if (on === this.isPowered) return
        this.isPowered = on
        this.address = undefined
        this.csHighSinceUs = Number.NEGATIVE_INFINITY
        if (on) this.uart.powerUp(atUs)
        else this.uart.reset(atUs)
        this.onAccess?.()
    }

    select(atUs: number): void {
        this.address = undefined
        this.frameDataBytes = 0
        this.isFrameReported = false
        if (this.isPowered && atUs - this.csHighSinceUs < CS_HIGH_MIN_US)
            this.report("SPI frame: CS# high for less than 200 ns before it")
    }

    exchange(mosi: Uint8Array, startUs: number, byteUs: number): Uint8Array {
        const miso = new Uint8Array(mosi.length).fill(UNDRIVEN)
        if (!this.isPowered || mosi.length === 0) return miso
        if (!this.canListen(mosi[0]!, byteUs)) return miso
        const dataAt = this.address === undefined ? 1 : 0
        if (dataAt === 1) this.address = mosi[0]!
        if (dataAt < mosi.length)
            this.access(
                mosi.subarray(dataAt),
                miso.subarray(dataAt),
                startUs + dataAt * byteUs,
                byteUs
            )
        this.onAccess?.()
        return miso
    }

    deselect(atUs: number): void {
        this.csHighSinceUs = atUs
        if (this.address === undefined || this.frameDataBytes > 0) return
        if (this.registerOf(this.address) === "FIFO") {
            this.report("register RHR/THR: burst of zero length, corrupts the next TXLVL read")
            this.uart.corruptNextTxLevel()
        }
    }

    overhear(): boolean {
        return false
    }

    private get isRunning(): boolean {
        return this.isPowered && this.resetLowSinceUs === undefined
    }

    /** In reset it is deaf; what is for no channel of this part is not lost then. */
    private canListen(first: number, byteUs: number): boolean {
        const clockHz = 8e6 / byteUs
        if (this.resetLowSinceUs !== undefined && first & CHANNEL_BITS) return false
        if (this.resetLowSinceUs !== undefined) this.reportOnce("SPI frame while RESET# is low")
        else if (clockHz > CLOCK_MAX_HZ * 1.0001)
            this.reportOnce(`SPI clock ${Math.round(clockHz)} Hz, above the 4 MHz of this part`)
        else return true
        return false
    }

    private access(mosi: Uint8Array, miso: Uint8Array, startUs: number, byteUs: number): void {
        const address = this.address!
        const register = this.registerOf(address)
        const isBurst = this.frameDataBytes + mosi.length > 1
        this.frameDataBytes += mosi.length
        if (address & CHANNEL_BITS)
            this.reportOnce(`register ${register}: channel bits set, this part has channel A only`)
        if (isBurst && register !== "FIFO")
            this.reportOnce(
                `register ${register}: burst, only RHR and THR allow one (table 10, note 4)`
            )
        if (address & CHANNEL_BITS) return
        this.uart.update(startUs)
        if (register === "FIFO") this.accessFifo(mosi, miso, startUs, byteUs)
        else if (address & READ_BIT) miso.fill(this.uart.read(register, startUs))
        else for (const value of mosi) this.uart.write(register, value, startUs + byteUs)
    }

    private accessFifo(mosi: Uint8Array, miso: Uint8Array, startUs: number, byteUs: number): void {
        if (this.address! & READ_BIT) {
            const missing = this.uart.readFifo(miso, startUs, byteUs)
            if (missing > 0) this.reportOnce(`register RHR: ${missing} read more than RXLVL`)
        } else {
            const excess = this.uart.writeFifo(mosi, startUs + byteUs)
            if (excess > 0)
                this.reportOnce(
                    `register THR: ${excess} written beyond TXLVL (${FIFO_DEPTH} at most)`
                )
        }
    }

    private registerOf(addressByte: number): RegisterName {
        return registerAt((addressByte >> 3) & 0x0f, this.uart.bank)
    }

    private report(text: string): void {
        this.rules.violation(this.name, `${text} (SC16IS7xx data sheet Rev 9)`)
    }

    private reportOnce(text: string): void {
        if (this.isFrameReported) return
        this.isFrameReported = true
        this.report(text)
    }
}
