/** The greeting that lies in flash: a WAV from sounds/ as G.711 µ-law. Used where there is no card. */

import { readFileSync } from "node:fs"
import { join } from "node:path"
import wavefile from "wavefile"
import { ROOT, ToolError } from "../project.ts"
import { encodeMuLaw } from "./g711.ts"

const SAMPLE_RATE_HZ = 8000
/** Long enough for a polite sentence; 2.5 s of sound are 20 KB of the image. */
const LONGEST_SAMPLES = 2.5 * SAMPLE_RATE_HZ

export function greetingFile(language: string): string {
    return `sounds/${language}/greeting-flash.wav`
}

/**
 * The greeting's µ-law samples.
 *
 * @throws ToolError where the file is missing, not 8000 Hz 16-bit mono, or longer than 2.5 s
 */
export function readFlashGreeting(language: string, root = ROOT): Uint8Array {
    const file = greetingFile(language)
    let bytes: Buffer
    try {
        bytes = readFileSync(join(root, file))
    } catch {
        throw new ToolError(`${file} is missing: npm run sounds makes it`)
    }
    return encodeGreeting(bytes, file)
}

/** @param name what the error messages call it */
export function encodeGreeting(wav: Uint8Array, name: string): Uint8Array {
    const reader = new wavefile.WaveFile()
    try {
        reader.fromBuffer(wav)
    } catch (error) {
        throw new ToolError(`${name}: not a WAV file (${(error as Error).message})`)
    }
    const { sampleRate, numChannels } = reader.fmt as { sampleRate: number; numChannels: number }
    if (sampleRate !== SAMPLE_RATE_HZ || numChannels !== 1 || reader.bitDepth !== "16")
        throw new ToolError(
            `${name}: must be 8000 Hz, 16 bits, mono; it is ${sampleRate} Hz, ${reader.bitDepth} bits, ${numChannels} channels`
        )
    const samples = reader.getSamples(false, Int16Array) as unknown as Int16Array
    if (samples.length > LONGEST_SAMPLES)
        throw new ToolError(
            `${name}: ${samples.length / SAMPLE_RATE_HZ} s long, 2.5 s fit into flash`
        )
    return Uint8Array.from(samples, encodeMuLaw)
}
