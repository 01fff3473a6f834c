import { crc7Byte } from "./crc.ts"

/**
 * A card before its first CMD0: in SD mode, listening to MOSI, which is its CMD line, whatever CS says
 * (SD Physical Layer Simplified Specification, clauses 6.4.1 and 7.2.1).
 */

export enum Heard {
    Nothing,
    /** GO_IDLE_STATE with right CRC while CS was low: the card goes to SPI mode. */
    GoToSpi,
    /** The same without 74 clocks before it. */
    GoToSpiTooEarly,
    /** A whole frame that is not CMD0 with the right CRC, while CS was low. */
    OtherFrame,
}

const WARM_UP_CLOCKS = 74
const FRAME_BYTES = 6
const GO_IDLE_STATE = 0x40

export class CardListener {
    private warmUpClocks = 0
    private readonly frame = new Uint8Array(FRAME_BYTES)
    private frameLength = 0
    private readonly overheard = new Uint8Array(FRAME_BYTES)
    /** A command meant for the other chip took the card out of its idle state. */
    private isAstray = false

    get isWarm(): boolean {
        return this.warmUpClocks >= WARM_UP_CLOCKS
    }

    /** Clocks with CS high. @returns whether there was anything but a high MOSI */
    overhear(mosi: Uint8Array): boolean {
        const isHigh = mosi.every(byte => byte === 0xff)
        if (isHigh) this.warmUpClocks += 8 * mosi.length
        else if (!this.isWarm) this.warmUpClocks = 0
        // A frame can end in the first bytes of a run of filler, not later.
        for (const byte of isHigh ? mosi.subarray(0, FRAME_BYTES) : mosi) this.slide(byte)
        return !isHigh
    }

    /** One byte with CS low. */
    hear(byte: number): Heard {
        if (!this.collect(byte)) return Heard.Nothing
        if (this.frame[0] !== GO_IDLE_STATE || !isWhole(this.frame)) return Heard.OtherFrame
        if (!this.isWarm) return Heard.GoToSpiTooEarly
        if (!this.isAstray) return Heard.GoToSpi
        // In SD mode and not idle: this CMD0 resets the card and has no response; the next one is heard as usual.
        this.isAstray = false
        return Heard.Nothing
    }

    /** CS changed: what was begun is no frame. */
    breakFrame(): void {
        this.frameLength = 0
    }

    /** Any six bytes in a row may be a command to a card that does not look at CS. */
    private slide(byte: number): void {
        this.overheard.copyWithin(0, 1)
        this.overheard[FRAME_BYTES - 1] = byte
        const first = this.overheard[0]!
        const isOtherCommand = (first & 0xc0) === 0x40 && first !== GO_IDLE_STATE
        if (isOtherCommand && isWhole(this.overheard)) this.isAstray = true
    }

    /** True when the byte completed six bytes that begin like a command. */
    private collect(byte: number): boolean {
        if (this.frameLength === 0 && (byte & 0xc0) !== 0x40) return false
        this.frame[this.frameLength++] = byte
        if (this.frameLength < FRAME_BYTES) return false
        this.frameLength = 0
        return true
    }
}

function isWhole(frame: Uint8Array): boolean {
    return frame[FRAME_BYTES - 1] === crc7Byte(frame, FRAME_BYTES - 1)
}
