/**
 * Data link escape: how ITU-T V.253 puts codes into the stream of bytes to and from a voice modem.
 *
 * A code is DLE and one character. A data byte equal to DLE is doubled; two of them may come as DLE SUB.
 */
export const DLE = 0x10
export const ETX = 0x03
export const ESC = 0x1b
const SUB = 0x1a

/** Codes that are about the stream itself, V.253 table 17. */
export const OVERRUN = 0x6f
export const LOST_DATA = 0x59
export const UNDERRUN = 0x75
/** Text between them is a report in words, Silicon Laboratories AN93 page 179. */
export const PACKET_BEGIN = 0x58
export const PACKET_END = 0x2e

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
    /** Half a code has come. */
    isEscaped = false

    constructor(private sink: StreamSink) {}

    push(from: Buffer, atByte: number, endByte: number): void {
        let at = atByte
        while (at < endByte) {
            let source = from
            let start = at
            let end = endByte
            if (this.isEscaped) {
                this.isEscaped = false
                const code = from[at++]
                if (code !== DLE && code !== SUB) {
                    this.sink.onCode(code)
                    continue
                }
                source = DLE_DLE
                start = 0
                end = code === DLE ? 1 : 2
            } else {
                // One native search for a run: a loop over bytes would cost a hundred times as much.
                const dle = from.indexOf(DLE, at, endByte)
                if (dle >= 0) {
                    end = dle
                    this.isEscaped = true
                }
                at = end + 1
            }
            // The only call, so that no call is left of it (docs/decisions/007).
            if (end > start) this.sink.onPlain(source, start, end - start)
        }
    }
}
