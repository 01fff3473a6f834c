/** A card on which the machine finds its words. */

import { readdirSync } from "node:fs"
import { projectFile } from "./scenario-run.ts"

const CODECS = ["u8", "ulaw", "alaw"]

/** Files of a card for a scenario: all words of a language, whatever codec the modem has. */
export function wordsOf(language: string): Record<string, { file: string }> {
    const names = readdirSync(projectFile(`sounds/prompts/${language}`))
    const files = CODECS.flatMap(codec =>
        names.map(name => [
            `AFTERBEEP/prompts/${language}/${codec}/${name}`,
            { file: projectFile(`sounds/prompts/${language}/${name}`) },
        ])
    )
    return Object.fromEntries(files) as Record<string, { file: string }>
}
