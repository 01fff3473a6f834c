/** The text of a file on the card that is read, and read again when the machine has written to it. */

import { signal } from "@preact/signals"
import { fileOf } from "./card.ts"
import { SectorWatch } from "./sector-watch.ts"

/** Of a text that is shown; the file has the rest. */
export const TEXT_BYTES_MAX = 64 * 1024

/** `isWhole`: nothing of it was left out. */
export const cardText = signal({ text: "", isWhole: true })

const watch = new SectorWatch(() => void readText())
/** Undefined: none is read. */
let textPath: string | undefined
let reads = 0

/** Shows it, and what the machine changes in it. @returns what ends that */
export function openText(path: string): () => void {
    if (path !== textPath) cardText.value = { text: "", isWhole: true }
    textPath = path
    void readText()
    return watch.begin()
}

async function readText(): Promise<void> {
    const read = ++reads
    const answer = await fetch(fileOf(textPath!)).catch(() => undefined)
    // Whoever loses the server, or a file that has gone just now, needs no text.
    if (!answer?.ok || read !== reads) return
    watch.noteAnswer(answer)
    const bytes = await answer.arrayBuffer()
    const text = new TextDecoder().decode(bytes.slice(0, TEXT_BYTES_MAX))
    cardText.value = { text, isWhole: bytes.byteLength <= TEXT_BYTES_MAX }
}
