/** AT+VSM=? of the Lucent family, of which USRobotics has the same (Multi-Tech S000434H): three fields a line. */

import { A_LAW, MU_LAW, PCM_U8, type VoiceCodec } from "../voice-codec.ts"
import { type VoiceFormat } from "./modem-profile.ts"

export const LINEAR_AND_G711: readonly VoiceFormat[] = [
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
