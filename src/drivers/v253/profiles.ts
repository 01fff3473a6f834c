/** What differs between voice modems, as rows; never an `if` on a brand elsewhere. */
export interface ModemProfile {
    readonly name: string
    /** What follows codec number and rate in AT+VSM=…: figures for silence compression, or nothing. */
    readonly codecTail: string
    /** Silence detection while receiving: sensitivity, and ×0.1 s without sound that end a message. */
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
 * The interval of 5 s is the factory's; more than 50 would be refused by some of them.
 */
export const CONEXANT: ModemProfile = {
    name: "conexant",
    codecTail: ",0,0",
    silenceDetection: "AT+VSD=128,50",
    extensionDetection: "AT-STE=3",
    commandGapMs: 30,
    toneUnitMs: 10,
}
