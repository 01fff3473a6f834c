/** What a scenario may say of the telephone network beside its country: the form of the caller ID, the end of a call. */

import { CALLER_ID_FORMS, type CallerIdForm } from "../exchange/caller-id-plan.ts"
import { RELEASE_TONES, type ReleasePlan } from "../exchange/release-plan.ts"
import { type JsonValue } from "./json-value.ts"

/** Longer breaks of the loop are no signal, but a line that is out of order. */
const LOOP_DROP_MS = { min: 0, max: 10_000 }
/** The exchange lives in beats of 5 ms. */
const BEAT_MS = 5

export function parseCallerIdForm(value: JsonValue | undefined): CallerIdForm | undefined {
    return value?.oneOf(CALLER_ID_FORMS)
}

export function parseRelease(value: JsonValue | undefined): ReleasePlan | undefined {
    if (!value) return undefined
    const members = value.membersOf(["loopDropMs", "tone"])
    const drop = members.get("loopDropMs")
    const loopDropMs = drop?.wholeNumber(LOOP_DROP_MS)
    if (drop && loopDropMs! % BEAT_MS !== 0)
        throw drop.problem(`a multiple of ${BEAT_MS}: the exchange lives in beats of ${BEAT_MS} ms`)
    return { loopDropMs, tone: members.get("tone")?.oneOf(RELEASE_TONES) }
}
