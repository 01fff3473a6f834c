/** Turns any WAV of 8, 16, 32 or 48 kHz into what the modem takes, piece by piece. */
import { ALAW_TO_MULAW, MULAW_TO_ALAW } from "../audio/codec-tables.gen"
import { Codec, SAMPLE_RATE_HZ } from "../hal/sound"
import { WavFile } from "../fat/wav-file"
import { LOW_PASS_16, LOW_PASS_32, LOW_PASS_48, MULAW_LINEAR } from "./tables.gen"

/** A bit for each number of input samples to an output sample: 1, 2, 4, 6. */
const STEPS = 0x56
/** Samples made at a time. */
export const PIECE_BYTES = 32
/** The low-pass is as many input samples long for one output sample. */
const TAPS_PER_STEP = 12
/** Behind the file's own bytes: at most (31 × 6 + 72) frames of 4 bytes. */
const FRAMES_AT = 1536
const SAMPLE_BYTES = 2
const MU_LAW_BIAS = 132
const MU_LAW_MAX = 32767

/** Whether a file can be converted: 8, 16, 32 or 48 kHz, one channel or two, of 8 bits or, in PCM, 16. */
export function isConvertible(file: WavFile): boolean {
    const { bits, channels, rateHz } = file
    const step = Math.idiv(rateHz, SAMPLE_RATE_HZ)
    const isRateFit = step * SAMPLE_RATE_HZ === rateHz && step <= 6 && ((STEPS >> step) & 1) !== 0
    const isFit = bits === 8 || (bits === 16 && file.codec === Codec.PcmU8)
    return isRateFit && isFit && (channels === 1 || channels === 2) && file.isKnown()
}

export class Converter {
    /** Samples that the whole greeting gives. */
    readonly lengthBytes: number
    /** Input samples for one output sample. */
    private readonly step: number
    private readonly frameBytes: number
    private readonly lowPass: Buffer

    /** @param scratch of 2,304 bytes; nothing stays there from one call to the next */
    constructor(
        private readonly file: WavFile,
        readonly codec: Codec,
        private readonly scratch: Buffer
    ) {
        this.step = Math.idiv(file.rateHz, SAMPLE_RATE_HZ)
        this.frameBytes = file.channels * (file.bits >> 3)
        this.lengthBytes = Math.idiv(file.lengthBytes, this.frameBytes * this.step)
        this.lowPass = this.step === 2 ? LOW_PASS_16 : this.step === 4 ? LOW_PASS_32 : LOW_PASS_48
    }

    /** Put samples `at` … `at` + PIECE_BYTES into a buffer. Waits: for up to four sectors. */
    async convert(at: number, into: Buffer, intoByte: number): Promise<void> {
        const step = this.step
        const taps = step === 1 ? 1 : TAPS_PER_STEP * step
        // The middle of the low-pass is where the sample is.
        await this.load(at * step - (taps >> 1), (PIECE_BYTES - 1) * step + taps)
        const from = this.scratch
        for (let i = 0; i < PIECE_BYTES; i++) {
            const frameAt = FRAMES_AT + i * step * SAMPLE_BYTES
            const sample =
                step === 1
                    ? from.getAt(frameAt, "i16")
                    : filtered(from, frameAt, this.lowPass, taps)
            into[intoByte + i] = this.encoded(sample)
        }
    }

    /** Have frames of the file as single samples of 16 bits in `scratch`; what is outside of the sound is 0. */
    private async load(firstFrame: number, count: number): Promise<void> {
        const { scratch, frameBytes } = this
        const isStereo = this.file.channels === 2
        const total = Math.idiv(this.file.lengthBytes, frameBytes)
        const first = firstFrame < 0 ? 0 : firstFrame
        const end = Math.min(firstFrame + count, total)
        scratch.fillAt(FRAMES_AT, count * SAMPLE_BYTES, 0)
        if (end <= first) return
        await this.file.readExactly(first * frameBytes, scratch, (end - first) * frameBytes)
        let to = FRAMES_AT + (first - firstFrame) * SAMPLE_BYTES
        const endByte = (end - first) * frameBytes
        const isWide = this.file.bits === 16
        for (let at = 0; at < endByte; at += frameBytes) {
            let sample = isWide ? scratch.getAt(at, "i16") : this.linear(scratch[at])
            if (isStereo) {
                const other = isWide ? scratch.getAt(at + 2, "i16") : this.linear(scratch[at + 1])
                sample = (sample + other) >> 1
            }
            scratch.setAt(to, "i16", sample)
            to += SAMPLE_BYTES
        }
    }

    /** A byte in 16 bits. */
    private linear(byte: number): number {
        const codec: Codec = this.file.codec
        if (codec === Codec.PcmU8) return (byte - 0x80) << 8
        return MULAW_LINEAR.getAt(2 * (codec === Codec.ALaw ? ALAW_TO_MULAW[byte] : byte), "i16")
    }

    private encoded(sample: number): number {
        if (this.codec === Codec.PcmU8) return Math.min((sample + 0x8080) >> 8, 0xff)
        const muLaw = muLawOf(sample)
        return this.codec === Codec.MuLaw ? muLaw : MULAW_TO_ALAW[muLaw]
    }
}

/** One sample of what comes out of a symmetric filter: pairs of samples, from both its ends to its middle. */
function filtered(from: Buffer, atByte: number, lowPass: Buffer, taps: number): number {
    let early = atByte
    let late = atByte + (taps - 1) * SAMPLE_BYTES
    let sum = 0x4000
    for (let at = 0; early < late; at += 2) {
        sum += lowPass.getAt(at, "i16") * (from.getAt(early, "i16") + from.getAt(late, "i16"))
        early += SAMPLE_BYTES
        late -= SAMPLE_BYTES
    }
    const sample = sum >> 15
    return sample > 32767 ? 32767 : sample < -32768 ? -32768 : sample
}

/** ITU-T G.711, from 16 bits. */
function muLawOf(sample: number): number {
    const magnitude = Math.min((sample < 0 ? -sample : sample) + MU_LAW_BIAS, MU_LAW_MAX)
    let segment = 7
    let top = 0x4000
    while ((magnitude & top) === 0) {
        segment--
        top >>= 1
    }
    const code = (segment << 4) | ((magnitude >> (segment + 3)) & 0x0f)
    return sample < 0 ? ~code & 0x7f : ~code & 0xff
}
