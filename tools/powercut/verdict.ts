/** What came of one card after a cut: plain data, as it is kept in the state file of a campaign. */

import type { BootCost } from "./boot-bench.ts"
import type { CallTraces } from "./judge/cut-call.ts"

/** Of one distinct card. */
export interface Verdict {
    /** What fsck.fat and our own check complain of, before the firmware has seen the card, and after. */
    readonly before: readonly string[]
    readonly after: readonly string[]
    /** Earlier files that are not what they were. */
    readonly damages: readonly string[]
    /** Anything else that must not be: panics, broken rules, messages or an index that are not right. */
    readonly troubles: readonly string[]
    /** Bytes of the message under way: found, and not as the modem had handed them over. */
    readonly foundBytes: number
    readonly wrongBytes: number
    /** Of the call that was cut off, where there was one: whose message it is, and its line. */
    readonly call?: CallTraces
    /** Commands of the mount, which ends where settings.txt is read; sectors that were written until the machine is ready for calls. */
    readonly cost: BootCost
    /** Until then, with settings and greetings. */
    readonly readyCommands: number
    /** Sectors that the whole boot wrote, idle work included. */
    readonly writes: number
}

/** Of the cuts inside the boot from one card. */
export interface SecondVerdict {
    readonly tried: number
    readonly distinct: number
    /** Those that end badly: where, and why. */
    readonly bad: readonly { readonly at: string; readonly why: string }[]
}

/** Why a verdict is bad whatever the variant was; [] where it is not. */
export function faultsOf(verdict: Verdict): string[] {
    return [
        ...verdict.after.map(each => `after recovery: ${each}`),
        ...verdict.damages,
        ...verdict.troubles,
    ]
}
