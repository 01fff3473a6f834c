/** Everything of ours on a card in one ZIP file: messages trimmed, all else as it is, and a manifest. */
import { createHash } from "node:crypto"
import { callTimeOf, dateOf, timeText } from "../layout/fat-time.ts"
import { FOLDER, GREETING_COPIES, GREETINGS, MESSAGES, SETTINGS_TWIN } from "../layout/files.ts"
import { SLOT_BYTES } from "../layout/slot.ts"
import { listMessages, type Message, readSound } from "../messages/message.ts"
import { type OutFile } from "../messages/sink.ts"
import { messageWav } from "../sound/message-wav.ts"
import { type CardFiles, type CardItem } from "../volume/card-files.ts"
import { encodeManifest, MANIFEST, type SavedFile, type SavedMessage } from "./manifest.ts"

/** Files for the ZIP, the manifest last: it has the digests of all before it. */
export function backupFiles(files: CardFiles, now: Date): OutFile[] {
    const saved: { files: SavedFile[]; messages: SavedMessage[] } = { files: [], messages: [] }
    const names = new Set<string>()
    const others = othersIn(files, FOLDER).map(item => fileOf(files, item, saved.files))
    for (const { name } of others) names.add(name.toLowerCase())
    const messages = listMessages(files).messages.map(message =>
        messageFile(files, message, names, saved.messages)
    )
    const made = timeText(callTimeOf(now))
    const manifest = { name: MANIFEST, at: now, content: () => encodeManifest({ made, ...saved }) }
    return [...others, ...messages, manifest]
}

/** Everything but slots, the index, and what the machine makes for itself of greetings and settings. */
function othersIn(files: CardFiles, folder: string): CardItem[] {
    return files.list(folder).flatMap(item => {
        if (item.isFolder) return othersIn(files, item.path)
        const isSlot = folder === MESSAGES && item.sizeBytes === SLOT_BYTES
        const isCopy = folder === GREETINGS && GREETING_COPIES.includes(item.name.toLowerCase())
        const isIndex = folder === FOLDER && /^index(-\d)?\.bin$/i.test(item.name)
        const isTwin = item.path.toLowerCase() === SETTINGS_TWIN.toLowerCase()
        return isSlot || isCopy || isIndex || isTwin || item.name.startsWith("._") ? [] : [item]
    })
}

function fileOf(files: CardFiles, item: CardItem, saved: SavedFile[]): OutFile {
    const content = () => {
        const bytes = files.read(item.path, 0, item.sizeBytes)
        const at = timeText(callTimeOf(item.at))
        const { path, attributes } = item
        saved.push({ path, sha256: sha256Of(bytes), attributes: attributes ?? null, at })
        return bytes
    }
    return { name: item.path, at: item.at, content }
}

function messageFile(
    files: CardFiles,
    message: Message,
    names: Set<string>,
    saved: SavedMessage[]
): OutFile {
    const { header, state } = message
    const path = uniquePath(`${MESSAGES}/${message.fileName}`, names)
    const content = () => {
        const sound = readSound(files, message, 0, message.sampleCount)
        const bytes = messageWav(sound, header.codec, "as-recorded")
        const { number, name, serial } = header
        const at = header.at ? timeText(header.at) : null
        saved.push({ path, sha256: sha256Of(bytes), state, at, number, name, serial })
        return bytes
    }
    return { name: path, at: header.at && dateOf(header.at), content }
}

/** A file of the owner's may have a message's name, where a PC has renamed it. */
function uniquePath(wanted: string, names: Set<string>): string {
    for (let copy = 1; ; copy++) {
        const path = copy === 1 ? wanted : wanted.replace(/(\.wav)?$/i, ` (${copy}).wav`)
        if (names.has(path.toLowerCase())) continue
        names.add(path.toLowerCase())
        return path
    }
}

export function sha256Of(bytes: Uint8Array): string {
    return createHash("sha256").update(bytes).digest("hex")
}
