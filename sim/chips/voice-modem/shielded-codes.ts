/** Shielding of the voice stream (ITU-T V.253 clause 9): `<DLE>` and one more byte. */

export const DLE = 0x10
export const ETX = 0x03
export const CAN = 0x18
/** From the modem: two data bytes `<DLE>` `<DLE>` in one. */
export const SUB = 0x1a
/** From the host: end of voice receive. */
export const ABORT_RECEIVE = 0x21
/** From the host: end of voice receive, and what the modem still holds is wanted. */
export const ESC = 0x1b
/** From the host: report no keys, and report them again. */
export const KEYS_OFF = 0x2f
export const KEYS_ON = 0x7e
/** From the host in a transmit. */
export const PAUSE = 0x70
export const RESUME = 0x72
export const LOUDER = 0x75
export const SOFTER = 0x64
