import { LineEventKind } from "../../hal/voice-line"

/**
 * What a shielded code from the modem means to us: ITU-T V.253 table 17, the codes as characters.
 *
 * @returns undefined for codes that are no event (overrun and underrun reports among them) or that we do not use
 */
export function lineEventOf(code: number): LineEventKind | undefined {
    if (isDigit(code)) return LineEventKind.Digit
    switch (String.fromCharCode(code)) {
        case "R":
            return LineEventKind.Ring
        case "l":
            return LineEventKind.LoopInterrupted
        case "b":
            return LineEventKind.BusyTone
        case "d":
            return LineEventKind.DialTone
        case "s":
            return LineEventKind.Silence
        case "q":
            return LineEventKind.Quiet
        case "P":
            return LineEventKind.ExtensionPickedUp
        case "c":
            return LineEventKind.FaxCalling
        case "e":
            return LineEventKind.DataCalling
        default:
            return undefined
    }
}

/** 0 … 9, *, #, A … D. */
function isDigit(code: number): boolean {
    return (
        (code >= 0x30 && code <= 0x39) ||
        (code >= 0x41 && code <= 0x44) ||
        code === 0x2a ||
        code === 0x23
    )
}
