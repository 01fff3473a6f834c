/**
 * Multi-Tech MT9234 (Agere/LSI): AT reference S000434H, pages 44–53; vgetty's driver for its family; CallAttendantNext's
 * experience with the MT9234MU.
 *
 * The manual's event masks are not at hand: those here are made from what the family is known to tell. It tells no loop
 * interruption and one code for all silence. Sound is 16-bit from the factory, which this model does not have.
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

export const AGERE: ModemProfile = {
    name: "agere",
    ...USUAL_CHARGE,
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
    voiceFormats: LUCENT_FORMATS,
    factoryFormatId: 129,
    formatNumbersMax: 2,
    // Here the local telephone is on the line, which is taken.
    lineSelections: lucentSelections("s").map(each =>
        each.primitives === "L" ? { ...each, isOffHook: true } : each
    ),
    parameters: [silenceDetection([[0, 255]]), ...gainsAndTone(100)],
    userRegisters: {},
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
    ring: PLAIN_RING,
    streams: PLAIN_STREAMS,
    reports: { ...PLAIN_REPORTS, quietCode: "s", tellsHeldKeys: true },
    countries: COUNTRIES,
}
