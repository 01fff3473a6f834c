/** What is on a card, in a few words, before it is formatted. */
import { counted } from "../layout/counted.ts"
import { CardError } from "../../sim/card/card-error.ts"
import { withImage } from "../../sim/card/image-file.ts"
import { listMessages } from "../messages/message.ts"
import { CardImage } from "../volume/card-image.ts"
import { ImageFiles } from "../volume/image-files.ts"

const NAMES_MAX = 8

/** @throws CardError: it can't be read at all */
export function describeContent(path: string): string {
    const sizeMB = Math.round(withImage(path, "r", image => image.sectorCount) / 2048)
    const size = `${path}: a card of ${sizeMB} MB`
    let files: ImageFiles
    try {
        files = new ImageFiles(path, new CardImage(path, "r"))
    } catch (error) {
        if (!(error instanceof CardError)) throw error
        return `${size}; what is on it can't be read (${error.message})`
    }
    try {
        return `${size}, ${describeFiles(files)}`
    } finally {
        files.close()
    }
}

function describeFiles(files: ImageFiles): string {
    const format = files.card.volume.layout.format.toUpperCase()
    const names = files.list("").map(item => item.name)
    const told = names.length > NAMES_MAX ? [...names.slice(0, NAMES_MAX), "…"] : names
    const { messages } = listMessages(files)
    const content = names.length === 0 ? "empty" : `on it: ${told.join(", ")}`
    return `${format}, ${content}${messages.length > 0 ? `; ${counted(messages.length, "message")}` : ""}`
}
