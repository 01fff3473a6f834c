/** The entries of a folder, with their long names. fatgen103, "FAT Directory Structure" and "FAT Long Directory Entries". */
import { type Findings } from "./finding.ts"

const ENTRY_BYTES = 32
const DELETED = 0xe5
const UNIT_OFFSETS = [1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30]

export interface FolderEntry {
    /** Long, or else short with its point. */
    readonly name: string
    /** 11 letters as they stand there. */
    readonly shortName: string
    readonly attributes: number
    readonly firstCluster: number
    readonly sizeBytes: number
    /** When it was made, as FAT has it. */
    readonly madeTime: number
    readonly madeDate: number
    /** Byte of the short entry in the folder. */
    readonly at: number
}

/** Everything in a folder but its label; "." and ".." too. */
export function readEntries(folder: Buffer, where: string, findings: Findings): FolderEntry[] {
    const entries: FolderEntry[] = []
    let long = new LongName()
    for (let at = 0; at < folder.length && folder[at] !== 0; at += ENTRY_BYTES) {
        const entry = folder.subarray(at, at + ENTRY_BYTES)
        if (isLong(entry) && long.take(entry)) continue
        const name = isFile(entry) ? long.finish(entry) : undefined
        let isStray = name === undefined && long.isBegun
        long = new LongName()
        if (isLong(entry) && !long.take(entry)) isStray = true
        if (isStray) complain(where, at, findings)
        if (isFile(entry)) entries.push(decode(entry, at, name))
    }
    if (long.isBegun) complain(where, folder.length, findings)
    return entries
}

function isLong(entry: Buffer): boolean {
    return entry[0] !== DELETED && (entry[11]! & 0x3f) === 0x0f
}

/** Or a folder; not the label. */
function isFile(entry: Buffer): boolean {
    return entry[0] !== DELETED && (entry[11]! & 0x08) === 0
}

function complain(where: string, at: number, findings: Findings): void {
    const what = `a part of a long name belongs to no file (before entry ${at / ENTRY_BYTES})`
    findings.fault("long-name", where, what)
}

function decode(entry: Buffer, at: number, longName: string | undefined): FolderEntry {
    const shortName = entry.toString("latin1", 0, 11)
    const base = shortName.slice(0, 8).trimEnd()
    const extension = shortName.slice(8).trimEnd()
    return {
        name: longName ?? (extension === "" ? base : `${base}.${extension}`),
        shortName,
        attributes: entry[11]!,
        firstCluster: entry.readUInt16LE(20) * 0x10000 + entry.readUInt16LE(26),
        sizeBytes: entry.readUInt32LE(28),
        madeTime: entry.readUInt16LE(14),
        madeDate: entry.readUInt16LE(16),
        at,
    }
}

/** Long entries come last part first; all have the checksum of the short one behind them. */
class LongName {
    private units: number[] = []
    private left = 0
    private checksum = 0
    isBegun = false

    /** @returns false: it does not go on here */
    take(entry: Buffer): boolean {
        const order = entry[0]! & 0x3f
        const isFirst = (entry[0]! & 0x40) !== 0
        if (
            isFirst === this.isBegun ||
            (!isFirst && (order !== this.left || entry[13] !== this.checksum))
        )
            return false
        this.isBegun = true
        this.checksum = entry[13]!
        this.units = [...UNIT_OFFSETS.map(at => entry.readUInt16LE(at)), ...this.units]
        this.left = order - 1
        return order > 0
    }

    /** @returns undefined: none, or not of this short entry */
    finish(short: Buffer): string | undefined {
        let sum = 0
        for (let i = 0; i < 11; i++) sum = (((sum & 1) << 7) + (sum >> 1) + short[i]!) & 0xff
        if (!this.isBegun || this.left !== 0 || sum !== this.checksum) return undefined
        const end = this.units.indexOf(0)
        return String.fromCharCode(...(end < 0 ? this.units : this.units.slice(0, end)))
    }
}
