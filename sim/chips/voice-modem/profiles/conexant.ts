/**
 * Conexant CX81801 family, controller-based: AT reference 102184B (2003), pages 179–197; the same commands in Multi-Tech
 * MT5600SMI (S000306). Time limits as its hosts measured them. It reports neither congestion nor polarity, and lists no speakerphone.
 */

import { BYTE, ON_OFF, silenceDetection } from "../parameter-spec.ts"
import { PCM_U8 } from "../voice-codec.ts"
import {
    BAUDS,
    COUNTRIES,
    type ModemProfile,
    PLAIN_REPORTS,
    PLAIN_STREAMS,
    selection,
    USUAL_CHARGE,
    USUAL_SOUND_CODES,
    type VoiceFormat,
} from "./modem-profile.ts"

const VOICE_FORMATS: readonly VoiceFormat[] = [
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
]

export const CONEXANT: ModemProfile = {
    name: "conexant",
    ...USUAL_CHARGE,
    deafAfterResultUs: 20_000,
    bootUs: 200_000,
    commandLineMax: 50,
    bufferBytes: 2048,
    isEchoGarbled: false,
    identity: {
        I0: "56000",
        I1: "255",
        I2: "",
        I3: "CX81801-V90",
        I4: "",
        I5: "",
        I6: "CX81801",
        "+GMI": "CONEXANT",
        "+GMI9": "CONEXANT CX81801-V90",
        "+GMM": "CONEXANT CX81801-V90",
    },
    classPrefix: "",
    voiceFormats: VOICE_FORMATS,
    factoryFormatId: 1,
    formatNumbersMax: 4,
    lineSelections: [
        selection(0, "", "0000000000", "0000000000", "B084008000"),
        selection(1, "T", "0B8418E000", "0FE418E000", "0B8419E000"),
        selection(2, "L", "0884008000", "0CE4008000", "0884018000"),
        selection(4, "S", "0084008000", "0484008000", "3084018000"),
        selection(5, "ST", "0B8418E000", "0FE418E000", "0B8419E000"),
        selection(6, "M", "0084008000", "04E4008000", "3084008000"),
        selection(20, "t", "0B8418E000", "0FE418E000", "BB8419E000"),
    ],
    parameters: [
        silenceDetection([
            [0, 0],
            [127, 129],
        ]),
        // Only automatic gain.
        { name: "+VGR", initial: [0], allowed: [[[0, 0]]] },
        { name: "+VGT", initial: [128], allowed: [BYTE] },
        { name: "+VTD", initial: [10], allowed: [BYTE] },
        { name: "-STE", initial: [0], allowed: [[[0, 7]]] },
        { name: "-SCID", initial: [0], allowed: [ON_OFF] },
    ],
    userRegisters: {},
    flowCommands: { "&K": "0,0", "&K0": "0,0", "&K3": "2,2" },
    refused: [],
    silenceStepDb: 3,
    bauds: [...BAUDS, 230400],
    tones: {
        ticksMax: 255,
        hzMin: 200,
        hzMax: 3000,
        needsBothTones: false,
        needsAllNumbers: false,
        answersBareDigits: true,
    },
    ring: { separator: " = ", isCodeInVoice: true, isCallerPacketInVoice: false },
    streams: {
        ...PLAIN_STREAMS,
        pauses: true,
        // One step of +VGT.
        volumeStepDb: 0.25,
    },
    reports: { ...PLAIN_REPORTS, soundCodes: USUAL_SOUND_CODES },
    countries: COUNTRIES,
}
