/** What a person may choose of the telephone network beside its country: the form of the caller ID, and what follows when a caller hangs up. */

import { CALLER_ID_FORMS, type CallerIdForm } from "../exchange/caller-id-plan.ts"
import { countryPlan } from "../exchange/country.ts"
import { type ReleasePlan } from "../exchange/release-plan.ts"

/** As the country has it. */
export const OWN = ""

export const CALLER_IDS = [OWN, ...CALLER_ID_FORMS] as const
export type CallerIdChoice = (typeof CALLER_IDS)[number]

/** Longer than all that modems ask for, and shorter than most do. */
const LONG_BREAK_MS = 500
const SHORT_BREAK_MS = 100

const RELEASE_PLANS = {
    break: { loopDropMs: LONG_BREAK_MS, tone: "none" },
    "short-break": { loopDropMs: SHORT_BREAK_MS, tone: "none" },
    busy: { loopDropMs: 0, tone: "busy" },
    congestion: { loopDropMs: 0, tone: "congestion" },
    dial: { loopDropMs: 0, tone: "dial" },
    /** Silence for ever. */
    nothing: { loopDropMs: 0, tone: "none" },
} as const satisfies Readonly<Record<string, ReleasePlan>>

export type ReleaseChoice = typeof OWN | keyof typeof RELEASE_PLANS
export const RELEASES: readonly ReleaseChoice[] = [
    OWN,
    ...(Object.keys(RELEASE_PLANS) as (keyof typeof RELEASE_PLANS)[]),
]

export interface NetworkChoice {
    readonly country: string
    readonly callerId: CallerIdChoice
    readonly release: ReleaseChoice
}

/** As a world and a scenario have it; what is undefined is as in the country. */
export interface NetworkPlan {
    readonly country: string
    readonly callerId: CallerIdForm | undefined
    readonly release: ReleasePlan | undefined
}

/** The form in which that network tells who calls. @throws RangeError for a country that there is not */
export function callerIdSent({ country, callerId }: NetworkChoice): CallerIdForm {
    return callerId === OWN ? countryPlan(country).callerId.usual : callerId
}

export function networkOf({ country, callerId, release }: NetworkChoice): NetworkPlan {
    return {
        country,
        callerId: callerId === OWN ? undefined : callerId,
        release: release === OWN ? undefined : RELEASE_PLANS[release],
    }
}
