/**
 * What a telephone network is made of, whatever the country: ringing, tones, caller ID, and what follows a hang-up.
 * The countries themselves are in country.ts.
 */
import { type CallerIdPlan } from "./caller-id-plan.ts"

export interface TonePlan {
    /** All sound together. */
    readonly frequenciesHz: readonly number[]
    /** dBm0 of each frequency. */
    readonly levelDbm: number
    /** On, off, on, off … and again from the start; empty: continuous. */
    readonly cadenceMs: readonly number[]
}

export type ToneKind =
    | "dial"
    | "busy"
    | "congestion"
    | "ringback"
    | "call-waiting"
    | "unobtainable"
    | "receiver-off-hook"

/** What the exchange does, step by step, with an off-hook line that nobody is connected to; then it stays silent. */
export type LineStep =
    | { readonly kind: "quiet"; readonly lengthMs: number }
    /** Loop current is interrupted. */
    | { readonly kind: "drop"; readonly lengthMs: number }
    | { readonly kind: "tone"; readonly tone: ToneKind; readonly lengthMs: number }

export interface CountryPlan {
    readonly name: string
    /** Of its clocks, by its name in the IANA's data base; of several, one. */
    readonly timeZone: string
    readonly ringHz: number
    /** One ring: on, off, and again on, off where a ring is two bursts. Multiples of 5 ms. */
    readonly ringCadenceMs: readonly number[]
    readonly tones: Partial<Readonly<Record<ToneKind, TonePlan>>>
    readonly callerId: CallerIdPlan
    readonly afterCallerHangsUp: readonly LineStep[]
    readonly afterSeizure: readonly LineStep[]
    /** What the caller hears when the called subscriber hangs up first; undefined: silence. */
    readonly subscriberGoneTone: ToneKind | undefined
}
