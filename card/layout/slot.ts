/**
 * What a slot is: its size, and the eight entries that it has in the folder. docs/card-layout.md, "Slots".
 *
 * Written from that page, and not taken over from the firmware: each is the other's judge.
 */

export const SECTOR_BYTES = 512
/** A header and 180 s of sound. */
export const SLOT_SECTORS = 2814
export const SLOT_BYTES = SLOT_SECTORS * SECTOR_BYTES
/** 180 s of 8000 bytes. */
export const SOUND_BYTES_MAX = 1_440_000
export const SLOTS_MIN = 16
/** Unless a person asks for more. */
export const SLOTS_USUAL_MAX = 1024
export const SLOTS_MAX = 8000
export const EXTENTS_MAX = 5

export const ENTRY_BYTES = 32
/** A slot's part of a directory sector. */
export const HALF_BYTES = 256
/** Where in its half the short entry stands, after seven that may hold a long name. */
export const SHORT_AT = 224
export const LONG_ENTRIES = 7
export const UNITS_PER_ENTRY = 13
export const NAME_UNITS_MAX = LONG_ENTRIES * UNITS_PER_ENTRY

export const ENTRY_DELETED = 0xe5

/** Bits of an entry's attributes. */
export const ReadOnly = 0x01
export const Hidden = 0x02
export const System = 0x04
export const Archive = 0x20
export const LongNameBits = 0x0f

const FREE_TEXT = "Afterbeep keeps this space free for the next messages, please let it be here - "
/** By this a free slot is known in a folder where a PC shows no attributes. */
export const FREE_NAME_BEGINNING = "Afterbeep keeps this space free"

/** The short name of slot n, counted from 1, as an entry has it: `AB000001WAV`. */
export function shortNameOf(number: number): string {
    return `AB${String(number).padStart(6, "0")}WAV`
}

/** The number of the slot with that short name (11 letters); undefined: no slot has such a name. */
export function numberOfShortName(name: string): number | undefined {
    const digits = /^AB(\d{6})WAV$/.exec(name)?.[1]
    return digits === undefined || Number(digits) === 0 ? undefined : Number(digits)
}

/** The long name of slot n while it is free: 91 letters, which fill all seven entries. */
export function freeNameOf(number: number): string {
    return `${FREE_TEXT}AB${String(number).padStart(6, "0")}.wav`
}

/** Clusters that a slot takes. */
export function clustersPerSlot(sectorsPerCluster: number): number {
    return Math.ceil(SLOT_SECTORS / sectorsPerCluster)
}
