import type { SpiChip } from "../chips/spi-chip.ts"
import type { RuleBook } from "../report/rules.ts"

/**
 * The wires between the microcontroller and its SPI chips: clock, MOSI, MISO and one select for each chip.
 *
 *     startUs        selectUs        first byte                  endUs
 *        |  set-up / 2  |  set-up / 2  | byte | byte | … | byte |
 *
 * The set-up stands for what a transfer costs before its first clock (driver, DMA, interrupt); select falls in its
 * middle. Select stays low after a transfer until `deselect`. Times are virtual µs, fractions allowed.
 */

export interface SpiBusOptions {
    /** SPI clock until it is set to another; 4 MHz when absent. */
    readonly clockHz?: number
    /** Fixed cost of a transfer, µs; 57 when absent (measured on an ESP32 at 160 MHz). */
    readonly perTransferUs?: number
    readonly chips: readonly SpiChip[]
    readonly rules: RuleBook
}

export interface SpiTransfer {
    /** What the microcontroller saw on MISO, one byte for each byte sent. */
    readonly miso: Uint8Array
    /** When the last clock was over. */
    readonly endUs: number
}

/** What went over the bus, for statistics. */
export interface SpiTraffic {
    transferCount: number
    byteCount: number
}

const NAME = "spi-bus"
const CLOCK_HZ = 4_000_000
const PER_TRANSFER_US = 57
/** Pauses are clocked in pieces of this buffer, so that a long one costs no memory. */
const FILLER_BYTES = 4096

export class SpiBus {
    readonly perTransferUs: number
    /** By chip index, as in the options. */
    readonly traffic: readonly SpiTraffic[]
    readonly pauses: SpiTraffic = { transferCount: 0, byteCount: 0 }
    private readonly chips: readonly SpiChip[]
    private readonly rules: RuleBook
    private readonly filler = new Uint8Array(FILLER_BYTES).fill(0xff)
    private byteUs: number
    private selectedIndex: number | undefined
    private frameBytes = 0
    private freeUs = 0

    constructor(options: SpiBusOptions) {
        this.perTransferUs = options.perTransferUs ?? PER_TRANSFER_US
        this.byteUs = 8e6 / (options.clockHz ?? CLOCK_HZ)
        this.chips = options.chips
        this.rules = options.rules
        this.traffic = options.chips.map(() => ({ transferCount: 0, byteCount: 0 }))
    }

    /** When the transfer that is running, or was last, ends. */
    get busyUntilUs(): number {
        return this.freeUs
    }

    /** From the next transfer on. */
    setClock(hz: number): void {
        if (this.selectedIndex !== undefined)
            this.rules.violation(
                NAME,
                `clock changed while ${this.chips[this.selectedIndex]!.name} is selected`
            )
        this.byteUs = 8e6 / hz
    }

    /** Selects the chip if it is not, and clocks `mosi` out. The chip stays selected. */
    transfer(chipIndex: number, mosi: Uint8Array, startUs: number): SpiTransfer {
        this.checkFree(startUs)
        this.select(chipIndex, startUs + this.perTransferUs / 2)
        const firstUs = startUs + this.perTransferUs
        const chip = this.chips[chipIndex]!
        const miso = chip.exchange(mosi, firstUs, this.byteUs)
        const isContested = this.overhear(mosi, firstUs)
        if (isContested && mosi.length > 0) this.spoil(chip, miso)
        this.frameBytes += mosi.length
        count(this.traffic[chipIndex]!, mosi.length)
        this.freeUs = firstUs + mosi.length * this.byteUs
        return { miso, endUs: this.freeUs }
    }

    /** Raises the chip's select; nothing happens if it is high. */
    deselect(chipIndex: number, atUs: number): void {
        if (this.selectedIndex !== chipIndex) return
        this.selectedIndex = undefined
        this.chips[chipIndex]!.deselect(atUs)
    }

    /**
     * Clocks 0xFF for `us` with every select high, which every chip overhears.
     *
     * @returns when the last clock was over
     */
    pause(us: number, startUs: number): number {
        this.checkFree(startUs)
        const selected = this.selectedIndex
        if (selected !== undefined)
            this.rules.violation(NAME, `pause while ${this.chips[selected]!.name} is selected`)
        const byteCount = Math.max(1, Math.round(us / this.byteUs))
        let atUs = startUs + this.perTransferUs
        for (let left = byteCount; left > 0; left -= FILLER_BYTES) {
            const piece = this.filler.subarray(0, Math.min(left, FILLER_BYTES))
            if (selected !== undefined) this.chips[selected]!.exchange(piece, atUs, this.byteUs)
            this.overhear(piece, atUs)
            atUs += piece.length * this.byteUs
        }
        count(this.pauses, byteCount)
        this.freeUs = atUs
        return atUs
    }

    private checkFree(startUs: number): void {
        if (startUs < this.freeUs)
            this.rules.violation(
                NAME,
                `transfer at ${startUs} µs while another runs until ${this.freeUs} µs`
            )
    }

    private select(chipIndex: number, atUs: number): void {
        const selected = this.selectedIndex
        if (selected === chipIndex) return
        const name = this.chips[chipIndex]!.name
        if (selected !== undefined) {
            const other = this.chips[selected]!
            this.rules.violation(NAME, `${name} selected while ${other.name} is selected`)
            other.deselect(atUs)
        }
        this.selectedIndex = chipIndex
        this.frameBytes = 0
        this.chips[chipIndex]!.select(atUs)
    }

    /** Lets the chips that are not selected listen; true if one of them still drives MISO. */
    private overhear(mosi: Uint8Array, startUs: number): boolean {
        let isDriven = false
        for (let i = 0; i < this.chips.length; i++) {
            if (i === this.selectedIndex) continue
            if (this.chips[i]!.overhear(mosi, startUs, this.byteUs)) isDriven = true
        }
        return isDriven
    }

    /** Another chip held MISO during the first byte: low wins, and the worst case is that it held it low. */
    private spoil(chip: SpiChip, miso: Uint8Array): void {
        miso[0] = 0x00
        if (this.frameBytes >= (chip.silentBytes ?? 0))
            this.rules.violation(NAME, `two chips drive MISO: ${chip.name} and one just deselected`)
    }
}

function count(traffic: SpiTraffic, byteCount: number): void {
    traffic.transferCount++
    traffic.byteCount += byteCount
}
