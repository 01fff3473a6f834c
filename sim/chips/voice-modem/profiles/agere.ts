/**
 * Multi-Tech MT9234 (Agere/LSI): AT reference S000434H, pages 44–53; vgetty's driver for its family; CallAttendantNext's
 * experience with the MT9234MU.
 *
 * The manual's event masks are not at hand: those here are made from what the family is known to tell. It tells no loop
 * interruption and one code for all silence. Sound is 16-bit from the factory, which this model does not have.
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
const LINE_RECEIVE = maskOf("5oceHsbdKaf")
const LINE_IDLE = maskOf("5ceHbdKuaf")
const LOCAL_TRANSMIT = maskOf("5H")
const LOCAL_RECEIVE = maskOf("5oHs")
const LOCAL_IDLE = maskOf("5RHu")

export const AGERE: ModemProfile = {
    name: "agere",
    chargeMinUs: 15_000,
    chargeMaxUs: 40_000,
    deafAfterResultUs: 100_000,
    bootUs: 500_000,
    commandLineMax: 60,
    bufferBytes: 2048,
    isEchoGarbled: true,
    identity: {
        I0: "V.92 MT9234ZBA Serial V.92 Data/Fax Modem Version 1.08",
        I1: "9234",
        I2: "",
        I3: "V.92 MT9234ZBA Serial V.92 Data/Fax Modem Version 1.08",
        "+GMI": "Multi-Tech Systems, Inc.",
        "+GMM": "MT9234ZBA",
    },
    classPrefix: "+FCLASS=",
    voiceFormats: LINEAR_AND_G711,
    factoryFormatId: 129,
    formatNumbersMax: 2,
    lineSelections: [
        selection(0, "", maskOf(""), maskOf(""), ON_HOOK),
        selection(1, "T", LINE_TRANSMIT, LINE_RECEIVE, LINE_IDLE),
        // Here the local telephone is on the line, which is taken.
        { ...selection(2, "L", LOCAL_TRANSMIT, LOCAL_RECEIVE, LOCAL_IDLE), isOffHook: true },
        selection(3, "LT", LINE_TRANSMIT, LINE_RECEIVE, LINE_IDLE),
        selection(4, "S", LOCAL_TRANSMIT, LOCAL_RECEIVE, LOCAL_IDLE),
        selection(5, "ST", LINE_TRANSMIT, LINE_RECEIVE, LINE_IDLE),
        selection(6, "M", LOCAL_TRANSMIT, LOCAL_RECEIVE, LOCAL_IDLE),
        selection(7, "MST", LINE_TRANSMIT, LINE_RECEIVE, LINE_IDLE),
    ],
    parameters: [
        silenceDetection([[0, 255]]),
        { name: "+VGR", initial: [128], allowed: [BYTE] },
        { name: "+VGT", initial: [128], allowed: [BYTE] },
        { name: "+VTD", initial: [100], allowed: [BYTE] },
    ],
    flowCommands: { "&K": "0,0", "&K0": "0,0", "&K3": "2,2" },
    refused: ["+GMI9"],
    silenceStepDb: 3,
    bauds: BAUDS,
    tones: {
        ticksMax: 255,
        hzMin: 200,
        hzMax: 3000,
        needsBothTones: true,
        needsAllNumbers: false,
        answersBareDigits: true,
    },
    ring: { separator: "=", isCodeInVoice: false, isCallerPacketInVoice: false },
    streams: {
        echoesTransmitEnd: false,
        cancelEndsTransmit: false,
        escapeEndsReceive: false,
        switchesKeys: false,
        pauses: false,
        volumeStepDb: 0,
    },
    reports: {
        soundCodes: { ...USUAL_SOUND_CODES, congestion: "K" },
        silenceCode: "s",
        quietCode: "s",
        tellsHeldKeys: true,
        tellsOwnHook: false,
        imaginesDialTone: false,
    },
    countries: COUNTRIES,
}
