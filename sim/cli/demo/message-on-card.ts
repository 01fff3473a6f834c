/** Messages as a PC finds them on the card image: their files, and the sound in one. */

import { Attribute } from "../../card/directory-entry.ts"
import { listFiles, readFile } from "../../card/reader.ts"
import { WavCodec } from "../../audio/wav.ts"

const FOLDER = "AFTERBEEP/messages/"
/** Offset of the first chunk in a RIFF file, and bytes of a chunk's name and length. */
const FIRST_CHUNK = 12
const CHUNK_HEAD_BYTES = 8

export interface CardMessage {
    /** File name, without folders. */
    readonly name: string
    readonly codec: WavCodec
    /** One byte a sample, in that codec. */
    readonly bytes: Uint8Array
}

/** File names of all messages on a card; none where there is no folder for them. */
export function messageNames(cardPath: string): string[] {
    return listFiles(cardPath)
        .filter(({ name, isFolder }) => !isFolder && name.startsWith(FOLDER))
        .filter(({ name, attributes }) => /\.wav$/i.test(name) && !(attributes & Attribute.Hidden))
        .map(({ name }) => name.slice(FOLDER.length))
}

/**
 * The sound of one message, as it lies in its file.
 *
 * @throws CardError: there is no such file; Error: it is not a WAV of one of the codecs
 */
export function readMessage(cardPath: string, name: string): CardMessage {
    const wav = readFile(cardPath, FOLDER + name)
    const format = findChunk(wav, "fmt ")
    const bytes = findChunk(wav, "data")
    const codec = Object.values(WavCodec).find(tag => tag === format?.[0])
    if (!bytes || codec === undefined) throw new Error(`${name}: is not a WAV file of a message`)
    return { name, codec, bytes }
}

/** Names the messages that come to a card and go from it, each once. */
export class MessageWatch {
    private readonly known: Set<string>

    constructor(private readonly cardPath: string) {
        this.known = new Set(messageNames(cardPath))
    }

    /** How many there are now. */
    get count(): number {
        return messageNames(this.cardPath).length
    }

    /** One that was not there when last asked; undefined: there is none. */
    added(): string | undefined {
        const name = messageNames(this.cardPath).find(each => !this.known.has(each))
        if (name !== undefined) this.known.add(name)
        return name
    }

    /** One that was there when last asked, and is not any more; undefined: there is none. */
    removed(): string | undefined {
        const names = new Set(messageNames(this.cardPath))
        const name = [...this.known].find(each => !names.has(each))
        if (name !== undefined) this.known.delete(name)
        return name
    }
}

/** Content of the first chunk of that name in a RIFF file. */
function findChunk(file: Uint8Array, id: string): Uint8Array | undefined {
    const view = Buffer.from(file.buffer, file.byteOffset, file.length)
    for (let at = FIRST_CHUNK; at + CHUNK_HEAD_BYTES <= view.length;) {
        const lengthBytes = view.readUInt32LE(at + 4)
        const start = at + CHUNK_HEAD_BYTES
        if (view.toString("latin1", at, at + 4) === id)
            return file.subarray(start, start + lengthBytes)
        at = start + lengthBytes + (lengthBytes % 2)
    }
    return undefined
}
