/**
 * Names in directory entries: the short one, and the long one in the entries before it.
 *
 * Microsoft FAT specification 1.03, "FAT Long Directory Entries". Names are compared like the specification does it for
 * ASCII; other characters must be the same.
 */
import {
    ATTRIBUTE_LONG_NAME,
    ATTRIBUTE_MASK,
    ATTRIBUTE_VOLUME,
    ENTRY_ATTRIBUTES_AT,
    ENTRY_BYTES,
    ENTRY_DELETED,
    ENTRY_NAME_BYTES,
    LONG_CHECKSUM_AT,
    LONG_LAST_MASK,
    LONG_ORDER_MASK,
    LONG_UNIT_AT,
    LONG_UNITS,
} from "./layout"

const NAME_BYTES = 8
const EXTENSION_BYTES = 3
const NO_UNIT = 0xffff

/** Entries that a long name takes, besides the short one. */
export function longEntryCount(name: string): number {
    return Math.idiv(name.length + LONG_UNITS - 1, LONG_UNITS)
}

/** The checksum in long entries, which ties them to their short one. */
export function nameChecksum(sector: Buffer, shortAt: number): number {
    let sum = 0
    for (let i = 0; i < ENTRY_NAME_BYTES; i++) {
        sum = (((sum & 1) << 7) + (sum >> 1) + sector[shortAt + i]) & 0xff
    }
    return sum
}

/**
 * Write a long name into the entries directly before its short one, which must hold its name already.
 *
 * @param shortAt byte of the short entry; `longEntryCount(name)` entries before it must be in the sector
 */
export function putLongName(sector: Buffer, shortAt: number, name: string): void {
    const count = longEntryCount(name)
    const length = name.length
    const checksum = nameChecksum(sector, shortAt)
    for (let order = 1; order <= count; order++) {
        const at = shortAt - order * ENTRY_BYTES
        sector.fillAt(at, ENTRY_BYTES, 0)
        sector[at] = order === count ? order | LONG_LAST_MASK : order
        sector[at + ENTRY_ATTRIBUTES_AT] = ATTRIBUTE_LONG_NAME
        sector[at + LONG_CHECKSUM_AT] = checksum
        for (let i = 0; i < LONG_UNITS; i++) {
            const index = (order - 1) * LONG_UNITS + i
            let unit = NO_UNIT
            if (index < length) unit = name.charCodeAt(index)
            else if (index === length) unit = 0
            sector.setAt(at + LONG_UNIT_AT[i], "u16", unit)
        }
    }
}

/** The long name of a short entry, from at most so many entries before it; "": it has none. */
export function longNameAt(sector: Buffer, shortAt: number, entriesMax: number): string {
    let name = ""
    for (let i = 1; i <= entriesMax; i++) {
        const at = shortAt - i * ENTRY_BYTES
        if (sector[at] === ENTRY_DELETED) break
        for (let unit = 0; unit < LONG_UNITS; unit++) {
            const code = sector.getAt(at + LONG_UNIT_AT[unit], "u16")
            if (code === 0 || code === NO_UNIT) return name
            name += String.fromCharCode(code)
        }
    }
    return name
}

/**
 * A name as the 11 bytes of a short entry have it.
 *
 * @returns undefined: it does not fit
 */
export function shortForm(name: string): string | undefined {
    const dot = name.lastIndexOf(".")
    const base = dot < 0 ? name : name.slice(0, dot)
    const extension = dot < 0 ? "" : name.slice(dot + 1)
    if (base.length > NAME_BYTES || extension.length > EXTENSION_BYTES) return undefined
    const padding = "        "
    const form = base + padding.slice(base.length) + extension + padding.slice(extension.length + 5)
    return form.toUpperCase()
}

/** Looks for one name while the entries of a directory go by. */
export class NameSearch {
    private readonly name: string
    private readonly short: string | undefined
    /** Order of the long entry that comes next while all before it agree; 0: all did. */
    private nextOrder: number | undefined = undefined
    private checksum = 0

    constructor(name: string) {
        this.name = name.toLowerCase()
        this.short = shortForm(name)
    }

    /** The next entry of the folder. @returns whether it is the short one of what bears the name */
    seeEntry(sector: Buffer, at: number): boolean {
        const attributes = sector[at + ENTRY_ATTRIBUTES_AT] & ATTRIBUTE_MASK
        const isUsed = sector[at] !== ENTRY_DELETED
        if (isUsed && attributes === ATTRIBUTE_LONG_NAME) {
            this.seeLong(sector, at)
            return false
        }
        const isLongName = this.nextOrder === 0
        this.nextOrder = undefined
        if (!isUsed || (attributes & ATTRIBUTE_VOLUME) !== 0) return false
        if (isLongName && nameChecksum(sector, at) === this.checksum) return true
        const short = this.short
        if (short === undefined || short.charCodeAt(0) !== sector[at]) return false
        return sector.slice(at, at + ENTRY_NAME_BYTES).toString() === short
    }

    private seeLong(sector: Buffer, at: number): void {
        const order = sector[at] & LONG_ORDER_MASK
        const checksum = sector[at + LONG_CHECKSUM_AT]
        if ((sector[at] & LONG_LAST_MASK) !== 0) {
            this.checksum = checksum
            this.nextOrder = longEntryCount(this.name)
        }
        const isNext = order === this.nextOrder && checksum === this.checksum && order > 0
        this.nextOrder = isNext && this.hasPart(sector, at, order) ? order - 1 : undefined
    }

    private hasPart(sector: Buffer, at: number, order: number): boolean {
        const name = this.name
        const length = name.length
        for (let i = 0; i < LONG_UNITS; i++) {
            const index = (order - 1) * LONG_UNITS + i
            if (index > length) return true
            let unit = sector.getAt(at + LONG_UNIT_AT[i], "u16")
            // ASCII capitals.
            if (unit >= 0x41 && unit <= 0x5a) unit += 0x20
            const wanted = index === length ? 0 : name.charCodeAt(index)
            if (unit !== wanted) return false
        }
        return true
    }
}
