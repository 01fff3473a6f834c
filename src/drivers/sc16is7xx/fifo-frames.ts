import { FIFO_BYTES, READ, REGISTER_SHIFT, RHR, THR } from "./registers"

/**
 * Buffers for bursts of 1, 2, 4, 8, 12 … 64 characters, each led by the address byte. Made once, at boot: a Buffer has no
 * views, and an SPI transfer has the length of its buffer.
 *
 * A burst may serve as its own answer: the chip looks at the address only.
 */
export class FifoFrames {
    /** Index i holds 4·i characters. */
    private fours: Buffer[] = []
    private one = Buffer.alloc(2)
    private two = Buffer.alloc(3)

    constructor() {
        for (let count = 0; count <= FIFO_BYTES; count += 4)
            this.fours.push(Buffer.alloc(1 + count))
    }

    /** The longest burst of at most `count` characters, ready to be read into; `count` at least 1. */
    forReading(count: number): Buffer {
        const frame = this.longest(count)
        frame[0] = READ | (RHR << REGISTER_SHIFT)
        return frame
    }

    /** The same, ready to be filled from byte 1 on and written. */
    forWriting(count: number): Buffer {
        const frame = this.longest(count)
        frame[0] = THR << REGISTER_SHIFT
        return frame
    }

    private longest(count: number): Buffer {
        if (count >= 4) return this.fours[count >> 2]
        return count >= 2 ? this.two : this.one
    }
}
