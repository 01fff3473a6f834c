/**
 * Any sound file that a person has, as samples: WAV, MP3, Ogg Vorbis and FLAC by libraries, everything else by ffmpeg where
 * that is installed.
 */
import { spawnSync } from "node:child_process"
import { CardError } from "../../sim/card/card-error.ts"
import { readInput } from "../../sim/card/read-input.ts"
import { resample } from "../../sim/audio/resample.ts"
import { decodeWav, WavError } from "../../sim/audio/wav.ts"
import { kindOfSound, type SoundKind } from "./sound-kind.ts"

export const RATE_HZ = 8000
/** More than a greeting can be: what a person gives by mistake is not worked on for minutes. */
const SECONDS_MAX = 1800

interface Decoded {
    readonly channelData: readonly Float32Array[]
    readonly sampleRate: number
}

/**
 * The sound at 8000 Hz, all channels mixed, 1.0 = full scale.
 *
 * @throws CardError: it can't be read; the message says what to do
 */
export async function decodeSound(path: string): Promise<Float32Array> {
    const bytes = readInput(path)
    const kind = kindOfSound(bytes)
    const decode = DECODERS[kind]
    if (!decode) return decodeByFfmpeg(path, kind)
    try {
        return await decode(bytes, path)
    } catch (error) {
        // What a library does not take, ffmpeg may.
        if (hasFfmpeg()) return decodeByFfmpeg(path, kind)
        const reason =
            error instanceof WavError
                ? error.message
                : `${path}: ${kind} that can't be read: save it in another form`
        throw new CardError(`${reason}, ${ADVICE}`)
    }
}

const ADVICE =
    "or install ffmpeg (Debian: apt-get install ffmpeg; others: ffmpeg.org), which takes nearly everything"

const DECODERS: Partial<Record<SoundKind, (bytes: Buffer, path: string) => Promise<Float32Array>>> =
    {
        WAV: (bytes, path) => Promise.resolve(decodeWav(bytes, path)),
        async MP3(bytes) {
            const { MPEGDecoder } = await import("mpg123-decoder")
            const decoder = new MPEGDecoder()
            await decoder.ready
            return mixed(decoder.decode(bytes), () => decoder.free())
        },
        async "Ogg Vorbis"(bytes) {
            const { OggVorbisDecoder } = await import("@wasm-audio-decoders/ogg-vorbis")
            const decoder = new OggVorbisDecoder()
            await decoder.ready
            return mixed(await decoder.decodeFile(bytes), () => decoder.free())
        },
        async FLAC(bytes) {
            const { FLACDecoder } = await import("@wasm-audio-decoders/flac")
            const decoder = new FLACDecoder()
            await decoder.ready
            return mixed(await decoder.decodeFile(bytes), () => decoder.free())
        },
    }

function mixed({ channelData, sampleRate }: Decoded, free: () => void): Float32Array {
    const [first] = channelData
    if (!first || first.length === 0 || sampleRate < 1000) throw new Error("no sound")
    const count = Math.min(first.length, SECONDS_MAX * sampleRate)
    const mono = new Float32Array(count)
    for (const channel of channelData)
        for (let i = 0; i < count; i++) mono[i]! += channel[i]! / channelData.length
    free()
    return resample(mono, sampleRate, RATE_HZ)
}

function hasFfmpeg(): boolean {
    return spawnSync("ffmpeg", ["-version"]).status === 0
}

function decodeByFfmpeg(path: string, kind: SoundKind): Float32Array {
    if (!hasFfmpeg())
        throw new CardError(
            `${path}: ${kind === "unknown" ? "no sound file that is known here" : `${kind} can't be read without ffmpeg`}: save it as WAV, MP3, Ogg Vorbis or FLAC, ${ADVICE}`
        )
    const output = ["-t", String(SECONDS_MAX), "-ac", "1", "-ar", "48000", "-f", "f32le", "-"]
    // Without a limit two equal channels become one that is 3 dB louder.
    const mixing = ["-rematrix_maxval", "1"]
    const args = ["-v", "error", "-nostdin", "-i", `file:${path}`, "-vn", ...mixing, ...output]
    const ran = spawnSync("ffmpeg", args, { maxBuffer: 1 << 29 })
    if (ran.status !== 0 || ran.stdout.length < 4)
        throw new CardError(
            `${path}: holds no sound that ffmpeg could read (${String(ran.stderr).trim()})`
        )
    const samples = new Float32Array(
        Uint8Array.from(ran.stdout.subarray(0, ran.stdout.length & ~3)).buffer
    )
    return resample(samples, 48000, RATE_HZ)
}
