/**
 * Silicon Laboratories Si2494: application note AN93 rev 1.3 and 1.4, pages 175–181 and 210. Fixed at 8000 Hz; ITU-T ids.
 *
 * AN93 prints neither AT+VSM=? nor the masks: the lines have the form of V.253, the masks hold what its table of events
 * has. The signed linear and the G.726 formats are listed and not modelled.
 */

import { maskOf } from "../event-mask.ts"
import { U76_INTRUSION, U77_HANG_UP } from "../loop-sense.ts"
import { BYTE, ON_OFF, silenceDetection } from "../parameter-spec.ts"
import { A_LAW, MU_LAW, PCM_U8, type VoiceCodec } from "../voice-codec.ts"
import {
    BAUDS,
    COUNTRIES,
    gainsAndTone,
    type ModemProfile,
    PLAIN_REPORTS,
    PLAIN_STREAMS,
    selection,
    USUAL_CHARGE,
    type VoiceFormat,
} from "./modem-profile.ts"

const ON_HOOK = maskOf("XRl")
const LINE_TRANSMIT = maskOf("5celbdKaf")
const LINE_RECEIVE = maskOf("5ocelsqbdKaf")
const LINE_IDLE = maskOf("5celbdKuaf")
const LOCAL_TRANSMIT = maskOf("R")
const LOCAL_RECEIVE = maskOf("Rosq")
const LOCAL_IDLE = maskOf("XRu")

export const SI2494: ModemProfile = {
    name: "si2494",
    ...USUAL_CHARGE,
    deafAfterResultUs: 20_000,
    bootUs: 300_000,
    commandLineMax: 128,
    bufferBytes: 1024,
    isEchoGarbled: false,
    identity: { I0: "C", I1: "A7C2", I3: "E", I6: "2494" },
    classPrefix: "",
    voiceFormats: [
        format(0, "SIGNED PCM", 8, undefined),
        format(1, "UNSIGNED PCM", 8, PCM_U8),
        format(4, "G.711U", 8, MU_LAW),
        format(5, "G.711A", 8, A_LAW),
        format(129, "G.726", 2, undefined),
        format(131, "G.726", 4, undefined),
    ],
    factoryFormatId: 4,
    formatNumbersMax: 4,
    lineSelections: [
        selection(0, "", maskOf(""), maskOf(""), ON_HOOK),
        selection(1, "T", LINE_TRANSMIT, LINE_RECEIVE, LINE_IDLE),
        selection(4, "S", LOCAL_TRANSMIT, LOCAL_RECEIVE, LOCAL_IDLE),
        selection(5, "ST", LINE_TRANSMIT, LINE_RECEIVE, LINE_IDLE),
        selection(13, "M1S1T", LINE_TRANSMIT, LINE_RECEIVE, LINE_IDLE),
        selection(14, "H", LOCAL_TRANSMIT, LOCAL_RECEIVE, LOCAL_IDLE),
        selection(15, "HT", LINE_TRANSMIT, LINE_RECEIVE, LINE_IDLE),
    ],
    parameters: [
        silenceDetection([[118, 138]]),
        ...gainsAndTone(100),
        { name: "+VSP", initial: [0], allowed: [ON_OFF] },
        { name: "+VRA", initial: [50], allowed: [BYTE] },
        { name: "+VRN", initial: [0], allowed: [BYTE] },
        { name: "%V", initial: [0], allowed: [[[0, 2]]] },
    ],
    userRegisters: { [U76_INTRUSION]: 0x3240, [U77_HANG_UP]: 0x401e },
    flowCommands: { "\\Q0": "0,0", "\\Q3": "2,2" },
    refused: ["+GMI", "+GMI9", "+GMM"],
    silenceStepDb: 1,
    bauds: [...BAUDS, 230400],
    tones: {
        ticksMax: 500,
        hzMin: 200,
        hzMax: 3200,
        needsBothTones: false,
        needsAllNumbers: true,
        answersBareDigits: true,
    },
    ring: { separator: "=", isCodeInVoice: true, isCallerPacketInVoice: true },
    streams: {
        ...PLAIN_STREAMS,
        echoesTransmitEnd: true,
        escapeEndsReceive: true,
        switchesKeys: true,
        volumeStepDb: 3,
    },
    reports: PLAIN_REPORTS,
    countries: COUNTRIES,
}

function format(
    id: number,
    name: string,
    bits: number,
    codec: VoiceCodec | undefined
): VoiceFormat {
    const description = `${id},"${name}",${bits},0,8000,0,0`
    return { id, description, selected: `${id},8000,0,0`, codec }
}
