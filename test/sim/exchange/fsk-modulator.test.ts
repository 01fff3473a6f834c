import assert from "node:assert/strict"
import { test } from "node:test"
import { multipleFormat } from "../../../sim/exchange/caller-id-message.ts"
import { countryPlan } from "../../../sim/exchange/country.ts"
import { fskSignal } from "../../../sim/exchange/fsk-modulator.ts"
import { requireJudge, runJudge } from "../../support/judges.ts"
import { concat, silence } from "../../support/sound.ts"
import { toneLevelDbm } from "./goertzel.ts"
import { rawForMultimon } from "./multimon.ts"

const TIME = { year: 2026, month: 9, day: 12, hour: 19, minute: 42, second: 0 }
const MESSAGE = multipleFormat({ number: "9085551212", name: "JOE SMITH" }, TIME)

for (const country of ["US", "PL"])
    test(`multimon-ng reads the caller ID of ${country}`, t => {
        if (!requireJudge(t, "multimon-ng") || !requireJudge(t, "sox")) return
        const sound = fskSignal(MESSAGE, countryPlan(country).callerId.fsk)
        const raw = rawForMultimon(concat(silence(500), sound, silence(500)))
        const text = runJudge(
            "multimon-ng",
            ["-q", "-t", "raw", "-a", "CLIPFSK", "-"],
            raw
        ).toString()
        assert.match(text, /CS DATE=09121942 CNT=JOE SMITH CID=9085551212/)
    })

test("a transmission is 300 bits of seizure, 180 marks, ten bits a byte, all at -14 dBm0", () => {
    const sound = fskSignal(MESSAGE, countryPlan("US").callerId.fsk)
    const bits = 300 + 180 + 10 * MESSAGE.length + 5
    assert.equal(sound.length, Math.ceil((bits * 8000) / 1200))
    const marks = sound.subarray(2040, 3160)
    assert.ok(Math.abs(toneLevelDbm(marks, 1200) + 14) < 0.1)
    assert.ok(toneLevelDbm(marks, 2200) < -50)
})

test("the phase never jumps", () => {
    const sound = fskSignal(MESSAGE, countryPlan("US").callerId.fsk)
    const peak = 10 ** ((-14 - 3.14) / 20)
    // No step is larger than that of the space frequency alone.
    const largestStep = 2 * peak * Math.sin((Math.PI * 2200) / 8000)
    for (let i = 1; i < sound.length; i++)
        assert.ok(Math.abs(sound[i]! - sound[i - 1]!) <= largestStep * 1.0001)
})
