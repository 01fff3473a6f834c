import type { SerialDirection } from "../../wire/serial-direction.ts"
import { receiveCharacter } from "./character.ts"
import { FIFO_DEPTH } from "./receiver.ts"
import { LSR_ALL_EMPTY, LSR_THR_EMPTY } from "./registers.ts"

/**
 * Transmitter of an SC16IS7xx UART: the FIFO lies on the line as bytes that have not been shifted out, so that the
 * level follows from what the other side has taken.
 */
export class Transmitter {
    private bitUs = 10
    private depth = 1
    private loop: SerialDirection | undefined

    /** @param returnLine the other direction: its rate is the one at which the other side listens */
    constructor(
        private readonly line: SerialDirection,
        private readonly returnLine: SerialDirection
    ) {}

    /** Characters not yet shifted out. */
    get level(): number {
        return this.out.pendingCount
    }

    /** Characters that may be written now. */
    get room(): number {
        return Math.max(0, this.depth - this.level)
    }

    /** LSR as far as it is about sending. */
    get lineStatus(): number {
        return this.level === 0 ? LSR_THR_EMPTY | LSR_ALL_EMPTY : 0
    }

    enableFifo(): void {
        this.depth = FIFO_DEPTH
    }

    disableFifo(): void {
        this.depth = 1
    }

    setBitTime(bitUs: number): void {
        this.bitUs = bitUs
        this.line.setBaud(1e6 / bitUs)
        this.loop?.setBaud(1e6 / bitUs)
    }

    /** What is sent goes here, inside the chip, and the line stays at rest. @param wire undefined: on the line again */
    loopInto(wire: SerialDirection | undefined): void {
        this.loop = wire
        wire?.setBaud(1e6 / this.bitUs)
    }

    /** Auto-CTS: look at CTS# before each character. */
    obeyCts(): void {
        this.line.isFlowObeyed = true
    }

    ignoreCts(): void {
        this.line.isFlowObeyed = false
    }

    /** Characters as the other side will make them out. At most `room` of them. */
    write(characters: Uint8Array, atUs: number): void {
        if (this.loop) return this.loop.send(characters, atUs)
        const bitRatio = this.returnLine.byteTimeUs / (10 * this.bitUs)
        this.line.send(
            characters.map(c => receiveCharacter(c, bitRatio) & 0xff),
            atUs
        )
    }

    clearFifo(): void {
        this.out.clear()
    }

    /** When so few characters will be left that `spaces` are free; undefined if CTS# stops the line. */
    nextRoomUs(spaces: number): number | undefined {
        const next = this.out.nextArrivalUs()
        if (next === undefined) return undefined
        const excess = this.level - (FIFO_DEPTH - spaces)
        return next + Math.max(0, excess - 1) * this.out.byteTimeUs
    }

    reset(): void {
        this.depth = 1
        this.loop = undefined
        this.line.clear()
        this.ignoreCts()
    }

    private get out(): SerialDirection {
        return this.loop ?? this.line
    }
}
