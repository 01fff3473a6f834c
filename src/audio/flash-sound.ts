import { Codec, SoundSource } from "../hal/sound"
import { FLASH_GREETING } from "./flash-greeting.gen"

/** The greeting that is in the firmware itself: what is played when the card has none, or is missing. µ-law. */
export class FlashGreeting implements SoundSource {
    readonly codec = Codec.MuLaw
    readonly lengthBytes: number

    constructor() {
        this.lengthBytes = FLASH_GREETING.length
    }

    async read(fromByte: number, into: Buffer): Promise<number> {
        const leftBytes = this.lengthBytes - fromByte
        const lengthBytes = leftBytes < into.length ? leftBytes : into.length
        if (lengthBytes <= 0) return 0
        into.blitAt(0, FLASH_GREETING, fromByte, lengthBytes)
        return lengthBytes
    }
}
