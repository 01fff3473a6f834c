/** What is said where there is no card to say it from: WAVs from sounds/ as G.711 µ-law, for the flash. */

import { readFileSync } from "node:fs"
import { join } from "node:path"
import wavefile from "wavefile"
import { ROOT, ToolError } from "../project.ts"
import { encodeMuLaw } from "./g711.ts"

const SAMPLE_RATE_HZ = 8000
/** Long enough for a polite sentence; 2.5 s of sound are 20 KB of the image. */
const GREETING_SECONDS = 2.5
/** As long as the image has room for, in any language. */
const WARNING_SECONDS = 4.6

export function greetingFile(language: string): string {
    return `sounds/${language}/greeting-flash.wav`
}

/** What an owner is told of a card that can be made new. */
export function warningFile(language: string): string {
    return `sounds/${language}/card-warning.wav`
}

/**
 * The greeting's µ-law samples.
 *
 * @throws ToolError where the file is missing, not 8000 Hz 16-bit mono, or longer than 2.5 s
 */
export function readFlashGreeting(language: string, root = ROOT): Uint8Array {
    return readFlashSound(greetingFile(language), GREETING_SECONDS, root)
}

/** The same of the warning, of at most 4.6 s. */
export function readFlashWarning(language: string, root = ROOT): Uint8Array {
    return readFlashSound(warningFile(language), WARNING_SECONDS, root)
}

function readFlashSound(file: string, secondsMax: number, root: string): Uint8Array {
    let bytes: Buffer
    try {
        bytes = readFileSync(join(root, file))
    } catch {
        throw new ToolError(`${file} is missing: npm run sounds makes it`)
    }
    return encodeFlashSound(bytes, file, secondsMax)
}

/** @param name what the error messages call it */
export function encodeFlashSound(wav: Uint8Array, name: string, secondsMax: number): Uint8Array {
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
    const seconds = samples.length / SAMPLE_RATE_HZ
    if (seconds > secondsMax)
        throw new ToolError(`${name}: ${seconds} s long, ${secondsMax} s fit into flash`)
    return Uint8Array.from(samples, encodeMuLaw)
}

/** Bytes of both, in a language. @throws ToolError as they do */
export function flashSoundBytes(language: string): number {
    return readFlashGreeting(language).length + readFlashWarning(language).length
}
