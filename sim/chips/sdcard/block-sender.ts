import { crc16 } from "./crc.ts"

/** Data blocks from the card: start token, data, CRC16 (SD Physical Layer Simplified Specification, 7.2.3, 7.3.3). */

const START_TOKEN = 0xfe
const ERROR_TOKEN_OUT_OF_RANGE = 0x08

export interface BlockSource {
    /** The next block; "out-of-range" ends the transfer with an error token; undefined: there was only one. */
    readonly next: () => Uint8Array | "out-of-range" | undefined
    /** Time from the end of a block to the next start token. */
    readonly accessUs: () => number
    /** A block is out completely. */
    readonly onSent: () => void
    /** The error token is out. */
    readonly onOutOfRange: () => void
}

export class BlockSender {
    private frame: Uint8Array | undefined
    private at = 0

    /** @param dueUs when the first start token may come */
    constructor(
        private readonly source: BlockSource,
        private dueUs: number
    ) {
        this.load()
    }

    get isMidBlock(): boolean {
        return this.at > 0
    }

    /** Nothing more will come. */
    get isOver(): boolean {
        return this.frame === undefined
    }

    /** Whether the card sends at `atUs`: it is inside a block, or the next token is due. */
    isSending(atUs: number): boolean {
        return this.frame !== undefined && (this.isMidBlock || atUs >= this.dueUs)
    }

    /**
     * Sends into `miso` from `from` on, at most `limit` bytes and not beyond the end of the block.
     *
     * @param endUs when the last of `limit` bytes would be over
     * @returns bytes sent
     */
    send(miso: Uint8Array, from: number, limit: number, endUs: number): number {
        const frame = this.frame!
        const count = Math.min(limit, frame.length - this.at)
        miso.set(frame.subarray(this.at, this.at + count), from)
        this.at += count
        if (this.at === frame.length) {
            if (frame.length > 1) this.source.onSent()
            else this.source.onOutOfRange()
            this.load()
            this.dueUs = endUs + this.source.accessUs()
        }
        return count
    }

    private load(): void {
        this.at = 0
        const block = this.source.next()
        if (block === undefined) this.frame = undefined
        else if (block === "out-of-range") this.frame = Uint8Array.of(ERROR_TOKEN_OUT_OF_RANGE)
        else this.frame = framed(block)
    }
}

function framed(block: Uint8Array): Uint8Array {
    const frame = new Uint8Array(block.length + 3)
    const crc = crc16(block, block.length)
    frame[0] = START_TOKEN
    frame.set(block, 1)
    frame[block.length + 1] = crc >> 8
    frame[block.length + 2] = crc & 0xff
    return frame
}
