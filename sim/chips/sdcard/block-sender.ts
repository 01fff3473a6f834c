import { crc16 } from "./crc.ts"

/** Data blocks from the card: start token, data, CRC16 (SD Physical Layer Simplified Specification, 7.2.3, 7.3.3). */

const START_TOKEN = 0xfe

/** Data error tokens (7.3.3.3). */
export enum ErrorToken {
    EccFailed = 0x04,
    OutOfRange = 0x08,
}

export interface BlockSource {
    /** Whether there is no other block. */
    readonly isOver: () => boolean
    /** The next block, asked for when its start token is due; an error token ends the transfer. */
    readonly next: () => Uint8Array | ErrorToken
    /** Time from the end of a block to the next start token. */
    readonly accessUs: () => number
    /** A block is out completely. */
    readonly onSent: () => void
    /** The error token is out. */
    readonly onError: (token: ErrorToken) => void
}

export class BlockSender {
    private frame: Uint8Array | undefined
    private at = 0
    private error: ErrorToken | undefined

    /** @param dueUs when the first start token may come */
    constructor(
        private readonly source: BlockSource,
        private dueUs: number
    ) {}

    get isMidBlock(): boolean {
        return this.at > 0
    }

    /** Nothing more will come. */
    get isOver(): boolean {
        return this.error !== undefined || (!this.frame && this.source.isOver())
    }

    /** Whether the card sends at `atUs`: it is inside a block, or the next token is due. */
    isSending(atUs: number): boolean {
        return !this.isOver && (this.isMidBlock || atUs >= this.dueUs)
    }

    /**
     * Sends into `miso` from `from` on, at most `limit` bytes and not beyond the end of the block.
     *
     * @param endUs when the last of `limit` bytes would be over
     * @returns bytes sent
     */
    send(miso: Uint8Array, from: number, limit: number, endUs: number): number {
        this.frame ??= this.load()
        if (!this.frame) return this.sendError(miso, from)
        const count = Math.min(limit, this.frame.length - this.at)
        miso.set(this.frame.subarray(this.at, this.at + count), from)
        this.at += count
        if (this.at === this.frame.length) {
            this.at = 0
            this.frame = undefined
            this.source.onSent()
            this.dueUs = endUs + this.source.accessUs()
        }
        return count
    }

    private load(): Uint8Array | undefined {
        const block = this.source.next()
        if (typeof block !== "number") return framed(block)
        this.error = block
        return undefined
    }

    private sendError(miso: Uint8Array, from: number): number {
        miso[from] = this.error!
        this.source.onError(this.error!)
        return 1
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
