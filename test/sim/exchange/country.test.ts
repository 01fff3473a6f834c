import assert from "node:assert/strict"
import { test } from "node:test"
import { countryPlan } from "../../../sim/exchange/country.ts"

test("an unknown country is refused, and the known ones are named", () => {
    assert.throws(() => countryPlan("XX"), /"XX": use US, UK, PL, RU, DE, FR/)
    assert.throws(() => countryPlan("toString"), /use US/)
})
