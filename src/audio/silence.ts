import { Codec } from "../hal/sound"

/** The sample that is no sound (hal/sound.ts). */
export function silenceOf(codec: Codec): number {
    switch (codec) {
        case Codec.PcmU8:
            return 0x80
        case Codec.ALaw:
            return 0xd5
        case Codec.MuLaw:
            return 0xff
    }
}
