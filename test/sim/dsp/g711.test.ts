import assert from "node:assert/strict"
import { test } from "node:test"
import {
    A_LAW_TO_LINEAR,
    encodeALaw,
    encodeMuLaw,
    MU_LAW_TO_LINEAR,
} from "../../../sim/dsp/g711.ts"
import { requireJudge, runJudge } from "../../support/judges.ts"

/** Samples all over the range that both laws can hold. */
const RAMP = Int16Array.from({ length: 13054 }, (_, i) => 5 * i - 32635)

const LAWS = [
    { name: "u-law", encode: encodeMuLaw, expanded: MU_LAW_TO_LINEAR },
    { name: "a-law", encode: encodeALaw, expanded: A_LAW_TO_LINEAR },
]

function sox(from: string[], to: string[], input: Uint8Array): Uint8Array {
    const rate = ["-r", "8000", "-c", "1"]
    return runJudge("sox", ["-D", ...rate, ...from, "-", ...to, "-"], input)
}

for (const { name, encode, expanded } of LAWS) {
    test(`every ${name} byte is its own code`, () => {
        for (let byte = 0; byte < 256; byte++) {
            const sample = expanded[byte]!
            assert.equal(expanded[encode(sample)], sample, `byte ${byte}`)
        }
    })

    test(`${name} bytes mean what sox makes of them`, t => {
        if (!requireJudge(t, "sox")) return
        const all = Uint8Array.from({ length: 256 }, (_, byte) => byte)
        const bytes = sox(
            ["-t", "raw", "-e", name, "-b", "8"],
            ["-t", "raw", "-e", "signed", "-b", "16"],
            all
        )
        for (let byte = 0; byte < 256; byte++)
            assert.equal(Buffer.from(bytes).readInt16LE(2 * byte), expanded[byte], `byte ${byte}`)
    })

    test(`a sample becomes a ${name} value at most half a step away`, () => {
        const values = [...new Set(expanded)].sort((a, b) => a - b)
        for (const sample of RAMP) {
            const value = expanded[encode(sample)]!
            const at = values.indexOf(value)
            const below = value - (values[at - 1] ?? -32768)
            const above = (values[at + 1] ?? 32767) - value
            assert.ok(Math.abs(value - sample) <= Math.max(below, above) / 2 + 1, `${sample}`)
        }
    })
}

test("what µ-law can't hold is clipped", () => {
    assert.equal(encodeMuLaw(32767), 0x80)
    assert.equal(encodeMuLaw(-32768), 0x00)
})

test("silence is FF in µ-law and D5 in A-law", () => {
    assert.equal(encodeMuLaw(0), 0xff)
    assert.equal(encodeALaw(0), 0xd5)
})
