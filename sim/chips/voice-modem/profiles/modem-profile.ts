/** What can differ between voice modems, as types; each modem is an object of data in this folder. */

import { BYTE, type ParameterSpec } from "../parameter-spec.ts"
import { type VoiceCodec } from "../voice-codec.ts"

export interface VoiceFormat {
    readonly id: number
    /** Its line in the answer to AT+VSM=?. */
    readonly description: string
    /** What AT+VSM? says while it is selected. */
    readonly selected: string
    /** undefined: the modem has it, the model does not. Selecting it is an error, unless the factory has. */
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
    readonly isOffHook: boolean
}

/** A country of +GCI: its ITU-T T.35 code in hexadecimal, and its letters in the tone plans. */
export interface CountryCode {
    readonly code: string
    readonly country: string
}

/** +VTS */
export interface ToneRules {
    /** Longest tone, in units of 10 ms. */
    readonly ticksMax: number
    readonly hzMin: number
    readonly hzMax: number
    /** Both frequencies of `[f1,f2,ticks]` must be tones; elsewhere 0 or nothing is a single tone. */
    readonly needsBothTones: boolean
    /** No number of `[f1,f2,ticks]` may be left out. */
    readonly needsAllNumbers: boolean
    /** A bare digit is answered; elsewhere no result code ever comes. */
    readonly answersBareDigits: boolean
}

/** What the modem says about the caller and the ring. */
export interface RingRules {
    /** Between a label and its value: " = " or "=". */
    readonly separator: string
    /** In class 8 a ring is `<DLE>R`; elsewhere it is the text RING, as in class 0. */
    readonly isCodeInVoice: boolean
    /** In class 8 the caller is told as a complex event, `<DLE>X … <DLE>.`; elsewhere as lines, as in class 0. */
    readonly isCallerPacketInVoice: boolean
}

/** How streams end, and what else the host may say in them. */
export interface StreamRules {
    /** `<DLE><ETX>` is answered with itself before OK. */
    readonly echoesTransmitEnd: boolean
    /** `<DLE><CAN>` not only drops what is to be played, but ends the transmit. */
    readonly cancelEndsTransmit: boolean
    /** `<DLE><ESC>` ends a receive, and is answered with itself before OK. */
    readonly escapeEndsReceive: boolean
    /** `<DLE>/` and `<DLE>~` switch the report of keys off and on. */
    readonly switchesKeys: boolean
    /** `<DLE>p` stops a transmit where it is, `<DLE>r` lets it go on. */
    readonly pauses: boolean
    /** `<DLE>u` and `<DLE>d` make a transmit so much louder and softer; 0: they mean nothing. */
    readonly volumeStepDb: number
}

/** How what was heard is told. */
export interface ReportRules {
    /** Which shielded code says what the ear found; a sound without a row is not told. */
    readonly soundCodes: Readonly<Record<string, string>>
    /** +VSD: no sound since the start, and no sound after some. */
    readonly silenceCode: string
    readonly quietCode: string
    /** A key is told as `/`, then its digit every 70 ms while it is held, then `~`; elsewhere once. */
    readonly tellsHeldKeys: boolean
    /** After the line was taken the modem says that a telephone is off-hook, and means itself. */
    readonly tellsOwnHook: boolean
    /** In the first seconds of a stream the modem sometimes finds a dial tone that is none. */
    readonly imaginesDialTone: boolean
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
    /** Echoes the A of AT behind the T. */
    readonly isEchoGarbled: boolean
    /** Answers to I0, +GMI … by the command; "" is only OK. */
    readonly identity: Readonly<Record<string, string>>
    /** Before the number that AT+FCLASS? answers. */
    readonly classPrefix: string
    readonly voiceFormats: readonly VoiceFormat[]
    readonly factoryFormatId: number
    /** How many numbers +VSM= takes. */
    readonly formatNumbersMax: number
    readonly lineSelections: readonly LineSelection[]
    /** Parameters beyond those that all modems have. */
    readonly parameters: readonly ParameterSpec[]
    /** Registers of `AT:U` and `AT:R` that the model has, and what a reset makes of them; none with most modems. */
    readonly userRegisters: Readonly<Record<number, number>>
    /** Basic commands that set the flow control, and to what as +IFC says it. */
    readonly flowCommands: Readonly<Record<string, string>>
    /** Commands that the others have and this one answers ERROR. */
    readonly refused: readonly string[]
    /** +VSD: what a step of its first number makes of the level of silence. */
    readonly silenceStepDb: number
    /** DTE rates, fixed or found from AT. */
    readonly bauds: readonly number[]
    readonly tones: ToneRules
    readonly ring: RingRules
    readonly streams: StreamRules
    readonly reports: ReportRules
    /** Command whose value says which form of caller ID it listens for; none until it was given, since power-on. Undefined: that of the country. */
    readonly callerIdSwitch?: string
    /** What +GCI may be; the first is set at the factory. */
    readonly countries: readonly CountryCode[]
}

export const BAUDS = [300, 1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200]

/** The countries of our exchange. */
export const COUNTRIES: readonly CountryCode[] = [
    { code: "B5", country: "US" },
    { code: "B4", country: "UK" },
    { code: "8A", country: "PL" },
    { code: "B8", country: "RU" },
    { code: "42", country: "DE" },
    { code: "3D", country: "FR" },
]

/** What most modems tell of the sounds they know. */
export const USUAL_SOUND_CODES: Readonly<Record<string, string>> = {
    busy: "b",
    dial: "d",
    faxCalling: "c",
    modemCalling: "e",
    answer2100: "a",
    answer2225: "f",
}

/** From a command line to its answer, by chance between these. */
export const USUAL_CHARGE = { chargeMinUs: 15_000, chargeMaxUs: 40_000 }

/** None of what only some modems do in streams. */
export const PLAIN_STREAMS: StreamRules = {
    echoesTransmitEnd: false,
    cancelEndsTransmit: false,
    escapeEndsReceive: false,
    switchesKeys: false,
    pauses: false,
    volumeStepDb: 0,
}

/** Rings and callers as lines of text, in every class. */
export const PLAIN_RING: RingRules = {
    separator: "=",
    isCodeInVoice: false,
    isCallerPacketInVoice: false,
}

/** Each thing told once, by the code that V.253 has for it, and nothing that is not so. */
export const PLAIN_REPORTS: ReportRules = {
    soundCodes: { ...USUAL_SOUND_CODES, congestion: "K" },
    silenceCode: "s",
    quietCode: "q",
    tellsHeldKeys: false,
    tellsOwnHook: false,
    imaginesDialTone: false,
}

/** +VGR and +VGT in the middle, and how long a tone of +VTS is from the factory, in units of 10 ms. */
export function gainsAndTone(ticks: number): readonly ParameterSpec[] {
    return [
        { name: "+VGR", initial: [128], allowed: [BYTE] },
        { name: "+VGT", initial: [128], allowed: [BYTE] },
        { name: "+VTD", initial: [ticks], allowed: [BYTE] },
    ]
}

/** A row of +VLS with its masks as the manual prints them. */
export function selection(
    label: number,
    primitives: string,
    transmitEvents: string,
    receiveEvents: string,
    idleEvents: string
): LineSelection {
    const isOffHook = primitives.includes("T")
    return { label, primitives, transmitEvents, receiveEvents, idleEvents, isOffHook }
}
