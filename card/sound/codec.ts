/** The three codecs of the card, to and from 16-bit samples. ITU-T G.711; unsigned PCM around 128. */
import { A_LAW_TO_LINEAR, encodeALaw, encodeMuLaw, MU_LAW_TO_LINEAR } from "../../sim/dsp/g711.ts"
import { type Codec } from "../layout/message-header.ts"

/** 16-bit value of each byte. */
export const SAMPLES_16: Readonly<Record<Codec, Int16Array>> = {
    1: Int16Array.from({ length: 256 }, (_, byte) => (byte - 128) * 256),
    6: A_LAW_TO_LINEAR,
    7: MU_LAW_TO_LINEAR,
}

const ENCODERS: Readonly<Record<Codec, (sample: number) => number>> = {
    1: sample => Math.min(255, Math.max(0, Math.round(sample / 256) + 128)),
    6: encodeALaw,
    7: encodeMuLaw,
}

/** Samples of 1.0 full scale as bytes of a codec. */
export function encodeSamples(samples: Float32Array, codec: Codec): Uint8Array {
    const encode = ENCODERS[codec]
    return Uint8Array.from(samples, sample =>
        encode(Math.round(Math.max(-1, Math.min(1, sample)) * 32767))
    )
}

/** Bytes of a codec as 16-bit samples. */
export function decodeSamples(bytes: Uint8Array, codec: Codec): Int16Array {
    const table = SAMPLES_16[codec]
    return Int16Array.from(bytes, byte => table[byte]!)
}
