/**
 * Long names: UTF-16, 13 units an entry, the entries standing last part first before the short one.
 *
 * fatgen103, "FAT Long Directory Entries".
 */
import { CardError } from "./card-error.ts"
import { Attribute, ENTRY_BYTES } from "./directory-entry.ts"

const UNITS_PER_ENTRY = 13
const NAME_UNITS_MAX = 255
/** Where the 13 units stand in an entry. */
const UNIT_OFFSETS = [1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30]
/** Set in the order number of the entry that stands first, and holds the end of the name. */
const LAST_PART = 0x40
const PADDING = 0xffff
const FORBIDDEN = '"*/:<>?\\|'

/**
 * Refuse what can't be a name of a file or folder.
 *
 * @throws CardError: says what is wrong with it
 */
export function requireValidName(name: string): void {
    const fault = faultOfName(name)
    if (fault !== undefined) throw new CardError(`the name ${JSON.stringify(name)} ${fault}`)
}

function faultOfName(name: string): string | undefined {
    if (name === "" || name === "." || name === "..") return "is not one for a file"
    if (name.length > NAME_UNITS_MAX) return `is longer than ${NAME_UNITS_MAX} characters`
    const forbidden = [...name].find(char => char < " " || FORBIDDEN.includes(char))
    if (forbidden !== undefined) return `holds ${JSON.stringify(forbidden)}, which FAT forbids`
    return name.endsWith(".") || name.endsWith(" ") ? "ends in a dot or a space" : undefined
}

/** The entries of a long name as they stand on the volume, the end of the name first. */
export function encodeLongName(name: string, checksum: number): Buffer {
    const count = Math.ceil(name.length / UNITS_PER_ENTRY)
    const entries = Buffer.alloc(count * ENTRY_BYTES)
    for (let part = 1; part <= count; part++) {
        const entry = entries.subarray((count - part) * ENTRY_BYTES)
        entry[0] = part === count ? part | LAST_PART : part
        entry[11] = Attribute.LongName
        entry[13] = checksum
        for (let i = 0; i < UNITS_PER_ENTRY; i++)
            entry.writeUInt16LE(unitAt(name, (part - 1) * UNITS_PER_ENTRY + i), UNIT_OFFSETS[i]!)
    }
    return entries
}

/** The name, one zero where it leaves room, then padding. */
function unitAt(name: string, at: number): number {
    if (at < name.length) return name.charCodeAt(at)
    return at === name.length ? 0 : PADDING
}

/** Collects the entries of a long name while a folder is read from front to end. */
export class LongNameReader {
    private units: number[] = []
    private checksum = 0
    /** Order number of the entry that must come next; 0: the short one must. */
    private partsLeft = 0
    private partCount = 0

    /** An entry with the attributes of a long name. */
    take(entry: Buffer): void {
        const order = entry[0]!
        const part = order & ~LAST_PART
        if (order & LAST_PART) this.begin(part, entry[13]!)
        else if (part !== this.partsLeft || entry[13] !== this.checksum) this.reset()
        if (this.partCount === 0) return
        this.units.unshift(...UNIT_OFFSETS.map(at => entry.readUInt16LE(at)))
        this.partsLeft = part - 1
    }

    /**
     * The short entry has come. Begins anew.
     *
     * @returns its long name; undefined if there was none, or it belonged to another entry
     */
    finish(checksum: number): string | undefined {
        const isWhole = this.partCount > 0 && this.partsLeft === 0 && this.checksum === checksum
        const end = this.units.indexOf(0)
        const units = end < 0 ? this.units : this.units.slice(0, end)
        const name = String.fromCharCode(...units)
        this.reset()
        return isWhole ? name : undefined
    }

    /** Something came that does not belong to a long name. */
    reset(): void {
        this.units = []
        this.partsLeft = 0
        this.partCount = 0
    }

    private begin(part: number, checksum: number): void {
        this.reset()
        this.partCount = part
        this.checksum = checksum
    }
}
