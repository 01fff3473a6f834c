/**
 * The two send buffers of 64 bytes. The microcontroller fills one, and SNDBC hands it over; what is not acknowledged stays, and
 * is sent again by the next launch.
 */

export const FIFO_BYTES = 64

interface SendBuffer {
    readonly bytes: Uint8Array
    /** Where the next byte goes. */
    pointer: number
    /** How many bytes mean something: those of an earlier filling that was taken back count. */
    filledBytes: number
    sentBytes: number
    isNaked: boolean
}

export type SendMistake = "full" | "long" | "count"

export class SendFifo {
    private filling = emptyBuffer()
    private handedOver: SendBuffer[] = []

    reset(): void {
        this.filling = emptyBuffer()
        this.handedOver = []
    }

    /** SNDBAV. */
    get isAvailable(): boolean {
        return this.handedOver.length < 2
    }

    get hasPacket(): boolean {
        return this.handedOver.length > 0
    }

    write(byte: number): SendMistake | undefined {
        const buffer = this.filling
        if (!this.isAvailable) return "full"
        if (buffer.pointer >= FIFO_BYTES) return "long"
        buffer.bytes[buffer.pointer++] = byte
        buffer.filledBytes = Math.max(buffer.filledBytes, buffer.pointer)
        return undefined
    }

    /** SNDBC: hand over; 0 takes back what was handed over and is not acknowledged, with what is in it. */
    setCount(count: number): SendMistake | undefined {
        const taken = count === 0 && this.filling.pointer === 0 ? this.handedOver.pop() : undefined
        if (taken) {
            this.filling = { ...taken, pointer: 0, isNaked: false }
            return undefined
        }
        if (!this.isAvailable) return "full"
        const buffer = this.filling
        const mistake = count > buffer.filledBytes || buffer.pointer > count ? "count" : undefined
        buffer.sentBytes = Math.min(count, FIFO_BYTES)
        this.handedOver.push(buffer)
        this.filling = emptyBuffer()
        return mistake
    }

    /** What goes over the wires next. */
    packet(): Uint8Array {
        const buffer = this.handedOver[0]
        return buffer ? buffer.bytes.slice(0, buffer.sentBytes) : new Uint8Array(0)
    }

    /** It was refused before, and was not filled anew since. */
    get isRepeat(): boolean {
        return this.handedOver[0]?.isNaked ?? false
    }

    acknowledged(): void {
        this.handedOver.shift()
    }

    refused(): void {
        if (this.handedOver[0]) this.handedOver[0].isNaked = true
    }
}

function emptyBuffer(): SendBuffer {
    const bytes = new Uint8Array(FIFO_BYTES)
    return { bytes, pointer: 0, filledBytes: 0, sentBytes: 0, isNaked: false }
}
