/** A backup back onto a card: files where they were, messages into slots, with their states and in their order. */
import { counted } from "../layout/counted.ts"
import { CardError } from "../../sim/card/card-error.ts"
import { CALLS_BYTES, CALLS_TITLE, OLD_CALLS_TITLE, trimmedCalls } from "../layout/calls-csv.ts"
import { parseTimeText, timeText, dateOf } from "../layout/fat-time.ts"
import { CALLS } from "../layout/files.ts"
import { isExport } from "../messages/export.ts"
import { listMessages, type Message, readSound } from "../messages/message.ts"
import { soundOfWav, type WavSound } from "../sound/wav-sound.ts"
import { type FileStamp, readWhole } from "../volume/card-files.ts"
import { type ImageFiles } from "../volume/image-files.ts"
import { slotsFor, SlotStore } from "../volume/slot-store.ts"
import { sha256Of } from "./backup.ts"
import {
    decodeManifest,
    MANIFEST,
    type Manifest,
    type SavedFile,
    type SavedMessage,
} from "./manifest.ts"
import { type ZipReader } from "./zip-reader.ts"

export interface Restored {
    readonly files: number
    readonly messages: number
    /** That are on the card already. */
    readonly knownMessages: number
    /** Files of another content that are on the card, and stay. */
    readonly kept: readonly string[]
}

/** Told before each piece of work. */
export type OnPiece = (done: number, total: number) => void

/**
 * Put a backup onto a card. All of it is checked before anything is written.
 *
 * @param isReplacing whether files on the card that differ are replaced
 * @throws CardError: no backup, a damaged one, or there are too few free slots; nothing was changed. Or the card is full, or fails:
 * the message says what is on it
 */
export async function restore(
    zip: ZipReader,
    files: ImageFiles,
    isReplacing: boolean,
    onPiece: OnPiece
): Promise<Restored> {
    requireBackup(zip)
    const manifest = decodeManifest(await zip.read(MANIFEST), zip.path)
    const total = 2 * (manifest.files.length + manifest.messages.length)
    let done = 0
    const read = async (entry: { readonly path: string; readonly sha256: string }) => {
        onPiece(done++, total)
        const bytes = await zip.read(entry.path)
        if (sha256Of(bytes) === entry.sha256) return bytes
        throw new CardError(`${zip.path}: ${entry.path} is damaged: nothing was changed`)
    }
    const wanted = await checkAll(manifest, files, read)
    const store = new SlotStore(files.card)
    requireRoom(store, wanted.slotCount, files.path)
    const put = { files: 0, messages: 0, kept: [] as string[] }
    try {
        for (const saved of manifest.files) {
            const outcome = putFile(files, saved, await read(saved), isReplacing)
            if (outcome === "kept") put.kept.push(saved.path)
            if (outcome === "written") put.files++
        }
        for (const saved of wanted.messages) {
            fileMessage(files, store, saved, soundOf(await read(saved), saved, zip.path))
            put.messages++
        }
    } catch (error) {
        throw stopped(error as Error, put, files.path)
    }
    return { ...put, knownMessages: manifest.messages.length - put.messages }
}

function requireBackup(zip: ZipReader): void {
    if (zip.has(MANIFEST)) return
    const what = isExport(zip.names)
        ? 'is an export, and those are for listening: what can be restored is a backup, as "card backup" makes it'
        : `is no backup, for ${MANIFEST} is missing in it: is it one that "card backup" has made?`
    throw new CardError(`${zip.path}: ${what}; nothing was changed`)
}

/** What is on the card already is whole; the same command goes on behind it. */
function stopped(error: Error, put: { files: number; messages: number }, path: string): CardError {
    const so = `of the backup ${counted(put.files, "file")} and ${counted(put.messages, "message")} are on the card`
    return new CardError(
        `${path}: stopped (${error.message}): ${so}, the others are not. Put that right, and run the same command again: it goes on where it stopped`
    )
}

type Read = (entry: { readonly path: string; readonly sha256: string }) => Promise<Buffer>

/** Read everything once; which messages are not on the card, and how many slots they take. */
async function checkAll(manifest: Manifest, files: ImageFiles, read: Read) {
    for (const saved of manifest.files) await read(saved)
    const known = listMessages(files).messages
    const messages: SavedMessage[] = []
    let slotCount = 0
    for (const saved of manifest.messages) {
        const sound = soundOf(await read(saved), saved, files.path)
        if (known.some(message => isSame(files, message, saved, sound))) continue
        messages.push(saved)
        slotCount += slotsFor(sound.bytes.length)
    }
    return { messages, slotCount }
}

function soundOf(wav: Buffer, saved: SavedMessage, zipPath: string): WavSound {
    const sound = soundOfWav(wav)
    if (sound) return sound
    throw new CardError(`${zipPath}: ${saved.path} is no message: nothing was changed`)
}

function isSame(
    files: ImageFiles,
    message: Message,
    saved: SavedMessage,
    sound: WavSound
): boolean {
    const { header, sampleCount } = message
    if (header.number !== saved.number || header.name !== saved.name) return false
    if (timeText(header.at) !== (saved.at ?? "") || sampleCount !== sound.bytes.length) return false
    return readSound(files, message, 0, sampleCount).equals(sound.bytes)
}

function requireRoom(store: SlotStore, wanted: number, path: string): void {
    const free = store.freeSlots().length
    if (wanted <= free) return
    throw new CardError(
        `${path}: ${wanted} slots are needed for the messages, ${free} are free: delete some, or take a card with more (card make --slots); nothing was changed`
    )
}

type Outcome = "same" | "kept" | "written"

function putFile(
    files: ImageFiles,
    saved: SavedFile,
    bytes: Buffer,
    isReplacing: boolean
): Outcome {
    const old = readWhole(files, saved.path)
    if (old?.equals(bytes)) return "same"
    const isCalls = saved.path === CALLS && old?.length === CALLS_BYTES
    // A list without calls is no loss.
    const isEmpty = isCalls && [CALLS_TITLE, OLD_CALLS_TITLE].includes(trimmedCalls(old).trim())
    if (old && !isReplacing && !isEmpty) return "kept"
    // Its place on the card must not change.
    if (isCalls && bytes.length === CALLS_BYTES) files.overwrite(CALLS, bytes)
    else files.replace(saved.path, bytes, stampOf(saved))
    return "written"
}

function stampOf({ at, attributes }: SavedFile): FileStamp {
    const time = parseTimeText(at)
    return { at: time && dateOf(time), attributes: attributes ?? undefined }
}

function fileMessage(
    files: ImageFiles,
    store: SlotStore,
    saved: SavedMessage,
    sound: WavSound
): void {
    const header = {
        codec: sound.codec,
        at: saved.at === null ? undefined : parseTimeText(saved.at),
        number: saved.number,
        name: saved.name,
    }
    const state = saved.state === "unknown" ? "new" : saved.state
    const fileName = saved.path.slice(saved.path.lastIndexOf("/") + 1)
    const slots = store.freeSlots().slice(0, slotsFor(sound.bytes.length))
    store.file(slots, { header, state, sound: sound.bytes, fileName }, false)
    store.index.flush()
    files.card.commit()
}
