/**
 * WAV files (Microsoft RIFF): in, whatever a person has; out, 8000 Hz mono of 16 bits or of an 8-bit codec.
 *
 * Everything written has a 16-byte format chunk, or, where the codec is not PCM, an 18-byte one and the fact chunk that
 * the RIFF update of 1994 requires.
 */
import { readFileSync, writeFileSync } from "node:fs"
import wavefile from "wavefile"
import { SAMPLE_RATE_HZ } from "../clock/audio-clock.ts"
import { resample } from "./resample.ts"
import { sampleToInt16 } from "./sound-recorder.ts"

/** Codecs of 8 bits a sample; the value is the WAV format tag. */
export const WavCodec = { PcmU8: 1, ALaw: 6, MuLaw: 7 } as const
export type WavCodec = (typeof WavCodec)[keyof typeof WavCodec]

const PCM = 1
const FLOAT = 3
const EXTENSIBLE = 0xfffe
const RATE_MIN_HZ = 4000
const RATE_MAX_HZ = 384_000

/** A WAV file that can't be used; the message names the file, what is wrong and what to do. */
export class WavError extends Error {
    constructor(path: string, problem: string) {
        super(`${path}: ${problem}`)
        this.name = "WavError"
    }
}

/**
 * The sound of a WAV file at 8000 Hz, all channels mixed, 1.0 = full scale.
 *
 * Takes PCM of 8, 16, 24 and 32 bits, floating point, A-law and µ-law of any usual rate.
 * @throws WavError: no such file, not a WAV, an encoding that is not known, no sound in it
 */
export function readWav(path: string): Float32Array {
    return decodeWav(readBytes(path), path)
}

/** As `readWav`, for bytes that are already here; `path` is for the error's message. */
export function decodeWav(bytes: Uint8Array, path: string): Float32Array {
    const { wav, frameCount } = parse(bytes, path)
    const format = formatOf(wav)
    if (format.sampleRate < RATE_MIN_HZ || format.sampleRate > RATE_MAX_HZ)
        throw new WavError(
            path,
            `sample rate ${format.sampleRate} Hz is out of range: convert it to 8000 Hz`
        )
    const mono = mixed(wav, format.numChannels, frameCount)
    if (mono.length === 0) throw new WavError(path, "holds no sound: record it again")
    return resample(mono, format.sampleRate, SAMPLE_RATE_HZ)
}

/** Write 8000 Hz mono of 16 bits. */
export function writeWav16(path: string, samples: Float32Array | Int16Array): void {
    writeFileSync(path, encodeWav16(samples))
}

export function encodeWav16(samples: Float32Array | Int16Array): Uint8Array {
    const sound = Buffer.alloc(2 * samples.length)
    for (let i = 0; i < samples.length; i++) {
        const sample = samples instanceof Int16Array ? samples[i]! : sampleToInt16(samples[i]!)
        sound[2 * i] = sample
        sound[2 * i + 1] = sample >> 8
    }
    return riff([formatChunk(PCM, 16), chunk("data", sound)])
}

/** 8000 Hz mono of 32-bit floating point: every sample as it is. */
export function encodeWavFloat(samples: Float32Array): Uint8Array {
    const fact = Buffer.alloc(4)
    fact.writeUInt32LE(samples.length)
    const sound = Buffer.alloc(4 * samples.length)
    samples.forEach((sample, i) => sound.writeFloatLE(sample, 4 * i))
    return riff([formatChunk(FLOAT, 32), chunk("fact", fact), chunk("data", sound)])
}

/** Write 8000 Hz mono whose samples are already bytes of `codec`. */
export function writeWavCodec(path: string, bytes: Uint8Array, codec: WavCodec): void {
    writeFileSync(path, encodeWavCodec(bytes, codec))
}

export function encodeWavCodec(bytes: Uint8Array, codec: WavCodec): Uint8Array {
    const chunks = [formatChunk(codec, 8)]
    if (codec !== WavCodec.PcmU8) {
        const fact = Buffer.alloc(4)
        fact.writeUInt32LE(bytes.length)
        chunks.push(chunk("fact", fact))
    }
    chunks.push(chunk("data", bytes))
    return riff(chunks)
}

function formatChunk(tag: number, bits: number): Uint8Array {
    // All but plain PCM state the length of an extension, which is empty.
    const format = Buffer.alloc(tag === PCM ? 16 : 18)
    format.writeUInt16LE(tag, 0)
    format.writeUInt16LE(1, 2)
    format.writeUInt32LE(SAMPLE_RATE_HZ, 4)
    format.writeUInt32LE((SAMPLE_RATE_HZ * bits) / 8, 8)
    format.writeUInt16LE(bits / 8, 12)
    format.writeUInt16LE(bits, 14)
    return chunk("fmt ", format)
}

/** A chunk of odd length is followed by a byte that its length does not count. */
function chunk(id: string, content: Uint8Array): Uint8Array {
    const bytes = Buffer.alloc(8 + content.length + (content.length % 2))
    bytes.write(id, "latin1")
    bytes.writeUInt32LE(content.length, 4)
    bytes.set(content, 8)
    return bytes
}

function riff(chunks: readonly Uint8Array[]): Uint8Array {
    const body = Buffer.concat([Buffer.from("WAVE", "latin1"), ...chunks])
    const head = Buffer.alloc(8)
    head.write("RIFF", "latin1")
    head.writeUInt32LE(body.length, 4)
    return Buffer.concat([head, body])
}

function readBytes(path: string): Uint8Array {
    try {
        return readFileSync(path)
    } catch (error) {
        const code = (error as NodeJS.ErrnoException).code
        if (code === "ENOENT") throw new WavError(path, "no such file: check the name")
        throw new WavError(path, `can't be read (${code}): check what it is and its permissions`)
    }
}

interface WavFormat {
    readonly audioFormat: number
    readonly numChannels: number
    readonly sampleRate: number
    /** Bytes of one sample of all channels. */
    readonly blockAlign: number
    /** Of an extensible format: begins with the format tag proper. */
    readonly subformat: readonly number[]
}

function formatOf(wav: wavefile.WaveFile): WavFormat {
    return wav.fmt as WavFormat
}

function parse(bytes: Uint8Array, path: string): { wav: wavefile.WaveFile; frameCount: number } {
    const magic = Buffer.from(bytes.subarray(0, 4)).toString("latin1")
    if (!["RIFF", "RIFX", "RF64"].includes(magic))
        throw new WavError(path, "is not a WAV file: convert it, for example with sox")
    try {
        const wav = new wavefile.WaveFile(bytes)
        const frameCount = frameCountOf(wav)
        decompress(wav)
        return { wav, frameCount }
    } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        throw new WavError(
            path,
            `is not a WAV file that can be read (${reason}): convert it to PCM of 16 bits`
        )
    }
}

/** Samples of each channel: the parser counts the pad byte of an odd length as sound, and this does not. */
function frameCountOf(wav: wavefile.WaveFile): number {
    const { chunkSize, samples } = wav.data as { chunkSize: number; samples: Uint8Array }
    const { numChannels, blockAlign } = formatOf(wav)
    if (numChannels === 0 || blockAlign < numChannels) throw new Error("damaged format chunk")
    return Math.floor(Math.min(chunkSize, samples.length) / blockAlign)
}

/** Bring compressed sound to 16-bit PCM. */
function decompress(wav: wavefile.WaveFile): void {
    const { audioFormat, subformat } = formatOf(wav)
    const isExtended = audioFormat === EXTENSIBLE
    const tag = isExtended ? (subformat[0] ?? 0) & 0xffff : audioFormat
    // What a program writes that uses the number, and none of what belongs to it.
    if (isExtended && tag === 0)
        throw new Error("its form 65534 does not say which encoding it has")
    switch (tag) {
        case 1: // PCM
        case 3: // floating point
            return
        case 6:
            return wav.fromALaw()
        case 7:
            return wav.fromMuLaw()
        default:
            throw new Error(
                `encoding ${tag} is not known${isExtended ? ", of its form 65534" : ""}`
            )
    }
}

function mixed(wav: wavefile.WaveFile, channelCount: number, frameCount: number): Float32Array {
    const interleaved = wav.getSamples(true, Float64Array) as unknown as Float64Array
    const { scale, offset } = scaleOf(wav.bitDepth)
    const mono = new Float32Array(frameCount)
    for (let i = 0; i < mono.length; i++) {
        let sum = 0
        for (let channel = 0; channel < channelCount; channel++)
            sum += (interleaved[i * channelCount + channel]! - offset) * scale
        mono[i] = sum / channelCount
    }
    return mono
}

/** What makes full scale 1.0; PCM of up to 8 bits has no sign. */
function scaleOf(bitDepth: string): { scale: number; offset: number } {
    if (bitDepth === "32f" || bitDepth === "64") return { scale: 1, offset: 0 }
    const bits = Number(bitDepth)
    return { scale: 2 ** (1 - bits), offset: bits <= 8 ? 2 ** (bits - 1) : 0 }
}
