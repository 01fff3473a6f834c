import { Codec, SoundSource } from "../../../src/hal/sound"

/** Sound that counts 0, 1, 2 … 255, 0 …, so that any byte out of place is seen. */
export class CountingSound implements SoundSource {
    constructor(
        readonly codec: Codec,
        readonly lengthBytes: number
    ) {}

    async read(fromByte: number, into: Buffer): Promise<number> {
        const left = this.lengthBytes - fromByte
        const count = left < into.length ? left : into.length
        if (count <= 0) return 0
        for (let i = 0; i < count; i++) into[i] = fromByte + i
        return count
    }
}
