/** What the attribute bits of a slot say, and what the index calls it. docs/card-layout.md, "Slots" and "index.bin". */
import { Archive, Hidden, ReadOnly, System } from "./slot.ts"

/** Of a message, as its owner sees it. */
export type MessageState = "new" | "heard" | "kept" | "trash"
export const MESSAGE_STATES: readonly MessageState[] = ["new", "heard", "kept", "trash"]

/** Half bytes of the index. */
export const Nibble = {
    Free: 0,
    Armed: 1,
    Retired: 2,
    Part: 3,
    MovedUnheard: 4,
    Unheard: 8,
    Heard: 9,
    Kept: 10,
    Trashed: 11,
    /** Added to a message that stays while a round passes over it. */
    EarlierRound: 4,
} as const

/** Hidden and system: a slot that waits for a message. */
export function isFree(attributes: number): boolean {
    return (attributes & (Hidden | System)) === (Hidden | System)
}

/** Kept for ever, and not in the trash whatever else is set, is what is read-only; new is what lacks the archive bit. */
export function stateOf(attributes: number): MessageState {
    if (attributes & Hidden && !(attributes & ReadOnly)) return "trash"
    if (!(attributes & Archive)) return "new"
    return attributes & ReadOnly ? "kept" : "heard"
}

const ATTRIBUTES: Record<MessageState, number> = {
    new: 0,
    heard: Archive,
    kept: Archive | ReadOnly,
    trash: Archive | Hidden,
}

export function attributesOf(state: MessageState): number {
    return ATTRIBUTES[state]
}

/** The half byte of a message in that state, of the present round. */
export function nibbleOf(state: MessageState): number {
    return Nibble.Unheard + MESSAGE_STATES.indexOf(state)
}

/** The state that a half byte speaks of; undefined: it is no message's first part. */
export function stateOfNibble(nibble: number): MessageState | undefined {
    return nibble < Nibble.MovedUnheard ? undefined : MESSAGE_STATES[nibble & 3]
}
