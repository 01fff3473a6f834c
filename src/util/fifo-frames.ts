/** Depth of the FIFOs of either bridge, in bytes. */
const FIFO_BYTES = 64

/**
 * Buffers for bursts of 1, 2, 4, 8, 12 … 64 bytes, or some of these, each led by the byte that tells the chip what is meant. Made once: a
 * Buffer has no views, and an SPI transfer has the length of its buffer.
 *
 * A burst may serve as its own answer: the chip looks at the first byte only.
 */
export class FifoFrames {
    private one = Buffer.alloc(2)
    private two = Buffer.alloc(3)
    /** Index i holds 4·i bytes, or fewer; the first one is never used. */
    private fours: Buffer[] = [this.one]

    /** @param isCoarse where most bursts are full: 16 is followed by 24, 32 …, which is a third of a kilobyte less */
    constructor(
        private readHeader: number,
        private writeHeader: number,
        isCoarse: boolean
    ) {
        for (let count = 4; count <= FIFO_BYTES; count += 4) {
            const isLeftOut = isCoarse && count > 16 && (count & 4) !== 0
            this.fours.push(isLeftOut ? this.fours[this.fours.length - 1] : Buffer.alloc(1 + count))
        }
    }

    /** The longest burst of at most `count` bytes, ready to be read into; `count` at least 1. */
    forReading(count: number): Buffer {
        const frame = this.longest(count)
        frame[0] = this.readHeader
        return frame
    }

    /** The same, ready to be filled from byte 1 on and written. */
    forWriting(count: number): Buffer {
        const frame = this.longest(count)
        frame[0] = this.writeHeader
        return frame
    }

    private longest(count: number): Buffer {
        if (count >= 4) return this.fours[count >> 2]
        return count >= 2 ? this.two : this.one
    }
}
