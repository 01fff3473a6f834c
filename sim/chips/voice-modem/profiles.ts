/**
 * What differs between voice modems, as data.
 *
 * conexant: Conexant CX81801 family, AT reference 102184B (2003), pages 179–197; time limits as its hosts measured them.
 * Its ADPCM formats are listed as the modem lists them, but this model has no codec for them and refuses them.
 */

import { PCM_U8, type VoiceCodec } from "./voice-codec.ts"

export interface VoiceFormat {
    readonly id: number
    /** Its line in the answer to AT+VSM=?. */
    readonly description: string
    /** What AT+VSM? says while it is selected. */
    readonly selected: string
    readonly codec: VoiceCodec | undefined
}

/** A row of AT+VLS=?. In the masks event 0 is the leftmost bit (ITU-T V.253, table of events). */
export interface LineSelection {
    readonly label: number
    /** T line, off-hook · t line, on-hook · S speaker · M microphone · L local telephone. */
    readonly primitives: string
    readonly transmitEvents: string
    readonly receiveEvents: string
    readonly idleEvents: string
}

/** A country of +GCI: its ITU-T T.35 code in hexadecimal, and its letters in the tone plans. */
export interface CountryCode {
    readonly code: string
    readonly country: string
}

export interface ModemProfile {
    readonly name: string
    readonly chargeMinUs: number
    readonly chargeMaxUs: number
    /** Characters that begin sooner after the end of a final result code are lost. */
    readonly deafAfterResultUs: number
    /** From power-on until the modem listens. */
    readonly bootUs: number
    /** Characters between AT and the carriage return. */
    readonly commandLineMax: number
    /** Voice buffer, each way. */
    readonly bufferBytes: number
    /** Answers to ATI0, ATI1 …; an empty one is only OK. */
    readonly identity: readonly string[]
    readonly manufacturer: string
    readonly manufacturerLong: string
    readonly voiceFormats: readonly VoiceFormat[]
    readonly lineSelections: readonly LineSelection[]
    /** DTE rates, fixed or found from AT. */
    readonly bauds: readonly number[]
    /** Which shielded code says what the ear found; a sound without a row is not told. */
    readonly soundCodes: Readonly<Record<string, string>>
    /** +VTS: longest tone, in its unit of 10 ms. */
    readonly toneTicksMax: number
    readonly toneHzMin: number
    readonly toneHzMax: number
    /** What +GCI may be; the first is set at the factory. */
    readonly countries: readonly CountryCode[]
}

/** Number of each shielded event in the masks of +VLS. */
export const EVENT_NUMBERS: Readonly<Record<string, number>> = {
    R: 3,
    o: 5,
    c: 6,
    e: 7,
    h: 8,
    H: 8,
    s: 9,
    q: 10,
    l: 13,
    b: 19,
    d: 20,
    u: 23,
    p: 24,
    P: 24,
    a: 25,
    f: 26,
    ...Object.fromEntries([..."0123456789*#ABCD"].map(digit => [digit, 4])),
}

/** Whether event `code` is in a mask of AT+VLS=?. */
export function isInMask(mask: string, code: string): boolean {
    const event = EVENT_NUMBERS[code]
    if (event === undefined) return false
    const nibble = parseInt(mask[event >> 2] ?? "0", 16)
    return ((nibble >> (3 - (event & 3))) & 1) === 1
}

export const CONEXANT: ModemProfile = {
    name: "conexant",
    chargeMinUs: 15_000,
    chargeMaxUs: 40_000,
    deafAfterResultUs: 20_000,
    bootUs: 200_000,
    commandLineMax: 50,
    bufferBytes: 2048,
    identity: ["56000", "255", "", "CX81801-V90", "", "", "CX81801"],
    manufacturer: "CONEXANT",
    manufacturerLong: "CONEXANT CX81801-V90",
    voiceFormats: [
        {
            id: 1,
            description: '1,"UNSIGNED PCM",8,0,8000,0,0',
            selected: "1,8000,0,0",
            codec: PCM_U8,
        },
        { id: 129, description: '129,"IMA ADPCM",4,0,8000,0,0', selected: "", codec: undefined },
        {
            id: 130,
            description: '130,"UNSIGNED PCM",8,0,8000,0,00',
            selected: "130,8000,0,0",
            codec: PCM_U8,
        },
        { id: 140, description: '140,"2 Bit ADPCM",2,0,8000,0,0', selected: "", codec: undefined },
        { id: 141, description: '141,"4 Bit ADPCM",4,0,8000,0,0', selected: "", codec: undefined },
    ],
    lineSelections: [
        selection(0, "", "0000000000", "0000000000", "B084008000"),
        selection(1, "T", "0B8418E000", "0FE418E000", "0B8419E000"),
        selection(2, "L", "0884008000", "0CE4008000", "0884018000"),
        selection(4, "S", "0084008000", "0484008000", "3084018000"),
        selection(5, "ST", "0B8418E000", "0FE418E000", "0B8419E000"),
        selection(6, "M", "0084008000", "04E4008000", "3084008000"),
        selection(20, "t", "0B8418E000", "0FE418E000", "BB8419E000"),
    ],
    bauds: [300, 1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400],
    soundCodes: {
        busy: "b",
        dial: "d",
        faxCalling: "c",
        modemCalling: "e",
        answer2100: "a",
        answer2225: "f",
    },
    toneTicksMax: 255,
    toneHzMin: 200,
    toneHzMax: 3000,
    countries: [
        { code: "B5", country: "US" },
        { code: "B4", country: "UK" },
        { code: "8A", country: "PL" },
        { code: "B8", country: "RU" },
        { code: "42", country: "DE" },
        { code: "3D", country: "FR" },
    ],
}

/** Profiles by the name that scenarios use. */
export const PROFILES: Readonly<Record<string, ModemProfile>> = { conexant: CONEXANT }

function selection(
    label: number,
    primitives: string,
    transmitEvents: string,
    receiveEvents: string,
    idleEvents: string
): LineSelection {
    return { label, primitives, transmitEvents, receiveEvents, idleEvents }
}
