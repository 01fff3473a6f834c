import assert from "node:assert/strict"
import { test } from "node:test"
import { LineEar } from "../../../../sim/chips/voice-modem/line-ear.ts"
import { AGERE } from "../../../../sim/chips/voice-modem/profiles/agere.ts"
import { CONEXANT } from "../../../../sim/chips/voice-modem/profiles/conexant.ts"
import { type ReportRules } from "../../../../sim/chips/voice-modem/profiles/modem-profile.ts"
import { blocksOf, concat, mix, silence } from "../../../support/sound.ts"
import { sine } from "./modem-bench.ts"

function heard(rules: ReportRules, country: string, sound: Float32Array): string {
    let codes = ""
    const ear = new LineEar(rules, code => (codes += code))
    ear.reset(country)
    for (const block of blocksOf(sound, 40)) ear.listen(block)
    return codes
}

function repeated(cycle: Float32Array, times: number): Float32Array {
    return concat(...Array.from({ length: times }, () => cycle))
}

function five(ms: number): Float32Array {
    return concat(mix(sine(770, ms, -10), sine(1336, ms, -10)), silence(100))
}

const POLISH_BUSY = repeated(concat(sine(425, 500, -20), silence(500)), 3)
const RUSSIAN_CONGESTION = repeated(concat(sine(425, 175, -20), silence(175)), 4)

test("tones are found by the plan of the country alone", () => {
    assert.equal(heard(CONEXANT.reports, "PL", POLISH_BUSY), "b")
    for (const country of ["US", "UK", "FR", ""])
        assert.equal(heard(CONEXANT.reports, country, POLISH_BUSY), "", country)
})

test("a modem that has no code for congestion does not tell it", () => {
    assert.equal(heard(AGERE.reports, "RU", RUSSIAN_CONGESTION), "K")
    assert.equal(heard(CONEXANT.reports, "RU", RUSSIAN_CONGESTION), "")
})

test("fax, modem and dial tones have their codes in every country", () => {
    const fax = concat(sine(1100, 500, -20), silence(3000), sine(1100, 500, -20), silence(100))
    assert.equal(heard(CONEXANT.reports, "DE", fax), "c")
    assert.equal(heard(CONEXANT.reports, "DE", sine(2100, 700, -20)), "a")
    assert.equal(heard(CONEXANT.reports, "DE", sine(425, 2500, -20)), "d")
})

test("a held key is told once, or every 70 ms between its beginning and its end", () => {
    assert.equal(heard(CONEXANT.reports, "US", five(500)), "5")
    assert.match(heard(AGERE.reports, "US", five(500)), /^\/5{7,8}~$/)
    assert.match(heard(AGERE.reports, "US", concat(five(60), five(60))), /^\/5{1,2}~\/5{1,2}~$/)
})

test("keys are not told while nobody wants them", () => {
    let codes = ""
    const ear = new LineEar(AGERE.reports, code => (codes += code))
    ear.reset("US")
    ear.tellsKeys = false
    ear.listen(five(100))
    assert.equal(codes, "")
    ear.tellsKeys = true
    ear.listen(five(100))
    assert.match(codes, /^\/5/)
})

test("silence has one code or two", () => {
    for (const [rules, expected] of [
        [CONEXANT.reports, "sq"],
        [AGERE.reports, "ss"],
    ] as const) {
        let codes = ""
        const ear = new LineEar(rules, code => (codes += code))
        ear.startSilence(-43, 1000)
        ear.listenForSilence(concat(silence(1100), sine(500, 200, -20), silence(1100)))
        assert.equal(codes, expected)
    }
})
