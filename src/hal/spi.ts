/** The clock of the bus, but while a card is identified. */
export const SPI_HZ = 4000000

/**
 * One chip on the SPI bus: SPI_HZ, mode 0, MSB first. Buffers are made at boot, never here.
 *
 * The bus has one owner at a time: the fiber that runs the machine. There is no lock.
 */
export interface SpiDevice {
    /**
     * Select the chip if it is not, and clock out all of `tx`.
     *
     * @param tx at most 4,096 bytes, not changed
     * @param rx as long as `tx`: filled with what the chip sent meanwhile; undefined: not looked at
     * Leaves the chip selected. Waits: until the bytes are out; other fibers run.
     */
    transfer(tx: Buffer, rx: Buffer | undefined): Promise<void>
    /** The same as one whole frame: chip select is high again afterwards. */
    exchange(tx: Buffer, rx: Buffer | undefined): Promise<void>
    /** Raise chip select. Does not wait; the chip may need 8 more clocks, which any transfer of another chip gives. */
    deselect(): void
}

/** The bus itself. */
export interface SpiBus {
    /**
     * Let about `us` pass without sleeping: filler clocks with every chip select high.
     *
     * Sleep has a 10 ms tick, the UART's FIFO is full in 8: while sound flows, waiting is done here.
     * @param us 50 … 8000
     */
    pause(us: number): Promise<void>
    /** Clock the bus at `hz` from now on; every chip select is high. Tears the bus down for a moment: not while sound flows. */
    setClock(hz: number): void
}

/** What a slow device calls again and again while it makes its caller wait, so that sound keeps flowing. */
export interface Meanwhile {
    /** Some milliseconds have passed since the last call, 5 at most. May use the bus for other chips; it is free to. */
    tick(): Promise<void>
}
