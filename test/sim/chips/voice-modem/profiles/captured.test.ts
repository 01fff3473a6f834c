import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { PROFILES } from "../../../../../sim/chips/voice-modem/profiles.ts"
import {
    type CapturedModem,
    capturedProfile,
} from "../../../../../sim/chips/voice-modem/profiles/captured.ts"
import { CONEXANT } from "../../../../../sim/chips/voice-modem/profiles/conexant.ts"
import { type ModemProfile } from "../../../../../sim/chips/voice-modem/profiles/modem-profile.ts"
import { A_LAW, MU_LAW } from "../../../../../sim/chips/voice-modem/voice-codec.ts"
import { ModemBench } from "../modem-bench.ts"

const QUESTIONS = [
    ...["ATI0", "ATI1", "ATI2", "ATI3", "ATI4", "ATI5", "ATI6", "ATI9"],
    ...["AT+GMI", "AT+GMI9", "AT+GMM", "AT+GMR", "AT+FCLASS=8", "AT+VSM=?", "AT+VLS=?"],
    ...["AT+VSD=?", "AT+VGR=?", "AT+VGT=?", "AT+VTD=?", "AT+VSP=?", "AT+GCI=?", "AT+IPR=?"],
]

/** What a modem says to all of it. */
function answersOf(profile: ModemProfile): Record<string, string[] | null> {
    const on = new ModemBench(profile)
    on.command("ATE0")
    return Object.fromEntries(
        QUESTIONS.map(question => {
            const lines = on
                .command(question)
                .trim()
                .split(/[\r\n]+/)
            const result = lines.pop()
            assert.ok(result === "OK" || result === "ERROR", `${question}: ${result}`)
            return [question, result === "OK" ? lines : null]
        })
    )
}

describe("a modem that was captured", () => {
    for (const [name, profile] of Object.entries(PROFILES))
        test(`${name} answers as it did, word by word, and is the same modem`, () => {
            const captured = { takenFor: name, answers: answersOf(profile) }
            const made = capturedProfile(captured, profile)
            assert.deepEqual({ ...made, name }, profile)
            assert.deepEqual(answersOf(made), captured.answers)
        })

    test("one that is like another, and says other things, says these", () => {
        const captured: CapturedModem = {
            takenFor: "conexant",
            answers: {
                ATI3: ["CX93010", "VERSION 1.0029"],
                ATI9: null,
                "AT+VSM=?": [
                    '0,"U-LAW",8,0,8000,0,0',
                    '+VSM: 7,"A-LAW",8,0,(8000),0,0',
                    '9,"IMA ADPCM",4,0,8000,0,0',
                ],
                "AT+VLS=?": ['0,"",00,00,00', '8,"TM",0B,0F,0B'],
                "AT+VSD=?": ["(0,120-136),(0-100)"],
                "-STE=?": null,
                "AT+GCI=?": ["(00,8A,42)"],
                "AT+IPR=?": ["(),(0,115200)"],
            },
        }
        const made = capturedProfile(captured, CONEXANT)
        assert.deepEqual(
            made.voiceFormats.map(each => [each.id, each.codec]),
            [
                [0, MU_LAW],
                [7, A_LAW],
                [9, undefined],
            ]
        )
        assert.equal(made.factoryFormatId, 0)
        assert.deepEqual(
            made.lineSelections.map(each => [each.label, each.isOffHook]),
            [
                [0, false],
                [8, true],
            ]
        )
        assert.deepEqual(
            made.countries.map(each => each.country),
            ["PL", "DE"]
        )
        assert.deepEqual(made.bauds, [115200])
        const said = answersOf(made)
        assert.deepEqual(said["ATI3"], ["CX93010", "VERSION 1.0029"])
        assert.equal(said["ATI0"], null)
        assert.deepEqual(said["AT+VSD=?"], ["(0,120-136),(0-100)"])
    })
})
