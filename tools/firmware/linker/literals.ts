/**
 * An image's strings and buffers: three tables, and what these point to.
 *
 * A string that is all ASCII may be in either table of strings: the compiler, too, puts the long ones into that of UTF-8.
 * There a text has its size and its length in characters in front, and where every sixteenth character is.
 */

import { ASCII_STRINGS, BUFFERS, LITERAL_DATA, UTF8_STRINGS, viewOf, type Image } from "./image.ts"

export interface Literals {
    /** Texts in UTF-8, without the zero at the end. */
    readonly ascii: readonly Uint8Array[]
    readonly utf8: readonly Uint8Array[]
    readonly buffers: readonly Uint8Array[]
}

const ASCII_ENTRY_BYTES = 2
const UTF8_ENTRY_BYTES = 4
const BUFFER_ENTRY_BYTES = 8
const ALIGNMENT = 4
/** Size and length in characters. */
const UTF8_HEAD_BYTES = 4
const JUMP_CHARACTERS = 16
const JUMP_BYTES = 2
const CONTINUATION_MASK = 0xc0
const CONTINUATION = 0x80

export function readLiterals({ sections }: Image): Literals {
    const data = sections[LITERAL_DATA]!
    const view = viewOf(data)
    const [ascii, utf8, buffers] = [ASCII_STRINGS, UTF8_STRINGS, BUFFERS].map(each =>
        viewOf(sections[each]!)
    ) as [DataView, DataView, DataView]
    return {
        ascii: asciiStarts(ascii).map(at => data.slice(at, data.indexOf(0, at))),
        utf8: offsets(utf8, UTF8_ENTRY_BYTES).map(entry => {
            const at = utf8.getUint32(entry, true)
            const jumps = Math.floor(view.getUint16(at + 2, true) / JUMP_CHARACTERS)
            const start = at + UTF8_HEAD_BYTES + jumps * JUMP_BYTES
            return data.slice(start, start + view.getUint16(at, true))
        }),
        buffers: offsets(buffers, BUFFER_ENTRY_BYTES).map(entry => {
            const at = buffers.getUint32(entry, true)
            return data.slice(at, at + buffers.getUint32(entry + 4, true))
        }),
    }
}

/** Where the texts are; an odd number of them has an entry of zero behind it, which fills the last word. */
function asciiStarts(table: DataView): number[] {
    const starts = offsets(table, ASCII_ENTRY_BYTES).map(entry => table.getUint16(entry, true))
    return starts.length > 1 && starts.at(-1) === 0 ? starts.slice(0, -1) : starts
}

function offsets(table: DataView, entryBytes: number): number[] {
    return Array.from({ length: table.byteLength / entryBytes }, (_, index) => index * entryBytes)
}

/** Puts literals in place of those that an image has. */
export function writeLiterals({ sections }: Image, { ascii, utf8, buffers }: Literals): void {
    const data: number[] = []
    const append = (bytes: Iterable<number>, alignment = 1): number => {
        while (data.length % alignment !== 0) data.push(0)
        const start = data.length
        for (const byte of bytes) data.push(byte)
        return start
    }
    const asciiTable = ascii.map(text => append([...text, 0]))
    if (asciiTable.length % 2 !== 0) asciiTable.push(0)
    const utf8Table = utf8.map(text => append(withHead(text), ALIGNMENT))
    const bufferTable = buffers.flatMap(each => [append(each, ALIGNMENT), each.length])
    append([0])
    append([], ALIGNMENT)
    sections[ASCII_STRINGS] = bytesOf(Uint16Array.from(asciiTable))
    sections[UTF8_STRINGS] = bytesOf(Uint32Array.from(utf8Table))
    sections[BUFFERS] = bytesOf(Uint32Array.from(bufferTable))
    sections[LITERAL_DATA] = Uint8Array.from(data)
}

function withHead(text: Uint8Array): number[] {
    // Where each character ends.
    const ends: number[] = []
    text.forEach((_, at) => {
        if ((text[at + 1]! & CONTINUATION_MASK) !== CONTINUATION) ends.push(at + 1)
    })
    const jumps = ends.filter((_, index) => index % JUMP_CHARACTERS === JUMP_CHARACTERS - 1)
    return [...bytesOf(Uint16Array.from([text.length, ends.length, ...jumps])), ...text, 0]
}

function bytesOf({ buffer }: Uint16Array | Uint32Array): Uint8Array {
    return new Uint8Array(buffer)
}
