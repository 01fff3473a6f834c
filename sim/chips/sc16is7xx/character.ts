/**
 * What an asynchronous receiver makes of one character (start bit, 8 data bits, stop bit; 16C450 family): it samples
 * each bit in its middle, by its own clock. At equal rates that is the character; from about 5 % difference on, the
 * last bits are taken from their neighbours, and no rule is needed that says when a baud rate is wrong.
 */

const STOP_BIT = 9
const TOLERANCE = 0.5 / (STOP_BIT + 1)

/** What was received: bits 0–7 are the character, FRAMING_ERROR is set if the stop bit was not found. */
export const FRAMING_ERROR = 0x100

/**
 * @param character bits 0–7
 * @param bitRatio  receiver's bit time ÷ sender's bit time
 */
export function receiveCharacter(character: number, bitRatio: number): number {
    // Every sample, up to the middle of the stop bit, falls into its own bit.
    if (Math.abs(bitRatio - 1) < TOLERANCE) return character
    let received = 0
    for (let bit = 1; bit <= 8; bit++)
        if (levelAt(character, (bit + 0.5) * bitRatio)) received |= 1 << (bit - 1)
    return levelAt(character, (STOP_BIT + 0.5) * bitRatio) ? received : received | FRAMING_ERROR
}

/** Level of the wire `bits` of the sender after the start bit began; idle (1) after the stop bit. */
function levelAt(character: number, bits: number): boolean {
    if (bits >= STOP_BIT) return true
    if (bits < 1) return false
    return ((character >> (Math.floor(bits) - 1)) & 1) === 1
}

/** Bit time of the baud rate generator: 16 clocks × divisor. A divisor of 0 counts all the way round 16 bits. */
export function bitTimeUs(clockHz: number, divisor: number): number {
    return (16e6 * (divisor || 0x10000)) / clockHz
}
