import assert from "node:assert/strict"
import { test } from "node:test"
import { COUNTRY_CODES, countryPlan } from "../../../sim/exchange/country.ts"

test("every tone that a plan's sequences use has a description", () => {
    for (const code of COUNTRY_CODES) {
        const plan = countryPlan(code)
        for (const step of [...plan.afterCallerHangsUp, ...plan.afterSeizure])
            if (step.kind === "tone") assert.ok(plan.tones[step.tone], `${code} ${step.tone}`)
        assert.ok(plan.tones.busy && plan.tones.ringback, code)
    }
})

test("ringing and everything on the loop lies on the 5 ms beat", () => {
    for (const code of COUNTRY_CODES) {
        const plan = countryPlan(code)
        for (const lengthMs of plan.ringCadenceMs) assert.equal(lengthMs % 5, 0, code)
        for (const step of [...plan.afterCallerHangsUp, ...plan.afterSeizure])
            assert.equal(step.lengthMs % 5, 0, code)
    }
})
