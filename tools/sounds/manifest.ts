/** sounds/manifest.json: which sounds there are, in whose voice, saying what. */

import { readFileSync } from "node:fs"
import { join } from "node:path"
import { z } from "zod"
import { ROOT, ToolError } from "../project.ts"

export const SOUNDS_FOLDER = "sounds"
const MANIFEST = `${SOUNDS_FOLDER}/manifest.json`

const soundSchema = z.strictObject({
    /** Path under sounds/. */
    file: z.string().regex(/^[a-z]+\/[a-z0-9-]+\.wav$/),
    /** flite's slt is the machine, rms and awb are callers; pl and ru are espeak-ng's voices of these languages. */
    voice: z.enum(["slt", "rms", "awb", "pl", "ru"]),
    text: z.string().min(1),
    /** Duration against the voice's own pace: 1.1 is slower. */
    stretch: z.number().min(0.8).max(1.3).default(1),
    /** 8 for what goes on the card as it is: unsigned PCM, as the modem plays it. */
    bits: z.union([z.literal(8), z.literal(16)]).default(16),
    /** The sound must not be longer. */
    longestMs: z.number().int().positive(),
})

/** Words that the machine says of a message: name of the file without .wav, and the text. */
const promptsSchema = z.strictObject({
    language: z.string().regex(/^[a-z]{2}$/),
    voice: soundSchema.shape.voice,
    words: z.record(z.string().regex(/^[a-z0-9-]+$/), z.string().min(1)),
})

const toneSchema = z.strictObject({
    file: z.string().regex(/^[a-z0-9-]+\.wav$/),
    hz: z.number().min(300).max(3400),
    lengthMs: z.number().int().min(50).max(1000),
})

const manifestSchema = z.strictObject({
    sounds: z.array(soundSchema).min(1),
    prompts: z.array(promptsSchema).default([]),
    tones: z.array(toneSchema).default([]),
})

/** One sound to be made by a voice; µ-law for what is copied to the card once per codec. */
export type SoundText = Omit<z.infer<typeof soundSchema>, "bits"> & { bits: 8 | 16 | "ulaw" }
export type SoundTone = z.infer<typeof toneSchema>

/** The longest are help. */
const PROMPT_LONGEST_MS = 10000

/** @throws ToolError where the manifest is not JSON, or says what it must not */
export function readManifest(root = ROOT): { texts: SoundText[]; tones: SoundTone[] } {
    try {
        const text = readFileSync(join(root, MANIFEST), "utf8")
        const { sounds, prompts, tones } = manifestSchema.parse(JSON.parse(text))
        return { texts: [...sounds, ...prompts.flatMap(promptTexts)], tones }
    } catch (error) {
        const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error)
        throw new ToolError(`${MANIFEST}: ${reason}`)
    }
}

function promptTexts({ language, voice, words }: z.infer<typeof promptsSchema>): SoundText[] {
    return Object.entries(words).map(([name, text]) => ({
        file: `prompts/${language}/${name}.wav`,
        voice,
        text,
        stretch: 1,
        bits: "ulaw",
        longestMs: PROMPT_LONGEST_MS,
    }))
}
