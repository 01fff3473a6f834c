import { SECTOR_BYTES } from "./card-image.ts"
import { crc16 } from "./crc.ts"

/** Data blocks to the card (SD Physical Layer Simplified Specification, 7.2.4): a token, 512 bytes, CRC16. */

export const START_ONE_TOKEN = 0xfe
export const START_MANY_TOKEN = 0xfc
export const STOP_TOKEN = 0xfd

const FRAME_BYTES = SECTOR_BYTES + 2

export class BlockIntake {
    /** The card refused a block: it takes no more of this run. */
    hasFailed = false
    isDiscarding = false
    private readonly frame = new Uint8Array(FRAME_BYTES)
    private at: number | undefined

    constructor(
        readonly startToken: number,
        /** Where the next block goes. */
        public lba: number
    ) {}

    get isRun(): boolean {
        return this.startToken === START_MANY_TOKEN
    }

    get isMidBlock(): boolean {
        return this.at !== undefined
    }

    begin(): void {
        this.at = 0
        this.isDiscarding = false
    }

    /** A block that came when none may: its bytes are swallowed. */
    beginDiscarded(): void {
        this.at = 0
        this.isDiscarding = true
    }

    abandon(): void {
        this.at = undefined
    }

    /** Takes bytes from `mosi`, not beyond the end of the block. @returns how many */
    take(mosi: Uint8Array, from: number): number {
        const count = Math.min(mosi.length - from, FRAME_BYTES - this.at!)
        this.frame.set(mosi.subarray(from, from + count), this.at)
        this.at! += count
        return count
    }

    get isComplete(): boolean {
        return this.at === FRAME_BYTES
    }

    get isCrcRight(): boolean {
        const sent = (this.frame[SECTOR_BYTES]! << 8) | this.frame[SECTOR_BYTES + 1]!
        return sent === crc16(this.frame, SECTOR_BYTES)
    }

    /** The 512 bytes, the caller's to keep. */
    get bytes(): Uint8Array {
        return this.frame.slice(0, SECTOR_BYTES)
    }
}
