/** What was done in a run, and when. */

import { type Deed, type Step } from "../scenario.ts"

export type PowerDeed = Extract<Step, { readonly kind: "powerOn" | "powerOff" | "powerCut" }>

/** A step, the moment in which it was done, and the turn of the clock before it. */
export interface DatedDeed {
    readonly atUs: number
    readonly turn: number
    readonly step: Deed | PowerDeed
    /** Of the run's cards, the one that is put in or changed; undefined: the one that was in the slot last. */
    readonly card?: number
}
