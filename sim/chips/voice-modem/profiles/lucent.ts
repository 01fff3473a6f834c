/**
 * What the Lucent family has in common, of which USRobotics is taken to be (Multi-Tech S000434H): the formats of AT+VSM=?, with
 * three fields a line, and the rows of AT+VLS=? (page 49), which tell no loop interruption. Row 7 is a speakerphone by itself: the manual
 * has no +VSP.
 */

import { maskOf } from "../event-mask.ts"
import { A_LAW, MU_LAW, PCM_U8, type VoiceCodec } from "../voice-codec.ts"
import { type LineSelection, selection, type VoiceFormat } from "./modem-profile.ts"

export const LUCENT_FORMATS: readonly VoiceFormat[] = [
    format(128, "8-BIT LINEAR", "7200,8000,11025", PCM_U8),
    format(129, "16-BIT LINEAR", "7200,8000,11025", undefined),
    format(130, "8-BIT ALAW", "8000", A_LAW),
    format(131, "8-BIT ULAW", "8000", MU_LAW),
    format(132, "IMA ADPCM", "7200,8000,11025", undefined),
]

function format(
    id: number,
    name: string,
    rates: string,
    codec: VoiceCodec | undefined
): VoiceFormat {
    return { id, description: `${id},"${name}",(${rates})`, selected: `${id},8000`, codec }
}

/** @param silenceCodes what it tells of silence while it receives */
export function lucentSelections(silenceCodes: string): readonly LineSelection[] {
    const line = [
        maskOf("5ceHbdKaf"),
        maskOf(`5oceH${silenceCodes}bdKaf`),
        maskOf("5ceHbdKuaf"),
    ] as const
    const local = [maskOf("5H"), maskOf(`5oH${silenceCodes}`), maskOf("5RHu")] as const
    return [
        selection(0, "", maskOf(""), maskOf(""), maskOf("RH")),
        selection(1, "T", ...line),
        selection(2, "L", ...local),
        selection(3, "LT", ...line),
        selection(4, "S", ...local),
        selection(5, "ST", ...line),
        selection(6, "M", ...local),
        selection(7, "MST", ...line),
    ]
}
