/**
 * Data link escape: how ITU-T V.253 puts codes into the stream of bytes to and from a voice modem.
 *
 * A code is DLE and one character. A data byte equal to DLE is doubled; two of them may come as DLE SUB.
 */
export const DLE = 0x10
export const ETX = 0x03
export const CAN = 0x18
const SUB = 0x1a

const DLE_DLE = hex`10 10`

/** Receives what a stream turns out to carry. */
export interface StreamSink {
    /** `from[atByte … atByte + lengthBytes)` is text or sound; copy it before returning. */
    onPlain(from: Buffer, atByte: number, lengthBytes: number): void
    /** A shielded code: the character behind the DLE. */
    onCode(code: number): void
}

/** Separates a stream from the modem into plain runs and shielded codes; a code may straddle two pieces. */
export class DleDecoder {
    private isEscaped = false

    constructor(private sink: StreamSink) {}

    /** Forget half a code (the stream begins anew). */
    reset(): void {
        this.isEscaped = false
    }

    push(from: Buffer, atByte: number, endByte: number): void {
        let at = atByte
        while (at < endByte) {
            if (this.isEscaped) {
                this.isEscaped = false
                this.escaped(from[at])
                at++
                continue
            }
            // One native search for a run: a loop over bytes would cost a hundred times as much.
            const dle = from.indexOf(DLE, at, endByte)
            const end = dle < 0 ? endByte : dle
            if (end > at) this.sink.onPlain(from, at, end - at)
            this.isEscaped = dle >= 0
            at = end + 1
        }
    }

    private escaped(code: number): void {
        if (code === DLE) this.sink.onPlain(DLE_DLE, 0, 1)
        else if (code === SUB) this.sink.onPlain(DLE_DLE, 0, 2)
        else this.sink.onCode(code)
    }
}
