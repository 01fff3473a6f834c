import assert from "node:assert/strict"
import { test } from "node:test"
import { countryPlan } from "../../../sim/exchange/country.ts"
import { releaseSteps } from "../../../sim/exchange/release-plan.ts"
import {
    CALLER_IDS,
    callerIdSent,
    networkOf,
    RELEASES,
} from "../../../sim/server/network-choices.ts"

test("where nothing is chosen, the country has its own way", () => {
    assert.deepEqual(networkOf({ country: "PL", callerId: "", release: "" }), {
        country: "PL",
        callerId: undefined,
        release: undefined,
    })
    assert.deepEqual([CALLER_IDS[0], RELEASES[0]], ["", ""])
})

test("the form of the caller ID that is sent is the chosen one, or else the country's", () => {
    const sent = (country: string, callerId: (typeof CALLER_IDS)[number]) =>
        callerIdSent({ country, callerId, release: "" })
    assert.deepEqual([sent("PL", ""), sent("RU", ""), sent("RU", "dtmf")], ["mdmf", "none", "dtmf"])
})

test("each end of a call is told in its own way and in no other, in every country", () => {
    const signs = (release: (typeof RELEASES)[number]) => {
        const plan = networkOf({ country: "US", callerId: "none", release }).release!
        const steps = releaseSteps(countryPlan("US"), plan)
        return steps
            .filter(step => step.kind !== "quiet")
            .map(step => (step.kind === "drop" ? `${step.lengthMs}` : step.tone))
            .join()
    }
    assert.deepEqual(RELEASES.slice(1).map(signs), ["500", "100", "busy", "congestion", "dial", ""])
})
