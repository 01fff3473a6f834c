/** What an entry in messages/ says of its slot, by docs/card-layout.md. */

import type { CardFile } from "./volume-check.ts"
import { Attribute } from "./folder-view.ts"

export const MESSAGES = "AFTERBEEP/messages/"
export const SLOT_BYTES = 1_440_768
const SLOT_NAME = /^AB\d{6}\.WAV$/

export type SlotState = "free" | "unheard" | "heard" | "kept" | "trashed"

/** @returns undefined: it is no slot */
export function slotState({ path, shortName, sizeBytes, attributes }: CardFile) {
    const isSlot =
        path.startsWith(MESSAGES) && SLOT_NAME.test(shortName) && sizeBytes === SLOT_BYTES
    return isSlot ? stateOf(attributes) : undefined
}

function stateOf(attributes: number): SlotState {
    const isHidden = (attributes & Attribute.Hidden) !== 0
    if (isHidden && attributes & Attribute.System) return "free"
    if (attributes & Attribute.ReadOnly) return "kept"
    if (isHidden) return "trashed"
    return attributes & Attribute.Archive ? "heard" : "unheard"
}
