/**
 * The directory entries of a slot, in one half of a directory sector.
 *
 *     half of a directory sector, 256 bytes: 8 entries
 *     | long 7 | long 6 | long 5 | long 4 | long 3 | long 2 | long 1 | short |
 *
 * The short name is given once and stays, and so does the first cluster. A free slot is known by its long name, which no
 * message can have.
 */
import { WallTime } from "../hal/wall-clock"
import { padded } from "../util/digits"
import { putEntryCluster } from "../fat/directory"
import {
    ATTRIBUTE_HIDDEN,
    ATTRIBUTE_LONG_NAME,
    ATTRIBUTE_MASK,
    ATTRIBUTE_SYSTEM,
    ENTRY_ACCESSED_DATE_AT,
    ENTRY_ATTRIBUTES_AT,
    ENTRY_BYTES,
    ENTRY_CREATED_DATE_AT,
    ENTRY_CREATED_TENTH_AT,
    ENTRY_CREATED_TIME_AT,
    ENTRY_DELETED,
    ENTRY_MODIFIED_DATE_AT,
    ENTRY_MODIFIED_TIME_AT,
    ENTRY_SIZE_AT,
    LONG_CHECKSUM_AT,
    LONG_UNITS,
} from "../fat/layout"
import { longNameAt, nameChecksum, putLongName } from "../fat/names"
import { Envelope, partOf } from "./envelope"
import { fatDate, fatTenth, fatTime } from "./fat-time"
import { SLOT_BYTES } from "./slot-geometry"

export const HALF_BYTES = 256
/** Where in a half the short entry stands. */
export const SHORT_IN_HALF = HALF_BYTES - ENTRY_BYTES
export const FREE_ATTRIBUTES = ATTRIBUTE_HIDDEN | ATTRIBUTE_SYSTEM
const LONG_ENTRIES_MAX = 7
/** Of a name, where nobody has taken entries of the half. */
export const NAME_LENGTH_MAX = LONG_ENTRIES_MAX * LONG_UNITS
/** 79 characters; with the short name after them they fill all 7 long entries, so that a PC takes none of them. */
const FREE_NAME = "Afterbeep keeps this space free for the next messages, please let it be here - "
/** How the first long entry of such a name begins: its order, "After". */
const FREE_BEGINNING = "0141006600740065007200"
const FREE_BEGINNING_BYTES = 11
/** The short name without its point, in the long one: "AB000001.wav". */
const FREE_ENDING_LENGTH = 12

/** Put the entries of a new slot, a free one, over what stands in its half. */
export function putNewSlot(sector: Buffer, shortAt: number, number: number, cluster: number): void {
    sector.fillAt(shortAt - SHORT_IN_HALF, SHORT_IN_HALF, ENTRY_DELETED)
    sector.fillAt(shortAt, ENTRY_BYTES, 0)
    sector.blitAt(shortAt, `AB${padded(number, 6)}WAV`, 0, 11)
    sector.setAt(shortAt + ENTRY_SIZE_AT, "u32", SLOT_BYTES)
    putEntryCluster(sector, shortAt, cluster)
    putFree(sector, shortAt)
}

/** Make a slot a free one. */
export function putFree(sector: Buffer, shortAt: number): void {
    const room = ownLongEntries(sector, shortAt) * LONG_UNITS
    const base = sector.slice(shortAt, shortAt + 8).toString()
    putName(sector, shortAt, FREE_NAME.slice(0, room - FREE_ENDING_LENGTH) + base + ".wav")
    putTimes(sector, shortAt, undefined)
    sector[shortAt + ENTRY_ATTRIBUTES_AT] = FREE_ATTRIBUTES
}

/** Make a slot an unheard message, or a part of one. */
export function putMessage(
    sector: Buffer,
    shortAt: number,
    name: string,
    envelope: Envelope
): void {
    putName(sector, shortAt, name)
    putTimes(sector, shortAt, envelope.at)
    sector[shortAt + ENTRY_CREATED_TENTH_AT] += partOf(envelope)
    sector[shortAt + ENTRY_ATTRIBUTES_AT] = 0
}

/** Whether a short entry is that of a free slot. */
export function hasFreeName(sector: Buffer, shortAt: number): boolean {
    const at = shortAt - ENTRY_BYTES
    if (at < 0 || sector[at + LONG_CHECKSUM_AT] !== nameChecksum(sector, shortAt)) return false
    return sector.slice(at, at + FREE_BEGINNING_BYTES).toString("hex") === FREE_BEGINNING
}

/** Long entries before a short one that are its own, or nobody's: a PC may have taken what a shorter name left. */
export function ownLongEntries(sector: Buffer, shortAt: number): number {
    const checksum = nameChecksum(sector, shortAt)
    for (let i = 1; i <= LONG_ENTRIES_MAX; i++) {
        const at = shortAt - i * ENTRY_BYTES
        if (at < 0) return i - 1
        const isLong = (sector[at + ENTRY_ATTRIBUTES_AT] & ATTRIBUTE_MASK) === ATTRIBUTE_LONG_NAME
        const isOwn = isLong && sector[at + LONG_CHECKSUM_AT] === checksum
        if (sector[at] !== ENTRY_DELETED && !isOwn) return i - 1
    }
    return LONG_ENTRIES_MAX
}

/** Put a name, cut by whoever gives it to the entries that are left. */
export function putName(sector: Buffer, shortAt: number, name: string): void {
    const count = ownLongEntries(sector, shortAt)
    for (let i = 1; i <= count; i++) sector[shortAt - i * ENTRY_BYTES] = ENTRY_DELETED
    putLongName(sector, shortAt, name)
}

/** The name of a message whose short entry is there. */
export function nameAt(sector: Buffer, shortAt: number): string {
    return longNameAt(sector, shortAt, ownLongEntries(sector, shortAt))
}

function putTimes(sector: Buffer, shortAt: number, at: WallTime | undefined): void {
    const date = fatDate(at)
    const time = fatTime(at)
    sector[shortAt + ENTRY_CREATED_TENTH_AT] = fatTenth(at)
    sector.setAt(shortAt + ENTRY_CREATED_TIME_AT, "u16", time)
    sector.setAt(shortAt + ENTRY_CREATED_DATE_AT, "u16", date)
    sector.setAt(shortAt + ENTRY_ACCESSED_DATE_AT, "u16", date)
    sector.setAt(shortAt + ENTRY_MODIFIED_TIME_AT, "u16", time)
    sector.setAt(shortAt + ENTRY_MODIFIED_DATE_AT, "u16", date)
}
