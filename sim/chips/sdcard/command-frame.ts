/** Command frames of the SD card in SPI mode. */
import { crc7Byte } from "./crc.ts"

const FRAME_BYTES = 6

/** The six bytes of a command as they come in (SD Physical Layer Simplified Specification, clause 7.3.1.1). */
export class CommandFrame {
    /** The command came when none may: its bytes are swallowed. */
    isIgnored = false
    private readonly bytes = new Uint8Array(FRAME_BYTES)
    private length = 0

    get isBegun(): boolean {
        return this.length > 0
    }

    get index(): number {
        return this.bytes[0]! & 0x3f
    }

    get arg(): number {
        return new DataView(this.bytes.buffer).getUint32(1)
    }

    /** CRC7 and end bit. */
    get lastByte(): number {
        return this.bytes[FRAME_BYTES - 1]!
    }

    get isCrcRight(): boolean {
        return this.lastByte === crc7Byte(this.bytes, FRAME_BYTES - 1)
    }

    /** @returns whether this byte was the last */
    push(byte: number): boolean {
        this.bytes[this.length++] = byte
        if (this.length < FRAME_BYTES) return false
        this.length = 0
        return true
    }

    drop(): void {
        this.length = 0
        this.isIgnored = false
    }
}
