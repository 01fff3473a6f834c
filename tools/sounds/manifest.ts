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
    /** One of flite's voices: slt is the machine, the others are callers. */
    voice: z.enum(["slt", "rms", "awb"]),
    text: z.string().min(1),
    /** Duration against the voice's own pace: 1.1 is slower. */
    stretch: z.number().min(0.8).max(1.3).default(1),
    /** 8 for what goes on the card as it is: unsigned PCM, as the modem plays it. */
    bits: z.union([z.literal(8), z.literal(16)]).default(16),
    /** The sound must not be longer. */
    longestMs: z.number().int().positive(),
})

const manifestSchema = z.strictObject({ sounds: z.array(soundSchema).min(1) })

/** One sound to be made. */
export type SoundText = z.infer<typeof soundSchema>

/** @throws ToolError where the manifest is not JSON, or says what it must not */
export function readManifest(root = ROOT): SoundText[] {
    try {
        return manifestSchema.parse(JSON.parse(readFileSync(join(root, MANIFEST), "utf8"))).sounds
    } catch (error) {
        const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error)
        throw new ToolError(`${MANIFEST}: ${reason}`)
    }
}
