/** What kind of card an image is: keys `type`, `version`, `erased` and `busy` of a card. */

import { ORDINARY_CARD, type CardKind } from "../chips/sdcard/card-kind.ts"
import { type JsonValue } from "./json-value.ts"

export const CARD_KIND_KEYS = ["type", "version", "erased", "busy"]

/** The largest card of each type, in MB (SD Physical Layer Simplified Specification 9.00, 3.3.2). */
export const SIZE_MAX_MB: Readonly<Record<CardKind["type"], number>> = {
    SDSC: 2048,
    SDHC: 32_768,
    SDXC: 2_097_151,
}

const CARD_TYPES = ["SDSC", "SDHC", "SDXC"] as const
const ERASED = ["zeros", "ones", "stale"] as const
const BUSY = ["typical", "none"] as const

/**
 * @param members of an object that may have other keys, too
 * @param defaultType where no type is said
 */
export function parseCardKind(
    members: ReadonlyMap<string, JsonValue>,
    defaultType: CardKind["type"]
): CardKind {
    const type = members.get("type")?.oneOf(CARD_TYPES) ?? defaultType
    return {
        type,
        version: parseVersion(members.get("version"), type),
        erased: members.get("erased")?.oneOf(ERASED) ?? ORDINARY_CARD.erased,
        busy: members.get("busy")?.oneOf(BUSY) ?? ORDINARY_CARD.busy,
    }
}

function parseVersion(value: JsonValue | undefined, type: CardKind["type"]): CardKind["version"] {
    if (!value) return ORDINARY_CARD.version
    if (value.wholeNumber({ min: 1, max: 2 }) === 2) return 2
    if (type !== "SDSC") throw value.problem('only "type":"SDSC" can be of version 1')
    return 1
}
