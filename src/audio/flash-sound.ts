import { Codec, SoundSource } from "../hal/sound"

/** Sound that is in the firmware itself: for when there is no card to play from. µ-law. */
export class FlashSound implements SoundSource {
    readonly codec = Codec.MuLaw
    readonly lengthBytes: number

    constructor(private readonly samples: Buffer) {
        this.lengthBytes = samples.length
    }

    async read(fromByte: number, into: Buffer): Promise<number> {
        const leftBytes = this.lengthBytes - fromByte
        const lengthBytes = leftBytes < into.length ? leftBytes : into.length
        if (lengthBytes <= 0) return 0
        into.blitAt(0, this.samples, fromByte, lengthBytes)
        return lengthBytes
    }
}
