/** One chip on the SPI bus, as the wires see it. All times are virtual µs and need not be whole. */
export interface SpiChip {
    readonly name: string
    /** Bytes at the start of a frame in which the chip leaves MISO undriven (an address byte); absent: none. */
    readonly silentBytes?: number
    /** Chip select goes low. */
    select(atUs: number): void
    /**
     * Bytes clocked while selected, MSB first, mode 0. Answers what the chip drives on MISO, one byte for each.
     *
     * Byte i is on the wires from `startUs + i * byteUs` to `startUs + (i + 1) * byteUs`.
     */
    exchange(mosi: Uint8Array, startUs: number, byteUs: number): Uint8Array
    /** Chip select goes high. */
    deselect(atUs: number): void
    /**
     * Bytes clocked on the shared wires while this chip is not selected (another chip's transfer, or filler).
     *
     * An SD card counts these clocks, and listens before it is in SPI mode. Answers true while the chip still drives
     * MISO although its select is high, which spoils what another chip sends.
     */
    overhear(mosi: Uint8Array, startUs: number, byteUs: number): boolean
    /** Power applied, or removed: all volatile state is lost. */
    power(on: boolean, atUs: number): void
}
