import { LineEventKind } from "../../hal/voice-line"

/** Shielded codes that are events to us, ITU-T V.253 table 17; below, in the same order, what they mean. */
const CODES = "RlbdisqPHceK0123456789*#ABCD"
/** R Ring, l LoopInterrupted, b BusyTone, d i DialTone, s Silence, q Quiet, P H ExtensionPickedUp, c e calling, K, digits. */
const KINDS = hex`01 03 04 05 05 06 07 08 08 09 0a 0b 02 02 02 02 02 02 02 02 02 02 02 02 02 02 02 02`

/**
 * What a shielded code from the modem means to us.
 *
 * H is a telephone plugged into the modem, P one elsewhere on the line: somebody in the house takes the call.
 * @param code as a character
 * @returns undefined for codes that are no event, or none that we use
 */
export function lineEventOf(code: string): LineEventKind | undefined {
    return KINDS[CODES.indexOf(code)]
}
