import assert from "node:assert/strict"
import { test } from "node:test"
import {
    BASIC_PARAMETERS,
    COMMON_PARAMETERS,
    describeAllowed,
    isAllowed,
    silenceDetection,
} from "../../../../sim/chips/voice-modem/parameter-spec.ts"
import { PROFILES } from "../../../../sim/chips/voice-modem/profiles.ts"

test("ranges are described as V.250 asks", () => {
    const spec = silenceDetection([
        [0, 0],
        [127, 129],
    ])
    assert.equal(describeAllowed(spec), "(0,127-129),(0-255)")
    assert.deepEqual(
        [0, 1, 126, 127, 129, 130, NaN].map(number => isAllowed(number, spec.allowed[0]!)),
        [true, false, false, true, true, false, false]
    )
})

test("what the factory sets is allowed, on every modem", () => {
    for (const profile of Object.values(PROFILES))
        for (const spec of [...BASIC_PARAMETERS, ...COMMON_PARAMETERS, ...profile.parameters])
            spec.initial.forEach((number, i) =>
                assert.ok(isAllowed(number, spec.allowed[i]!), `${profile.name} ${spec.name}`)
            )
})
