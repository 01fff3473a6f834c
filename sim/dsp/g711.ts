/**
 * G.711 companding: one byte a sample, both laws, between bytes and 16-bit linear samples.
 *
 * Follows ITU-T G.711 (11/88), tables 1a/1b (A-law, even bits inverted) and 2a/2b (µ-law, all bits inverted).
 */

const MU_LAW_BIAS = 132
const MU_LAW_CLIP = 32635
const A_LAW_EVEN_BITS = 0x55

/** 16-bit value of every µ-law byte. */
export const MU_LAW_TO_LINEAR = Int16Array.from({ length: 256 }, (_, byte) => expandMuLaw(byte))
/** 16-bit value of every A-law byte. */
export const A_LAW_TO_LINEAR = Int16Array.from({ length: 256 }, (_, byte) => expandALaw(byte))

/** The µ-law byte of a 16-bit sample (whole, −32768…32767). */
export function encodeMuLaw(sample: number): number {
    const magnitude = Math.min(Math.abs(sample), MU_LAW_CLIP) + MU_LAW_BIAS
    const segment = 24 - Math.clz32(magnitude)
    const step = (magnitude >> (segment + 3)) & 15
    return ~((sample < 0 ? 0x80 : 0) | (segment << 4) | step) & 0xff
}

/** The A-law byte of a 16-bit sample (whole, −32768…32767). */
export function encodeALaw(sample: number): number {
    const magnitude = (sample < 0 ? -sample - 1 : sample) >> 4
    const segment = Math.max(0, 28 - Math.clz32(magnitude))
    const step = (magnitude >> Math.max(0, segment - 1)) & 15
    return ((sample < 0 ? 0 : 0x80) | (segment << 4) | step) ^ A_LAW_EVEN_BITS
}

function expandMuLaw(byte: number): number {
    const code = ~byte & 0xff
    const segment = (code >> 4) & 7
    const magnitude = ((((code & 15) << 3) + MU_LAW_BIAS) << segment) - MU_LAW_BIAS
    return code & 0x80 ? -magnitude : magnitude
}

function expandALaw(byte: number): number {
    const code = byte ^ A_LAW_EVEN_BITS
    const segment = (code >> 4) & 7
    const step = ((code & 15) << 4) + 8
    const magnitude = segment === 0 ? step : (step + 0x100) << (segment - 1)
    return code & 0x80 ? magnitude : -magnitude
}
