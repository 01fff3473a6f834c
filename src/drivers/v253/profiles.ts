/** What differs between voice modems, as rows; never an `if` on a brand elsewhere. */
export interface ModemProfile {
    readonly name: string
    /** What follows codec number and rate in AT+VSM=…: figures for silence compression, or nothing. */
    readonly codecTail: string
    /** AT+VSD up to its second figure, the interval in units of 0.1 s that a message ends after. */
    readonly silenceDetection: string
    /** Report when another telephone on the line is picked up; not every firmware of the family can. */
    readonly extensionDetection: string
    /** How long after a final result the modem does not listen, ms, rounded up to what a sleep can do. */
    readonly commandGapMs: number
    /** ms in one unit of a tone's length. */
    readonly toneUnitMs: number
}

/**
 * Conexant controller modems (CX81801 family, manual 102184B; Multi-Tech S000306B).
 *
 * 128 is the nominal sensitivity.
 */
export const CONEXANT: ModemProfile = {
    name: "conexant",
    codecTail: ",0,0",
    silenceDetection: "AT+VSD=128,",
    extensionDetection: "AT-STE=3",
    commandGapMs: 30,
    toneUnitMs: 10,
}
