/** The verdicts of an operation, summed up for each variant. */

import { CUT_VARIANTS, type CutVariant } from "../../sim/chips/sdcard/power-cut.ts"
import type { CallTraces } from "./judge/cut-call.ts"
import type { PlannedCut } from "./plan.ts"
import { faultsOf, type Verdict } from "./verdict.ts"

const BYTES_PER_SECOND = 8000
const SECTOR_BYTES = 512
/** From the modem's wire to the end of a sector's busy: two turns of the recorder's loop, and the transfer; 17.3 ms at most were measured. */
const UNDER_WAY_SECONDS = 0.018
/** The study's burst, whose bytes were on the card at once. */
export const LOST_MAX_SECONDS = 0.96 + UNDER_WAY_SECONDS
/** The sector in which power failed may be anything that it was not. */
const DESTROYED: readonly CutVariant[] = ["zeros", "ones", "garbage"]
const TORN: readonly CutVariant[] = ["torn-first", "torn-second"]

export interface Row {
    readonly variant: CutVariant
    /** Writes at which it was tried, and distinct cards that came of them. */
    readonly tried: number
    readonly distinct: number
    readonly cleanBefore: number
    readonly cleanAfter: number
    /** Cuts after which an earlier file was not what it was. */
    readonly damaged: number
    /** Seconds of sound. */
    readonly lostMean: number
    readonly lostMax: number
    readonly wrongBytesMax: number
    readonly commandsMin: number
    readonly commandsMax: number
    readonly readyCommandsMax: number
    readonly sectorsMax: number
    readonly calls: CallCounts
    /** Cuts that are bad for whatever reason, by their place and the reason. */
    readonly bad: readonly { readonly position: number; readonly why: string }[]
}

/** Cuts of a call, by what is there of it after the boot. */
export interface CallCounts {
    readonly judged: number
    /** There is a message; and one without the caller's number and name. */
    readonly withMessage: number
    readonly unnamed: number
    /** calls.csv has the call not at all, or more than once. */
    readonly lost: number
    readonly doubled: number
}

export function isDestroyed(variant: CutVariant): boolean {
    return DESTROYED.includes(variant)
}

/** @param hasCall whether sound is recorded: then it may be lost */
export function tally(
    cuts: readonly PlannedCut[],
    verdictOf: (cut: PlannedCut) => Verdict | undefined,
    hasCall: boolean
): Row[] {
    return CUT_VARIANTS.map(variant => {
        const own = cuts.filter(cut => cut.variant === variant)
        const judged = own.flatMap(cut => {
            const verdict = verdictOf(cut)
            return verdict ? [{ cut, verdict }] : []
        })
        const lost = judged.map(each => (hasCall ? lostSeconds(each.cut, each.verdict) : 0))
        const numbers = (of: (verdict: Verdict) => number) =>
            max(judged.map(({ verdict }) => of(verdict)))
        return {
            variant,
            tried: judged.length,
            distinct: new Set(judged.map(({ cut }) => cut.hash)).size,
            cleanBefore: judged.filter(({ verdict }) => verdict.before.length === 0).length,
            cleanAfter: judged.filter(({ verdict }) => verdict.after.length === 0).length,
            damaged: judged.filter(({ verdict }) => verdict.damages.length > 0).length,
            lostMean: lost.reduce((sum, each) => sum + each, 0) / Math.max(1, lost.length),
            lostMax: max(lost),
            wrongBytesMax: numbers(verdict => verdict.wrongBytes),
            commandsMin: Math.min(...judged.map(({ verdict }) => verdict.cost.commands)),
            commandsMax: numbers(verdict => verdict.cost.commands),
            readyCommandsMax: numbers(verdict => verdict.readyCommands),
            sectorsMax: numbers(verdict => verdict.cost.sectorsWritten),
            calls: countCalls(judged.flatMap(({ verdict }) => verdict.call ?? [])),
            bad: judged.flatMap(({ cut, verdict }, index) => badness(cut, verdict, lost[index]!)),
        }
    })
}

function countCalls(calls: readonly CallTraces[]): CallCounts {
    const count = (isThis: (call: CallTraces) => boolean) => calls.filter(isThis).length
    return {
        judged: calls.length,
        withMessage: count(({ messages }) => messages > 0),
        unnamed: count(({ messages, named }) => named < messages),
        lost: count(({ lines }) => lines === 0),
        doubled: count(({ lines }) => lines > 1),
    }
}

/** Of several rows. */
export function sumCalls(rows: readonly Row[]): CallCounts {
    const sum = (name: keyof CallCounts) => rows.reduce((total, row) => total + row.calls[name], 0)
    return {
        judged: sum("judged"),
        withMessage: sum("withMessage"),
        unnamed: sum("unnamed"),
        lost: sum("lost"),
        doubled: sum("doubled"),
    }
}

function badness(cut: PlannedCut, verdict: Verdict, lost: number): Row["bad"] {
    const why = faultsOf(verdict)
    if (lost > lostAllowed(cut.variant)) why.push(`${lost.toFixed(3)} s of the message are lost`)
    if (verdict.wrongBytes > wrongBytesAllowed(cut.variant))
        why.push(`${verdict.wrongBytes} bytes of the message are not what was said`)
    return why.length > 0 ? [{ position: cut.position, why: why.join("; ") }] : []
}

/** A burst of 15 sectors, and what is on its way; of a reordered sector the card had said that it was written. */
function lostAllowed(variant: CutVariant): number {
    return LOST_MAX_SECONDS + (variant === "reordered" ? SECTOR_BYTES / BYTES_PER_SECOND : 0)
}

/** What a card may return of the sector in which power failed; of a reordered one it had said that it was written. */
function wrongBytesAllowed(variant: CutVariant): number {
    if (variant === "reordered") return 2 * SECTOR_BYTES
    return isDestroyed(variant) || TORN.includes(variant) ? SECTOR_BYTES : 0
}

export function lostSeconds({ arrivedBytes }: PlannedCut, { foundBytes }: Verdict): number {
    return Math.max(0, arrivedBytes - foundBytes) / BYTES_PER_SECOND
}

export function max(values: readonly number[]): number {
    return values.reduce((most, each) => Math.max(most, each), 0)
}
