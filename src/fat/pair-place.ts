/**
 * The two places of a pair of files (file-pair.ts) in its half of a directory sector: what stands there, and what is put there.
 *
 * Each is a quarter of the sector: three long entries and a short one, whose name never changes.
 */
import { SECTOR_BYTES } from "../hal/block-device"
import { padded } from "../util/digits"
import {
    ATTRIBUTE_HIDDEN,
    ATTRIBUTE_LONG_NAME,
    ATTRIBUTE_MASK,
    ENTRY_ATTRIBUTES_AT,
    ENTRY_BYTES,
    ENTRY_DELETED,
    ENTRY_END,
    ENTRY_NAME_BYTES,
    LONG_CHECKSUM_AT,
    LONG_UNITS,
} from "./layout"
import { longEntryCount, longNameAt, nameChecksum, putLongName } from "./names"

export const PLACE_BYTES = 128
export const SHORT_IN_PLACE = PLACE_BYTES - ENTRY_BYTES
export const HALF_BYTES = 256
const PLACES = 4
const LONG_ENTRIES = 3
/** Fills three entries together with three digits, so that a PC has no use for them. */
const SPARE_NAME = "Afterbeep keeps room for a greeting "
/** Behind the name of a file that is whole, while one that a PC has put elsewhere makes way for it. */
export const PENDING = ".new"
/** "AG": a short name of ours begins so. */
export const OWN_FIRST = 0x41
export const OWN_SECOND = 0x47

/** What a half of a sector is to somebody who looks for a pair. */
export enum PairUse {
    /** Somebody else's. */
    None,
    /** Nobody's. */
    Free,
    /** A pair that has no file. */
    Spare,
    /** A pair whose first, or second one is the file. */
    First,
    Second,
}

/** What a half of a sector, the `index`th of its folder, is for a file of that name. */
export function pairUse(sector: Buffer, half: number, index: number, name: string): PairUse {
    const first = half + SHORT_IN_PLACE
    const second = first + PLACE_BYTES
    const room = longEntryCount(name + PENDING)
    if (!isFit(sector, first, index, room) || !isFit(sector, second, index, room))
        return PairUse.None
    const firstName = shownName(sector, first, index)
    const secondName = shownName(sector, second, index)
    if (firstName === name) return PairUse.First
    if (secondName === name) return PairUse.Second
    if (firstName !== "" || secondName !== "") return PairUse.None
    const isPair = isOwn(sector, first, index) || isOwn(sector, second, index)
    return isPair ? PairUse.Spare : PairUse.Free
}

/** Whether a place is ours, or nobody's, with room for a name. */
function isFit(sector: Buffer, at: number, index: number, room: number): boolean {
    return roomAt(sector, at) >= room && (isEmpty(sector, at) || isOwn(sector, at, index))
}

/** The name of what is not hidden; "": nothing of ours. */
function shownName(sector: Buffer, at: number, index: number): string {
    return isOwn(sector, at, index) && isShown(sector, at)
        ? longNameAt(sector, at, roomAt(sector, at))
        : ""
}

function isShown(sector: Buffer, at: number): boolean {
    return (sector[at + ENTRY_ATTRIBUTES_AT] & ATTRIBUTE_HIDDEN) === 0
}

function isEmpty(sector: Buffer, at: number): boolean {
    return sector[at] === ENTRY_DELETED || sector[at] === ENTRY_END
}

/** Whether the folder ends in this sector. */
export function hasEnd(sector: Buffer): boolean {
    for (let at = 0; at < SECTOR_BYTES; at += ENTRY_BYTES) if (sector[at] === ENTRY_END) return true
    return false
}

/** The short name that belongs to a place, whatever stands there. */
export function shortName(index: number, at: number): string {
    return `AG${padded(index * PLACES + (at >> 7), 6)}WAV`
}

/** Whether a place has an entry of ours that belongs there, and was not copied from elsewhere. */
export function isOwn(sector: Buffer, at: number, index: number): boolean {
    if (sector[at] !== OWN_FIRST || sector[at + 1] !== OWN_SECOND) return false
    return sector.slice(at, at + ENTRY_NAME_BYTES).toString() === shortName(index, at)
}

/** Long entries before a short one that are its own, or nobody's. */
export function roomAt(sector: Buffer, shortAt: number): number {
    const checksum = nameChecksum(sector, shortAt)
    for (let i = 1; i <= LONG_ENTRIES; i++) {
        const at = shortAt - i * ENTRY_BYTES
        const isLong = (sector[at + ENTRY_ATTRIBUTES_AT] & ATTRIBUTE_MASK) === ATTRIBUTE_LONG_NAME
        const isOwnLong = isLong && sector[at + LONG_CHECKSUM_AT] === checksum
        if (!isEmpty(sector, at) && !isOwnLong) return i - 1
    }
    return LONG_ENTRIES
}

/** Give a place the long name, or as much of its end as there is room for. */
export function rename(sector: Buffer, shortAt: number, name: string): void {
    const room = roomAt(sector, shortAt)
    for (let i = 1; i <= room; i++) sector[shortAt - i * ENTRY_BYTES] = ENTRY_DELETED
    // Of a longer one its number.
    const more = name.length - room * LONG_UNITS
    putLongName(sector, shortAt, more > 0 ? name.slice(more) : name)
}

/** Let a place be the one that waits. */
export function hideEntry(sector: Buffer, at: number, index: number): void {
    rename(sector, at, SPARE_NAME + padded(index * PLACES + (at >> 7), 3))
    sector[at + ENTRY_ATTRIBUTES_AT] = ATTRIBUTE_HIDDEN
}
