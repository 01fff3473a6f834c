import assert from "node:assert/strict"
import { test } from "node:test"
import { countryPlan } from "../../../sim/exchange/country.ts"
import { releaseSteps, type ReleasePlan } from "../../../sim/exchange/release-plan.ts"
import { TestLine } from "./test-line.ts"

/** What the exchange does after the caller has hung up at 2800 ms. */
function released(country: string, release?: ReleasePlan): string[] {
    const line = new TestLine(country, { release })
    line.call({ speakAfter: { kind: "answer" } })
    line.runUntil(2500)
    line.exchange.offHook()
    line.runUntil(30_000)
    const events = line.events()
    return events.slice(events.indexOf("2800 hangup call=1") + 1)
}

test("every country has its own end of a call", () => {
    assert.deepEqual(released("US"), ["3800 loop-drop lengthMs=500", "16300 tone-on kind=dial"])
    assert.deepEqual(released("UK"), [
        "3300 loop-drop lengthMs=100",
        "23400 tone-on kind=unobtainable",
    ])
    for (const country of ["PL", "RU", "DE"])
        assert.deepEqual(released(country), ["3100 tone-on kind=busy"], country)
    assert.deepEqual(released("FR"), ["3300 tone-on kind=busy"])
})

test("a scenario's loop drop takes the place of the country's, and may be none", () => {
    assert.deepEqual(released("US", { loopDropMs: 250, tone: undefined }), [
        "3100 loop-drop lengthMs=250",
        "15350 tone-on kind=dial",
    ])
    assert.deepEqual(released("US", { loopDropMs: 0, tone: undefined }), [
        "14800 tone-on kind=dial",
    ])
    assert.deepEqual(released("DE", { loopDropMs: 900, tone: undefined }), [
        "3100 loop-drop lengthMs=900",
        "4300 tone-on kind=busy",
    ])
})

test("a scenario's tone takes the place of the country's, and may be none", () => {
    assert.deepEqual(released("RU", { loopDropMs: undefined, tone: "congestion" }), [
        "3100 tone-on kind=congestion",
    ])
    assert.deepEqual(released("US", { loopDropMs: undefined, tone: "congestion" }), [
        "3800 loop-drop lengthMs=500",
        "4600 tone-on kind=congestion",
    ])
    assert.deepEqual(released("PL", { loopDropMs: undefined, tone: "none" }), [])
})

test("nothing asked, nothing changed", () => {
    for (const country of ["US", "PL"]) {
        const plan = countryPlan(country)
        const steps = releaseSteps(plan, { loopDropMs: undefined, tone: undefined })
        assert.deepEqual(steps, plan.afterCallerHangsUp)
    }
})
