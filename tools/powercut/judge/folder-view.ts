/** Entries of a folder as they lie on the card. fatgen103, "FAT Directory Structure". */

import { view } from "./fat-view.ts"

const ENTRY_BYTES = 32
const DELETED = 0xe5
const LONG_NAME = 0x0f
const LAST_PIECE = 0x40
const LETTERS_AT = [1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30]

export enum Attribute {
    ReadOnly = 0x01,
    Hidden = 0x02,
    System = 0x04,
    Label = 0x08,
    Folder = 0x10,
    Archive = 0x20,
}

export interface Entry {
    /** The long name, or else the short one. */
    readonly name: string
    readonly shortName: string
    readonly attributes: number
    readonly firstCluster: number
    readonly sizeBytes: number
    /** The 32 bytes of the short entry, as hexadecimal digits. */
    readonly raw: string
}

export interface Folder {
    readonly entries: readonly Entry[]
    readonly problems: readonly string[]
}

/** @param sectors of the folder, in its order */
export function readFolder(sectors: readonly Uint8Array[], isFat32: boolean): Folder {
    const reader = new FolderReader(isFat32)
    for (const sector of sectors)
        for (let at = 0; at < sector.length; at += ENTRY_BYTES)
            if (!reader.take(sector.subarray(at, at + ENTRY_BYTES))) return reader.end()
    return reader.end()
}

/** Pieces of a long name, the last one first; what is still to come. */
interface LongName {
    readonly text: string
    readonly sum: number
    readonly left: number
}

class FolderReader {
    private readonly entries: Entry[] = []
    private readonly problems: string[] = []
    private long: LongName | undefined

    constructor(private readonly isFat32: boolean) {}

    /** @returns false: the folder ends here */
    take(bytes: Uint8Array): boolean {
        if (bytes[0] === 0) return false
        if (bytes[0] === DELETED) this.drop("without an entry")
        else if (bytes[11] === LONG_NAME) this.takePiece(bytes)
        else this.takeEntry(bytes)
        return true
    }

    end(): Folder {
        this.drop("without an entry")
        const { entries, problems } = this
        return { entries, problems }
    }

    private takePiece(bytes: Uint8Array): void {
        const left = (bytes[0]! & ~LAST_PIECE) - 1
        const sum = bytes[13]!
        if (bytes[0]! & LAST_PIECE) {
            this.drop("without an entry")
            this.long = { text: letters(bytes), sum, left }
        } else if (this.long?.left === left + 1 && this.long.sum === sum)
            this.long = { text: letters(bytes) + this.long.text, sum, left }
        else this.problems.push("a piece of a long name that belongs to nothing")
    }

    private takeEntry(bytes: Uint8Array): void {
        const { long } = this
        const name = long?.left === 0 && long.sum === checksum(bytes) ? long.text : undefined
        if (name === undefined) this.drop("of another entry")
        this.long = undefined
        this.entries.push(entryOf(bytes, name, this.isFat32))
    }

    private drop(why: string): void {
        if (this.long) this.problems.push(`a long name "${this.long.text}" ${why}`)
        this.long = undefined
    }
}

function entryOf(bytes: Uint8Array, longName: string | undefined, isFat32: boolean): Entry {
    const fields = view(bytes)
    const shortName = decodeShort(bytes)
    const high = isFat32 ? fields.getUint16(20, true) : 0
    return {
        name: longName ?? shortName,
        shortName,
        attributes: bytes[11]!,
        firstCluster: high * 65536 + fields.getUint16(26, true),
        sizeBytes: fields.getUint32(28, true),
        raw: Buffer.from(bytes).toString("hex"),
    }
}

function letters(bytes: Uint8Array): string {
    const codes = LETTERS_AT.map(at => bytes[at]! | (bytes[at + 1]! << 8))
    const end = codes.indexOf(0)
    return String.fromCharCode(...(end < 0 ? codes : codes.slice(0, end)))
}

function decodeShort(bytes: Uint8Array): string {
    const text = Buffer.from(bytes.subarray(0, 11)).toString("latin1")
    const extension = text.slice(8).trimEnd()
    return text.slice(0, 8).trimEnd() + (extension ? `.${extension}` : "")
}

function checksum(bytes: Uint8Array): number {
    let sum = 0
    for (let i = 0; i < 11; i++) sum = (((sum & 1) << 7) + (sum >> 1) + bytes[i]!) & 0xff
    return sum
}
