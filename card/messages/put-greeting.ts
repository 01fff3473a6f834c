/** A greeting onto the card; the one before is kept beside it. */
import { GREETINGS } from "../layout/files.ts"
import { type CardFiles, findItem, readWhole } from "../volume/card-files.ts"

/**
 * Put a greeting in its place.
 *
 * The old one is copied first, then replaced: a pulled plug leaves the old one or the new one.
 *
 * @param name "default", "after-hours" …
 * @returns the name under which the old one is kept; undefined: there was none, or the same one
 */
export function putGreeting(files: CardFiles, name: string, wav: Uint8Array): string | undefined {
    const path = `${GREETINGS}/${name}.wav`
    const old = readWhole(files, path)
    if (old?.equals(Buffer.from(wav))) return undefined
    const kept = old && freeName(files, name)
    if (kept !== undefined) files.replace(`${GREETINGS}/${kept}`, old!)
    files.replace(path, wav)
    return kept
}

function freeName(files: CardFiles, name: string): string {
    for (let copy = 1; ; copy++) {
        const kept = copy > 1 ? `${name} before ${copy}.wav` : `${name} before.wav`
        if (!findItem(files, `${GREETINGS}/${kept}`)) return kept
    }
}
