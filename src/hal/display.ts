/** The seam to slow chips on two wires, of which a display is one. */

/** I2C, with one master. */
export interface TwoWire {
    /**
     * Write all of `bytes` to the chip with this 7-bit address.
     *
     * @returns whether it acknowledged every byte
     * Waits: 23 µs a byte at 400 kHz; on a board nothing else runs meanwhile.
     */
    write(address: number, bytes: Buffer): Promise<boolean>
}
