/** The sound in a WAV file as `export` and `backup` write it: bytes of a codec, 8000 a second. */
import { type Codec, CODEC_NAMES } from "../layout/message-header.ts"

export interface WavSound {
    readonly codec: Codec
    readonly bytes: Uint8Array
}

/** @returns undefined: not such a file */
export function soundOfWav(wav: Buffer): WavSound | undefined {
    if (wav.toString("latin1", 0, 4) !== "RIFF" || wav.toString("latin1", 8, 12) !== "WAVE")
        return undefined
    let codec: number | undefined
    for (let at = 12; at + 8 <= wav.length;) {
        const id = wav.toString("latin1", at, at + 4)
        const size = wav.readUInt32LE(at + 4)
        const content = wav.subarray(at + 8, at + 8 + size)
        if (content.length < size) return undefined
        if (id === "fmt " && size >= 16) codec = codecOf(content)
        if (id === "data")
            return codec === undefined ? undefined : { codec: codec as Codec, bytes: content }
        at += 8 + size + (size & 1)
    }
    return undefined
}

/** Mono, 8000 Hz, 8 bits, and one of the three. */
function codecOf(format: Buffer): number | undefined {
    const tag = format.readUInt16LE(0)
    const isOurs =
        format.readUInt16LE(2) === 1 &&
        format.readUInt32LE(4) === 8000 &&
        format.readUInt16LE(14) === 8
    return isOurs && tag in CODEC_NAMES ? tag : undefined
}
