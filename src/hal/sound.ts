/** Codecs of 8 bits a sample at 8000 samples a second: what modems deliver and WAV files hold. */
export enum Codec {
    /** Unsigned linear PCM, silence 0x80. WAV format tag 1. */
    PcmU8 = 1,
    /** ITU-T G.711 A-law, silence 0xD5. WAV format tag 6. */
    ALaw = 6,
    /** ITU-T G.711 µ-law, silence 0xFF. WAV format tag 7. */
    MuLaw = 7,
}

export const SAMPLE_RATE_HZ = 8000

/** Sound that lies in whole sectors somewhere, read a few sectors at a time. */
export interface SoundSource {
    readonly codec: Codec
    /** Bytes (= samples) of sound. */
    readonly lengthBytes: number
    /**
     * Fill `into` from byte 0 on with the sound from byte `fromByte` on.
     *
     * @returns bytes filled, at most `into.length`; 0 at the end. May be less than asked for.
     *          Where the sound has a file header, byte 0 is the first sample.
     * @throws Fault as the card does. Waits: for the card.
     */
    read(fromByte: number, into: Buffer): Promise<number>
}
