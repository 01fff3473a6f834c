import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { type CallerField } from "../../../../sim/chips/voice-modem/caller-id.ts"
import { KeypadCallerId, keypadFields } from "../../../../sim/chips/voice-modem/keypad-caller-id.ts"
import { requireJudge } from "../../../support/judges.ts"
import { concat, mix, scale, silence, soxSound } from "../../../support/sound.ts"

const KEYPAD = "123A456B789C*0#D"
const ROWS_HZ = [697, 770, 852, 941]
const COLUMNS_HZ = [1209, 1336, 1477, 1633]

/** Keys made by sox, 70 ms on and off. */
function pressed(keys: string): Float32Array {
    const parts = [...keys].map(key => {
        const at = KEYPAD.indexOf(key)
        const row = soxSound(`synth 0.07 sine ${ROWS_HZ[at >> 2]} norm 0`)
        const column = soxSound(`synth 0.07 sine ${COLUMNS_HZ[at & 3]} norm 0`)
        return concat(scale(mix(row, column), -16), silence(70))
    })
    return concat(silence(250), ...parts)
}

function heardIn(keys: string): { fields: CallerField[]; finish: () => void } {
    const fields: CallerField[] = []
    const ear = new KeypadCallerId(told => fields.push(...told))
    ear.start()
    ear.process(pressed(keys))
    return { fields, finish: () => ear.finish() }
}

describe("keys", () => {
    const CASES: [string, string | undefined][] = [
        ["A0221234567C", "0221234567"],
        ["D0221234567C", "0221234567"],
        ["A0221234567#", "0221234567"],
        ["0221234567#", "0221234567"],
        ["A0221234567D0227654321C", "0221234567"],
        ["B10C", "P"],
        ["D1#", "P"],
        ["B00C", "O"],
        ["D2#", "O"],
        ["D3#", "O"],
        ["B99C", undefined],
        ["", undefined],
        ["C", undefined],
    ]
    for (const [keys, number] of CASES)
        test(`"${keys}" says ${number ?? "nothing"}`, () => {
            assert.deepEqual(keypadFields(keys), number && [["NMBR", number]])
        })
})

test("the last key ends the message, and the ring one that lacks it", t => {
    if (!requireJudge(t, "sox")) return
    assert.deepEqual(heardIn("A35112C").fields, [["NMBR", "35112"]])
    const open = heardIn("A35112")
    assert.deepEqual(open.fields, [])
    open.finish()
    assert.deepEqual(open.fields, [["NMBR", "35112"]])
})
