/** The 32-byte entry of a file or folder. fatgen103, "FAT Directory Structure". */
import { type CardTime, decodeDateTime, encodeDate, encodeTime } from "./fat-time.ts"

export const ENTRY_BYTES = 32
/** First byte of an entry: nothing here, nor anywhere behind. */
export const ENTRY_END = 0x00
/** First byte of an entry: free. */
export const ENTRY_FREE = 0xe5

/** Bits of the attribute byte, at offset 11. */
export enum Attribute {
    ReadOnly = 0x01,
    Hidden = 0x02,
    System = 0x04,
    VolumeLabel = 0x08,
    Folder = 0x10,
    Archive = 0x20,
    /** All of the first four: part of a long name. */
    LongName = 0x0f,
}

/** What an entry says, apart from the long name before it. */
export interface EntryFields {
    /** 11 bytes, padded with spaces. */
    readonly nameBytes: Uint8Array
    readonly attributes: number
    /** 0: none */
    readonly firstCluster: number
    /** 0 for folders */
    readonly sizeBytes: number
    /** Time of the last change; in a new entry also the time at which it was made. */
    readonly at: CardTime
}

/**
 * An entry as a new file or folder has it.
 *
 * @throws CardError: the time does not fit
 */
export function encodeEntry(fields: EntryFields): Buffer {
    const entry = Buffer.alloc(ENTRY_BYTES)
    entry.set(fields.nameBytes, 0)
    entry[11] = fields.attributes
    if (!(fields.attributes & Attribute.VolumeLabel)) {
        entry[13] = (fields.at.second & 1) * 100 // made: what is missing to the full second, in 10 ms
        entry.writeUInt16LE(encodeTime(fields.at), 14)
        entry.writeUInt16LE(encodeDate(fields.at), 16)
    }
    updateEntry(entry, fields)
    return entry
}

/** Change what a rewritten file changes: cluster, size and the time of the last change. */
export function updateEntry(
    entry: Buffer,
    change: Pick<EntryFields, "firstCluster" | "sizeBytes" | "at">
): void {
    const date = encodeDate(change.at)
    if (!(entry[11]! & Attribute.VolumeLabel)) entry.writeUInt16LE(date, 18)
    entry.writeUInt16LE(change.firstCluster >>> 16, 20)
    entry.writeUInt16LE(encodeTime(change.at), 22)
    entry.writeUInt16LE(date, 24)
    entry.writeUInt16LE(change.firstCluster & 0xffff, 26)
    entry.writeUInt32LE(change.sizeBytes, 28)
}

/** Read an entry that is neither free nor part of a long name. */
export function decodeEntry(entry: Buffer): EntryFields {
    return {
        nameBytes: entry.subarray(0, 11),
        attributes: entry[11]!,
        firstCluster: entry.readUInt16LE(20) * 0x10000 + entry.readUInt16LE(26),
        sizeBytes: entry.readUInt32LE(28),
        at: decodeDateTime(entry.readUInt16LE(24), entry.readUInt16LE(22)),
    }
}
