/** What the index says of a slot: half a byte. docs/card-layout.md. */
import {
    ATTRIBUTE_ARCHIVE,
    ATTRIBUTE_HIDDEN,
    ATTRIBUTE_READ_ONLY,
    ATTRIBUTE_SYSTEM,
    ENTRY_ATTRIBUTES_AT,
} from "../fat/layout"

export enum SlotState {
    /** Nobody knows what its sectors hold. */
    Free = 0,
    /** All its sectors were cleared and looked at: what is in it was written by one call. */
    Armed = 1,
    /** What the folder, the header and the table say does not fit together: neither shown nor used. */
    Retired = 2,
    /** The second or a later part of a message. */
    Part = 3,
    /** From here on messages: their kind, and OLD or not. This one's entry was moved by a PC. */
    Moved = 4,
    Message = 8,
}

/** A message that has stayed while all slots were used once. */
export const OLD = 4

export enum Kind {
    Unheard = 0,
    Heard = 1,
    /** Heard, and never to be removed. */
    Kept = 2,
    Trashed = 3,
}

/** Of kinds, as bits: 1 << kind. */
export const UNHEARD = 1 << Kind.Unheard
export const HEARD = (1 << Kind.Heard) | (1 << Kind.Kept)

/** Of states, as bits: 1 << state; here of free ones. */
export const FREE_MASK = 1 << SlotState.Free

/** What a short entry makes of a message. */
export function kindAt(sector: Buffer, shortAt: number): Kind {
    const attributes = sector[shortAt + ENTRY_ATTRIBUTES_AT]
    const isKept = (attributes & ATTRIBUTE_READ_ONLY) !== 0
    if ((attributes & ATTRIBUTE_HIDDEN) !== 0 && !isKept) return Kind.Trashed
    if ((attributes & ATTRIBUTE_ARCHIVE) === 0) return Kind.Unheard
    return isKept ? Kind.Kept : Kind.Heard
}

/** Whether a short entry is that of an unheard message which its caller has marked. */
export function isUrgent(sector: Buffer, shortAt: number): boolean {
    const isMarked = (sector[shortAt + ENTRY_ATTRIBUTES_AT] & ATTRIBUTE_SYSTEM) !== 0
    return isMarked && kindAt(sector, shortAt) === Kind.Unheard
}
