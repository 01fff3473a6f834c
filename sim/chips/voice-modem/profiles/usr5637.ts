/**
 * USRobotics 5637, firmware 1.2.23: data sheet and release notes; what callattendant and CallAttendantNext met.
 *
 * Its AT+VSM=? and masks are not at hand: they are those of its relatives, and what it is known to tell. It tells no loop
 * interruption.
 */

import { silenceDetection } from "../parameter-spec.ts"
import { LUCENT_FORMATS, lucentSelections } from "./lucent.ts"
import {
    BAUDS,
    COUNTRIES,
    gainsAndTone,
    type ModemProfile,
    PLAIN_REPORTS,
    PLAIN_RING,
    PLAIN_STREAMS,
    USUAL_CHARGE,
} from "./modem-profile.ts"

export const USR5637: ModemProfile = {
    name: "usr5637",
    ...USUAL_CHARGE,
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
    voiceFormats: LUCENT_FORMATS,
    factoryFormatId: 128,
    formatNumbersMax: 2,
    lineSelections: lucentSelections("sq"),
    parameters: [silenceDetection([[127, 129]]), ...gainsAndTone(10)],
    // &H is CTS, &R is RTS.
    userRegisters: {},
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
    ring: PLAIN_RING,
    streams: { ...PLAIN_STREAMS, cancelEndsTransmit: true },
    reports: { ...PLAIN_REPORTS, tellsOwnHook: true, imaginesDialTone: true },
    countries: COUNTRIES,
}
