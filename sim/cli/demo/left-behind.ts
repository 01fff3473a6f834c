/** What a run leaves behind, and how a person listens to it or looks at it. */

import { relative } from "node:path"
import { type Screen } from "./screen.ts"

/** First byte of the volume on a card with a partition table: sector 8192 (docs/scenarios.md). */
const VOLUME_AT = "4M"
const NAME_COLUMNS = 18

export interface LeftFile {
    readonly path: string
    readonly what: string
}

/** A name and what it is, one file a paragraph. */
export function listFilesLeft(screen: Screen, files: readonly LeftFile[]): void {
    for (const { path, what } of files) {
        const name = path.split(/[/\\]/).at(-1)!
        screen.entry(`  ${name}`.padEnd(NAME_COLUMNS), what)
    }
}

/** A path as it is typed where the command was started. */
export function typedPath(path: string): string {
    const short = relative(process.cwd(), path) || "."
    const shown = short.startsWith("..") ? path : short
    return /[^\w./\\:+,@=-]/.test(shown) ? `"${shown}"` : shown
}

/** What lists the card's messages. */
export function listCardCommand(cardPath: string): string {
    return `npx afterbeep card list ${typedPath(cardPath)}`
}

/** The mtools command that lists the folder of the messages; not the whole card, of which the machine's words are most. */
export function listFolderCommand(cardPath: string): string {
    return `mdir -i ${typedPath(cardPath)}@@${VOLUME_AT} ::AFTERBEEP/messages`
}

/** The mtools command that copies a caller's messages from the card to this folder. */
export function copyMessagesCommand(cardPath: string, number: string): string {
    return `mcopy -i ${typedPath(cardPath)}@@${VOLUME_AT} "::AFTERBEEP/messages/*${number}*" .`
}
