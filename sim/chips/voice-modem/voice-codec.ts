/** The 8-bit codecs of voice modems: one byte a sample, 8000 a second. */

import { A_LAW_TO_LINEAR, encodeALaw, encodeMuLaw, MU_LAW_TO_LINEAR } from "../../dsp/g711.ts"

const LINEAR_FULL_SCALE = 32768

export type CodecName = "u8" | "ulaw" | "alaw"

export interface VoiceCodec {
    readonly name: CodecName
    /** Sample of every byte, full scale = 1. */
    readonly decoded: Float32Array
    /** The byte of a sample; what is over full scale is clipped. */
    encode(sample: number): number
}

export const PCM_U8: VoiceCodec = {
    name: "u8",
    decoded: Float32Array.from({ length: 256 }, (_, byte) => (byte - 128) / 128),
    encode: sample => Math.max(0, Math.min(255, Math.round(sample * 128) + 128)),
}

export const MU_LAW: VoiceCodec = {
    name: "ulaw",
    decoded: Float32Array.from(MU_LAW_TO_LINEAR, linear => linear / LINEAR_FULL_SCALE),
    encode: sample => encodeMuLaw(linear16(sample)),
}

export const A_LAW: VoiceCodec = {
    name: "alaw",
    decoded: Float32Array.from(A_LAW_TO_LINEAR, linear => linear / LINEAR_FULL_SCALE),
    encode: sample => encodeALaw(linear16(sample)),
}

function linear16(sample: number): number {
    const scaled = Math.round(sample * LINEAR_FULL_SCALE)
    return Math.max(-LINEAR_FULL_SCALE, Math.min(LINEAR_FULL_SCALE - 1, scaled))
}
