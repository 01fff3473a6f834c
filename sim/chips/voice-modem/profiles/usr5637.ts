/**
 * USRobotics 5637, firmware 1.2.23: data sheet and release notes; what callattendant and CallAttendantNext met.
 *
 * Its AT+VSM=? and masks are not at hand: they are those of its relatives, and what it is known to tell. It tells no loop
 * interruption.
 */

import { maskOf } from "../event-mask.ts"
import { BYTE, silenceDetection } from "../parameter-spec.ts"
import { LINEAR_AND_G711 } from "./linear-and-g711.ts"
import {
    BAUDS,
    COUNTRIES,
    type ModemProfile,
    selection,
    USUAL_SOUND_CODES,
} from "./modem-profile.ts"

const ON_HOOK = maskOf("RH")
const LINE_TRANSMIT = maskOf("5ceHbdKaf")
const LINE_RECEIVE = maskOf("5oceHsqbdKaf")
const LINE_IDLE = maskOf("5ceHbdKuaf")
const LOCAL_TRANSMIT = maskOf("5H")
const LOCAL_RECEIVE = maskOf("5oHsq")
const LOCAL_IDLE = maskOf("5RHu")

export const USR5637: ModemProfile = {
    name: "usr5637",
    chargeMinUs: 15_000,
    chargeMaxUs: 40_000,
    deafAfterResultUs: 20_000,
    bootUs: 300_000,
    commandLineMax: 60,
    bufferBytes: 2048,
    isEchoGarbled: false,
    identity: {
        I0: "5601",
        I1: "12C6",
        I2: "",
        I3: "U.S. Robotics 56K FAX USB V1.2.23",
        "+GMI": "U.S. Robotics",
        "+GMM": "USR5637",
    },
    classPrefix: "",
    voiceFormats: LINEAR_AND_G711,
    factoryFormatId: 128,
    formatNumbersMax: 2,
    lineSelections: [
        selection(0, "", maskOf(""), maskOf(""), ON_HOOK),
        selection(1, "T", LINE_TRANSMIT, LINE_RECEIVE, LINE_IDLE),
        selection(2, "L", LOCAL_TRANSMIT, LOCAL_RECEIVE, LOCAL_IDLE),
        selection(3, "LT", LINE_TRANSMIT, LINE_RECEIVE, LINE_IDLE),
        selection(4, "S", LOCAL_TRANSMIT, LOCAL_RECEIVE, LOCAL_IDLE),
        selection(5, "ST", LINE_TRANSMIT, LINE_RECEIVE, LINE_IDLE),
        selection(6, "M", LOCAL_TRANSMIT, LOCAL_RECEIVE, LOCAL_IDLE),
        selection(7, "MST", LINE_TRANSMIT, LINE_RECEIVE, LINE_IDLE),
    ],
    parameters: [
        silenceDetection([[127, 129]]),
        { name: "+VGR", initial: [128], allowed: [BYTE] },
        { name: "+VGT", initial: [128], allowed: [BYTE] },
        { name: "+VTD", initial: [10], allowed: [BYTE] },
    ],
    // &H is CTS, &R is RTS.
    flowCommands: { "&H": ",0", "&H0": ",0", "&H1": ",2", "&R1": "0,", "&R2": "2," },
    refused: ["+IFC", "+GMI9"],
    silenceStepDb: 3,
    bauds: BAUDS,
    tones: {
        ticksMax: 255,
        hzMin: 300,
        hzMax: 3300,
        needsBothTones: true,
        needsAllNumbers: false,
        answersBareDigits: false,
    },
    ring: { separator: "=", isCodeInVoice: false, isCallerPacketInVoice: false },
    streams: {
        echoesTransmitEnd: false,
        cancelEndsTransmit: true,
        escapeEndsReceive: false,
        switchesKeys: false,
        pauses: false,
        volumeStepDb: 0,
    },
    reports: {
        soundCodes: { ...USUAL_SOUND_CODES, congestion: "K" },
        silenceCode: "s",
        quietCode: "q",
        tellsHeldKeys: false,
        tellsOwnHook: true,
        imaginesDialTone: true,
    },
    countries: COUNTRIES,
}
