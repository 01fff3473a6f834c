/**
 * The spoken words of sounds/prompts/, as files for a card: once for each codec that a modem may have.
 *
 *     AFTERBEEP/prompts/<language>/<ulaw|alaw|u8>/<word>.wav
 */

import { readFileSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { ROOT } from "../../tools/project.ts"
import { WavCodec, decodeWav, encodeWavCodec } from "../audio/wav.ts"
import { type CardFile } from "../card/add-files.ts"
import { encodeALaw, encodeMuLaw } from "../dsp/g711.ts"

const SOURCE = join(ROOT, "sounds", "prompts")
const TARGET = "AFTERBEEP/prompts"

interface Form {
    readonly folder: string
    readonly codec: WavCodec
    /** @param sample of 16 bits */
    readonly encode: (sample: number) => number
}

const FORMS: readonly Form[] = [
    { folder: "ulaw", codec: WavCodec.MuLaw, encode: encodeMuLaw },
    { folder: "alaw", codec: WavCodec.ALaw, encode: encodeALaw },
    { folder: "u8", codec: WavCodec.PcmU8, encode: sample => (sample >> 8) + 128 },
]

/** Every word of every language, in every codec. */
export function promptFiles(): readonly CardFile[] {
    return namesIn(SOURCE).flatMap(language =>
        namesIn(join(SOURCE, language)).flatMap(word => wordFiles(language, word))
    )
}

function namesIn(path: string): readonly string[] {
    return readdirSync(path).sort()
}

function wordFiles(language: string, word: string): readonly CardFile[] {
    const path = join(SOURCE, language, word)
    const samples = decodeWav(readFileSync(path), path)
    return FORMS.map(({ folder, codec, encode }) => ({
        name: `${TARGET}/${language}/${folder}/${word}`,
        bytes: encodeWavCodec(
            Uint8Array.from(samples, sample => encode(Math.round(sample * 32767))),
            codec
        ),
    }))
}
