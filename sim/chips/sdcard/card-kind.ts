/** Kinds of cards, as far as a host can tell them apart (SD Physical Layer Simplified Specification, 3.3 and 4.2.3). */
import type { BusyProfile } from "./card-timing.ts"

export interface CardKind {
    readonly type: "SDSC" | "SDHC" | "SDXC"
    /** Of the specification that the card follows; 1 is without CMD8, and SDSC only. */
    readonly version: 1 | 2
    /** What an erased sector reads as, which the card also says; "stale": it says zeros, and erases nothing. */
    readonly erased: "zeros" | "ones" | "stale"
    readonly busy: BusyProfile
}

export const ORDINARY_CARD: CardKind = {
    type: "SDHC",
    version: 2,
    erased: "zeros",
    busy: "typical",
}
