/** A message's sound as a WAV file that is as long as its sound. Microsoft RIFF. */
import { encodeWav16, encodeWavCodec } from "../../sim/audio/wav.ts"
import { type Codec } from "../layout/message-header.ts"
import { decodeSamples } from "./codec.ts"

/** as-recorded: the bytes of the codec; pcm16: 16-bit samples, which every player takes. */
export type WavForm = "as-recorded" | "pcm16"

/** @param sound bytes of the codec, 8000 a second */
export function messageWav(sound: Uint8Array, codec: Codec, form: WavForm): Uint8Array {
    if (form === "as-recorded") return encodeWavCodec(sound, codec)
    return encodeWav16(decodeSamples(sound, codec))
}
