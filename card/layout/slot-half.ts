/**
 * The eight directory entries of a slot: a long name, and last the short entry. docs/card-layout.md, "Slots".
 *
 * Long entries: fatgen103, "FAT Long Directory Entries".
 */
import { type CallTime, packDate, packTime } from "./fat-time.ts"
import {
    ENTRY_BYTES,
    ENTRY_DELETED,
    freeNameOf,
    HALF_BYTES,
    Hidden,
    LONG_ENTRIES,
    LongNameBits,
    SHORT_AT,
    shortNameOf,
    SLOT_BYTES,
    System,
    UNITS_PER_ENTRY,
} from "./slot.ts"

const UNIT_OFFSETS = [1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30]
const LAST_PART = 0x40

/** The half of a slot that is free. @param number from 1 on */
export function freeHalf(number: number, firstCluster: number): Buffer {
    const half = Buffer.alloc(HALF_BYTES, ENTRY_DELETED)
    half.fill(0, SHORT_AT)
    half.write(shortNameOf(number), SHORT_AT, "latin1")
    half.writeUInt16LE(firstCluster >>> 16, SHORT_AT + 20)
    half.writeUInt16LE(firstCluster & 0xffff, SHORT_AT + 26)
    half.writeUInt32LE(SLOT_BYTES, SHORT_AT + 28)
    setHalf(half, freeNameOf(number), Hidden | System, undefined)
    return half
}

/**
 * Give a slot's half another name, other attributes and another time; entries that a PC has taken stay.
 *
 * @param tenth byte 13 where it is not to say whether the second is odd: of the parts of a long message
 */
export function setHalf(
    half: Buffer,
    name: string,
    attributes: number,
    at: CallTime | undefined,
    tenth = ((at?.second ?? 0) & 1) * 100
): void {
    const room = ownLongEntries(half)
    half.fill(ENTRY_DELETED, SHORT_AT - room * ENTRY_BYTES, SHORT_AT)
    putLongName(half, name, room)
    half[SHORT_AT + 11] = attributes
    half[SHORT_AT + 13] = tenth
    for (const place of [16, 18, 24]) half.writeUInt16LE(packDate(at), SHORT_AT + place)
    for (const place of [14, 22]) half.writeUInt16LE(packTime(at), SHORT_AT + place)
}

/** Long entries right before the short one that are its own or deleted: the longest name has 13 letters for each. */
export function ownLongEntries(half: Buffer): number {
    const checksum = checksumOf(half)
    for (let i = 1; i <= LONG_ENTRIES; i++) {
        const at = SHORT_AT - i * ENTRY_BYTES
        const isLong = (half[at + 11]! & 0x3f) === LongNameBits && half[at + 13] === checksum
        if (half[at] !== ENTRY_DELETED && !isLong) return i - 1
    }
    return LONG_ENTRIES
}

/** The long name in a half; undefined: there is none, or it is not whole. */
export function longNameOf(half: Buffer): string | undefined {
    const checksum = checksumOf(half)
    let name = ""
    for (let part = 1; part <= LONG_ENTRIES; part++) {
        const entry = half.subarray(SHORT_AT - part * ENTRY_BYTES)
        const isPart = (entry[11]! & 0x3f) === LongNameBits && entry[13] === checksum
        if (!isPart || (entry[0]! & ~LAST_PART) !== part) return undefined
        name += String.fromCharCode(...UNIT_OFFSETS.map(at => entry.readUInt16LE(at)))
        if (entry[0]! & LAST_PART) return name.replace(/\0.*$/s, "")
    }
    return undefined
}

function putLongName(half: Buffer, name: string, room: number): void {
    const checksum = checksumOf(half)
    const count = Math.ceil(name.length / UNITS_PER_ENTRY)
    if (count > room) throw new RangeError(`a name of ${name.length} letters in ${room} entries`)
    for (let part = 1; part <= count; part++) {
        const entry = half.subarray(
            SHORT_AT - part * ENTRY_BYTES,
            SHORT_AT - (part - 1) * ENTRY_BYTES
        )
        entry.fill(0)
        entry[0] = part === count ? part | LAST_PART : part
        entry[11] = LongNameBits
        entry[13] = checksum
        UNIT_OFFSETS.forEach((at, i) => {
            const index = (part - 1) * UNITS_PER_ENTRY + i
            const unit =
                index < name.length ? name.charCodeAt(index) : index === name.length ? 0 : 0xffff
            entry.writeUInt16LE(unit, at)
        })
    }
}

/** fatgen103, "ChkSum", of the short name. */
function checksumOf(half: Buffer): number {
    let sum = 0
    for (let i = SHORT_AT; i < SHORT_AT + 11; i++)
        sum = (((sum & 1) << 7) + (sum >> 1) + half[i]!) & 0xff
    return sum
}
