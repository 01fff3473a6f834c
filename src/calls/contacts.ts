/**
 * contacts.csv: whom the owner knows, as lines `number,name` or `number,name,rings` in UTF-8. Only read. A number that ends in `*` is the
 * beginning of many; whoever stands there in full comes before that.
 *
 * A number is the same as another if, without the zeros in front, their last 10 digits are, or all of the shorter one's where that has 7
 * to 9: so with and without "+48", "0048" or "0" before it. Shorter ones must be equal. Numbers stand there without blanks, as the
 * card tool writes them.
 */
import { SECTOR_BYTES } from "../hal/block-device"
import { Chain } from "../fat/chain"
import { findPath } from "../fat/directory"
import { Volume } from "../fat/volume"

const CONTACTS = "AFTERBEEP/contacts.csv"
/** Some 2,500 contacts; what is beyond is left out, for a caller does not wait. */
const BYTES_MAX = 65536
const NAME_LENGTH_MAX = 40
const DIGITS_MIN = 7
const DIGITS_MAX = 10
const NEW_LINE = 0x0a
const RINGS_MAX = 10
/** In place of 0 rings. */
const NEVER = "never"
const BLOCK = "block"
/** As rings: the caller is let go at once. */
export const BLOCKED = -2
const MANY = "*,"

/** What the owner says of a number. */
export class Contact {
    constructor(
        /** "": nothing. */
        readonly name: string,
        /** After so many rings the machine answers, 0: never; −1: as it does for others; BLOCKED. */
        readonly rings = -1
    ) {}
}

/**
 * What the owner says of a number.
 *
 * @param number digits, with or without "+"
 * @throws as the card does. Waits: for the folders' sectors, and for 128 of the file at most.
 */
export async function findContact(volume: Volume, number: string): Promise<Contact> {
    const entry = await findPath(volume, CONTACTS)
    if (entry === undefined) return new Contact("")
    const chain = new Chain(volume, entry.firstCluster)
    let left = Math.min(entry.sizeBytes, BYTES_MAX)
    let rest = Buffer.alloc(0)
    let many = ""
    for (let i = 0; left > 0; i++) {
        const from = await chain.sectorAt(i)
        if (from === undefined) break
        await volume.loadSector(from)
        const length = rest.length + Math.min(left, SECTOR_BYTES)
        const lines = Buffer.alloc(length)
        lines.blitAt(0, rest, 0, rest.length)
        lines.blitAt(rest.length, volume.sector, 0, SECTOR_BYTES)
        left -= SECTOR_BYTES
        // A line goes on in the next sector, perhaps in the middle of a letter.
        const end = left > 0 ? lines.indexOf(NEW_LINE, 0, -length) + 1 : length
        // As spreadsheets of many countries have it.
        const text = lines.slice(0, end).toString().split(";").join(",")
        const fields = fieldsIn(text, number)
        if (fields !== "") return contactIn(fields)
        if (many === "") many = fieldsOfMany(text, number)
        // One that is longer than a sector is no contact.
        rest = lines.slice(length - end > SECTOR_BYTES ? length : end, length)
    }
    return contactIn(many)
}

/** What stands behind the number. @param text whole lines; "": it is not there */
function fieldsIn(text: string, number: string): string {
    const ending = number.slice(-DIGITS_MIN)
    let at = text.indexOf(ending)
    while (at >= 0) {
        const line = text.slice(text.lastIndexOf("\n", at) + 1).split("\n")[0]
        const comma = line.indexOf(",")
        const contact = line.slice(0, comma).split('"').join("").trim()
        if (comma > 0 && contact[0] !== "#" && isSameNumber(contact, number))
            return line.slice(comma + 1)
        at = text.indexOf(ending, at + 1)
    }
    return ""
}

/** What stands behind the first beginning of the number. @returns "": there is none */
function fieldsOfMany(text: string, number: string): string {
    number = bare(number)
    text = text.split('*"').join("*")
    let at = text.indexOf(MANY)
    while (at >= 0) {
        const cell = text.slice(text.lastIndexOf("\n", at) + 1, at)
        const beginning = bare(cell.split('"').join("").trim())
        if (number.slice(0, beginning.length) === beginning)
            return text.slice(at + MANY.length).split("\n")[0]
        at = text.indexOf(MANY, at + 1)
    }
    return ""
}

/** `name`, `"name"`, `name,rings` or `"name",rings`; a comma may stand in a name without quotation marks, too. */
function contactIn(fields: string): Contact {
    const comma = fields.lastIndexOf(",")
    const last = fields
        .slice(comma + 1)
        .trim()
        .toLowerCase()
    const word = last[0] === '"' ? last.split('"').join("") : last
    const rings = comma < 0 ? -1 : ringsIn(word)
    // A spreadsheet writes an empty third column, where other lines have one.
    const name = rings === -1 && word !== "" ? fields : fields.slice(0, comma)
    return new Contact(name.split('"').join("").trim().slice(0, NAME_LENGTH_MAX), rings)
}

/** −1: that is no number of rings. */
function ringsIn(text: string): number {
    if (text === NEVER) return 0
    if (text === BLOCK) return BLOCKED
    const rings = parseInt(text)
    return rings >= 0 && rings <= RINGS_MAX && "" + rings === text ? rings : -1
}

/** Whether two numbers are of one telephone. */
export function isSameNumber(one: string, other: string): boolean {
    if (one === other) return true
    one = bare(one)
    other = bare(other)
    const digits = Math.min(Math.min(one.length, other.length), DIGITS_MAX)
    return digits >= DIGITS_MIN && one.slice(-digits) === other.slice(-digits)
}

/** Without what is dialled before a number of another area or country. */
function bare(number: string): string {
    while (number[0] === "0" || number[0] === "+") number = number.slice(1)
    return number
}
