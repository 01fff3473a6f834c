/** A card that speaks: the clips of a language, as an owner puts them there. */

import { readdirSync } from "node:fs"
import { projectFile } from "./scenario-run.ts"

/** One folder for each codec that a modem may have. */
const CODECS = ["u8", "alaw", "ulaw"]

/** `files` of a scenario's card. */
export function voiceFiles(language: string): Record<string, { file: string }> {
    const from = projectFile(`sounds/prompts/${language}`)
    const files: Record<string, { file: string }> = {}
    for (const name of readdirSync(from))
        for (const codec of CODECS)
            files[`AFTERBEEP/prompts/${language}/${codec}/${name}`] = { file: `${from}/${name}` }
    return files
}
