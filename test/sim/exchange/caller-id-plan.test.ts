import assert from "node:assert/strict"
import { test } from "node:test"
import { CALLER_ID_FORMS } from "../../../sim/exchange/caller-id-plan.ts"
import { COUNTRY_CODES, countryPlan } from "../../../sim/exchange/country.ts"

function isWithin(value: number, min: number, max: number): boolean {
    return value >= min && value <= max
}

test("the UK keeps to BT SIN 227: seizure, marks, alerting tone and the silences around it", () => {
    const { fsk, delivery } = countryPlan("UK").callerId
    assert.ok(isWithin(fsk.seizureBits, 96, 315) && isWithin(fsk.markBits, 55, 90))
    assert.ok(delivery.kind === "before-ring")
    assert.ok(delivery.quietMs >= 100 && isWithin(delivery.alertMs, 88, 110))
    assert.ok(delivery.gapMs >= 45 && delivery.guardMs >= 200)
})

test("data between rings keeps to ETSI EN 300 659-1: 500 to 2000 ms after the ring, 200 ms before the next", () => {
    for (const country of ["US", "PL", "RU", "DE", "FR"]) {
        const { fsk, delivery } = countryPlan(country).callerId
        assert.deepEqual([fsk.seizureBits, fsk.markBits], [300, 180], country)
        assert.ok(delivery.kind === "between-rings", country)
        assert.ok(isWithin(delivery.delayMs, 500, 2000) && delivery.guardMs >= 200, country)
    }
})

test("every country has a usual form, and its times lie on the 5 ms beat", () => {
    for (const country of COUNTRY_CODES) {
        const { usual, delivery } = countryPlan(country).callerId
        assert.ok(CALLER_ID_FORMS.includes(usual), country)
        for (const value of Object.values(delivery))
            if (typeof value === "number") assert.equal(value % 5, 0, country)
    }
})
