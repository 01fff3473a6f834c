/**
 * contacts.csv: whom the owner knows, as lines `number,name` in UTF-8. Only read.
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

/**
 * The owner's name for a number.
 *
 * @param number digits, with or without "+"
 * @returns "": it has none. @throws as the card does. Waits: for the folders' sectors, and for 128 of the file at most.
 */
export async function findContact(volume: Volume, number: string): Promise<string> {
    const entry = await findPath(volume, CONTACTS)
    if (entry === undefined) return ""
    const chain = new Chain(volume, entry.firstCluster)
    let left = Math.min(entry.sizeBytes, BYTES_MAX)
    let rest = Buffer.alloc(0)
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
        const name = nameIn(lines.slice(0, end).toString(), number)
        if (name !== "") return name
        // One that is longer than a sector is no contact.
        rest = lines.slice(length - end > SECTOR_BYTES ? length : end, length)
    }
    return ""
}

/** @param text whole lines */
function nameIn(text: string, number: string): string {
    const ending = number.slice(-DIGITS_MIN)
    let at = text.indexOf(ending)
    while (at >= 0) {
        const line = text.slice(text.lastIndexOf("\n", at) + 1).split("\n")[0]
        const comma = line.indexOf(",")
        const contact = line.slice(0, comma).split('"').join("").trim()
        if (comma > 0 && isSame(contact, number))
            return line
                .slice(comma + 1)
                .split('"')
                .join("")
                .trim()
                .slice(0, NAME_LENGTH_MAX)
        at = text.indexOf(ending, at + 1)
    }
    return ""
}

function isSame(one: string, other: string): boolean {
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
