/** Cards whose machine speaks: with the words of a language, as `afterbeep card make` puts them there. */

import { addFiles } from "../../sim/card/add-files.ts"
import { promptFiles } from "../../sim/cli/prompt-files.ts"
import { readdirSync } from "node:fs"
import { join } from "node:path"
import { type Population, populateCard } from "./populated-card.ts"
import { newFolder, projectFile } from "./scenario-run.ts"

/** A modem's codec, as the folders of the words are called. */
export type CodecFolder = "ulaw" | "alaw" | "u8"

/**
 * The words of a language as `files` of a scenario's card. They are µ-law, whatever the modem has: so the machine translates
 * them.
 *
 * @param without names of words that the card is to lack
 */
export function spokenFiles(
    language: string,
    codec: CodecFolder,
    without: readonly string[] = []
): Record<string, { readonly file: string }> {
    const folder = `sounds/prompts/${language}`
    const words = readdirSync(projectFile(folder)).filter(
        word => !without.includes(word.slice(0, -4))
    )
    return Object.fromEntries(
        words.map(word => [
            `AFTERBEEP/prompts/${language}/${codec}/${word}`,
            { file: projectFile(`${folder}/${word}`) },
        ])
    )
}

/** A folder with a card (for `play`) that has messages, and the words of a language in every codec. */
export function spokenCard(language: string, population: Population): string {
    const folder = newFolder()
    const image = join(folder, "card.img")
    populateCard(image, { card: { sizeMB: 512 }, ...population })
    addFiles(
        image,
        promptFiles().filter(({ name }) => name.startsWith(`AFTERBEEP/prompts/${language}/`))
    )
    return folder
}
