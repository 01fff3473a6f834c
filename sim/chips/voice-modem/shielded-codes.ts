/** Shielding of the voice stream (ITU-T V.253 clause 9): `<DLE>` and one more byte. */

export const DLE = 0x10
export const ETX = 0x03
export const CAN = 0x18
/** From the modem: two data bytes `<DLE>` `<DLE>` in one. */
export const SUB = 0x1a
/** From the host: end of voice receive. */
export const ABORT_RECEIVE = 0x21
