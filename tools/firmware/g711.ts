/**
 * G.711 for what the firmware carries: ITU-T G.711 tables 1a to 2b, on 16-bit samples.
 *
 * The simulator has an encoder and decoder of its own: a mistake in one of them must not pass the tests of the other.
 */

/** µ-law clips the magnitude so that it still has 15 bits with the bias, which is 33 on the 14-bit scale. */
const MU_LAW_BIAS = 33 << 2
const MU_LAW_CLIP = 0x7fff - MU_LAW_BIAS

/** A-law inverts every second bit. */
const A_LAW_MASK = 0x55

/** A code with the sign bit set is positive in both laws, before and after inversion. */
const SIGN = 0x80

/** @param sample −32768 … 32767 */
export function encodeMuLaw(sample: number): number {
    const magnitude = Math.min(Math.abs(sample), MU_LAW_CLIP) + MU_LAW_BIAS
    const segment = 24 - Math.clz32(magnitude)
    const step = (magnitude >> (segment + 3)) & 0x0f
    return ~((sample < 0 ? SIGN : 0) | (segment << 4) | step) & 0xff
}

export function decodeMuLaw(code: number): number {
    const plain = ~code & 0xff
    const segment = (plain >> 4) & 7
    const magnitude = ((((plain & 0x0f) << 3) + MU_LAW_BIAS) << segment) - MU_LAW_BIAS
    return (plain & SIGN) !== 0 ? 0 - magnitude : magnitude
}

/** @param sample −32768 … 32767 */
export function encodeALaw(sample: number): number {
    // 13 bits; a negative value is one less in magnitude, so that −1 and 0 differ only in the sign.
    const steps = sample >> 3
    const magnitude = Math.min(steps < 0 ? ~steps : steps, 0xfff)
    const segment = Math.max(0, 27 - Math.clz32(magnitude))
    const step = (magnitude >> Math.max(1, segment)) & 0x0f
    return ((sample < 0 ? 0 : SIGN) | (segment << 4) | step) ^ A_LAW_MASK
}

export function decodeALaw(code: number): number {
    const plain = code ^ A_LAW_MASK
    const segment = (plain >> 4) & 7
    const middle = ((plain & 0x0f) << 4) + 8
    const magnitude = segment === 0 ? middle : (middle + 0x100) << (segment - 1)
    return (plain & SIGN) !== 0 ? magnitude : -magnitude
}
