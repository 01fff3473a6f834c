import assert from "node:assert/strict"
import { test } from "node:test"
import { dtmfSignal } from "../../../sim/exchange/dtmf-generator.ts"
import { requireJudge, runJudge } from "../../support/judges.ts"
import { concat } from "../../support/sound.ts"
import { toneLevelDbm } from "./goertzel.ts"
import { rawForMultimon } from "./multimon.ts"

const TIMING = { onMs: 80, offMs: 80, levelDbm: -10 }
const ALL_DIGITS = "0123456789ABCD*#"

test("a digit is two tones of the stated level and length, and then silence", () => {
    const sound = dtmfSignal("5", TIMING)
    assert.equal(sound.length, 1280)
    for (const frequencyHz of [770, 1336])
        assert.ok(Math.abs(toneLevelDbm(sound.subarray(0, 640), frequencyHz) + 10) < 0.3)
    assert.ok(sound.subarray(640).every(sample => sample === 0))
})

test("multimon-ng reads every digit", t => {
    if (!requireJudge(t, "multimon-ng") || !requireJudge(t, "sox")) return
    const sound = concat(...Array.from(ALL_DIGITS, digit => dtmfSignal(digit, TIMING)))
    const text = runJudge(
        "multimon-ng",
        ["-q", "-t", "raw", "-a", "DTMF", "-"],
        rawForMultimon(sound)
    ).toString()
    assert.equal(text.replaceAll("DTMF: ", "").replaceAll("\n", ""), ALL_DIGITS)
})

test("what is no digit is refused", () => {
    for (const digit of ["x", "", "12", "a"])
        assert.throws(() => dtmfSignal(digit, TIMING), /no DTMF digit/)
})
