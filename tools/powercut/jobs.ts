/** What the processes of a campaign are asked to do, and what they answer. All of it is plain data. */

import type { FatFormat, ScriptName } from "./operations.ts"
import type { Cut, Effort } from "./trial.ts"
import type { SecondVerdict, Verdict } from "./verdict.ts"

/** Boot from these cards, and judge. */
export interface FirstJob {
    readonly kind: "first"
    readonly format: FatFormat
    readonly script: ScriptName
    /** In the order of their positions. */
    readonly cuts: readonly Cut[]
    readonly recordsAgain: boolean
}

/** Cut the boots from these cards at every write. */
export interface SecondJob {
    readonly kind: "second"
    readonly format: FatFormat
    readonly script: ScriptName
    readonly cuts: readonly Cut[]
}

export type Job = FirstJob | SecondJob

export type Outcome =
    | { readonly kind: "first"; readonly cut: Cut; readonly verdict: Verdict }
    | { readonly kind: "second"; readonly cut: Cut; readonly verdict: SecondVerdict }

/** How a job of a worker ended, and what it has cost. */
export interface Answer {
    readonly outcomes: readonly Outcome[]
    readonly effort: Effort
}
