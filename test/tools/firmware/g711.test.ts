/** G.711 against sox, whose tables nobody here wrote. */

import assert from "node:assert/strict"
import { test } from "node:test"
import { decodeALaw, decodeMuLaw, encodeALaw, encodeMuLaw } from "../../../tools/firmware/g711.ts"
import { codecTables } from "../../../tools/firmware/codec-tables.ts"
import { requireJudge, runJudge } from "../../support/judges.ts"

const CODES = Array.from({ length: 256 }, (_, code) => code)

function soxDecode(encoding: "u-law" | "a-law"): number[] {
    const raw = ["-t", "raw", "-r", "8000", "-c", "1"]
    const from = [...raw, "-e", encoding, "-b", "8", "-"]
    const to = [...raw, "-e", "signed", "-b", "16", "-"]
    const out = runJudge("sox", ["-D", ...from, ...to], Uint8Array.from(CODES))
    return CODES.map(code => out.readInt16LE(2 * code))
}

test("every µ-law code means what sox says", t => {
    if (!requireJudge(t, "sox")) return
    assert.deepEqual(CODES.map(decodeMuLaw), soxDecode("u-law"))
})

test("every A-law code means what sox says", t => {
    if (!requireJudge(t, "sox")) return
    assert.deepEqual(CODES.map(decodeALaw), soxDecode("a-law"))
})

test("every code survives decoding and encoding, but for µ-law's second zero", () => {
    const changed = CODES.filter(code => encodeMuLaw(decodeMuLaw(code)) !== code)
    assert.deepEqual(changed, [0x7f])
    assert.deepEqual(
        CODES.map(code => encodeALaw(decodeALaw(code))),
        CODES
    )
})

test("no sample of 16 bits is further from its code's value than half a step", () => {
    for (let sample = -32768; sample <= 32767; sample++) {
        // Of 16 steps a segment, half a step is at most a 32nd of the biased magnitude.
        const limit = (Math.abs(sample) + 132) / 32 + 4
        assert.ok(Math.abs(decodeALaw(encodeALaw(sample)) - sample) <= limit, `A-law ${sample}`)
        const clipped = Math.max(-32635, Math.min(32635, sample))
        assert.ok(Math.abs(decodeMuLaw(encodeMuLaw(sample)) - clipped) <= limit, `µ-law ${sample}`)
    }
})

test("silence of each codec is silence of the others", () => {
    const tables = codecTables()
    assert.equal(Object.keys(tables).length, 6)
    assert.equal(tables["MULAW_TO_ALAW"]![0xff], 0xd5)
    assert.equal(tables["MULAW_TO_U8"]![0xff], 0x80)
    assert.equal(tables["ALAW_TO_U8"]![0xd5], 0x80)
    assert.equal(tables["U8_TO_MULAW"]![0x80], 0xff)
    assert.equal(tables["U8_TO_ALAW"]![0x80], 0xd5)
})
