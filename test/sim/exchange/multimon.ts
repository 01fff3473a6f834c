import { encodeWav16 } from "../../../sim/audio/wav.ts"
import { runJudge } from "../../support/judges.ts"

/** Sound as multimon-ng wants it: 22050 Hz, 16 bits, no header; brought to that rate by sox. */
export function rawForMultimon(sound: Float32Array): Uint8Array {
    const raw = ["-t", "raw", "-r", "22050", "-b", "16", "-e", "signed", "-c", "1", "-"]
    return runJudge("sox", ["-t", "wav", "-", ...raw], encodeWav16(sound))
}
