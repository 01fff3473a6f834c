import { describe, expect, test } from "@devicescript/test"
import { LoggedCall } from "../../../src/calls/call-log"
import { callIn, lineIn, NOBODY, NOWHERE, noteText, serialIn } from "../../../src/calls/call-note"
import { ReturnState } from "../../../src/calls/return-state"

const AT = { year: 2026, month: 11, day: 22, hour: 14, minute: 5, second: 31 }
const CALL: LoggedCall = {
    number: "2125550123",
    name: 'J "S" | SMITH',
    at: AT,
    outcome: "message",
    seconds: 7,
    state: ReturnState.ToReturn,
}
const LONG_NAME = "Žššššššššššššššššššššššššššššššššššššššššššššššššššžžžž"

describe("the note of a call", () => {
    test("says what the list is to say, and where", () => {
        const note = noteText("4|12", CALL)
        expect(note).toBe("4|12|message|2125550123|J _S_ _ SMITH|2026-11-22|14:05:31|7")
        const again = callIn(note)
        expect(again.number).toBe("2125550123")
        expect(again.name).toBe("J _S_ _ SMITH")
        expect(again.at?.second).toBe(31)
        expect(again.at?.isDoubtful).toBe(false)
        expect(again.outcome).toBe("message")
        expect(again.seconds).toBe(7)
        expect(again.state).toBe(ReturnState.ToReturn)
        expect(lineIn(note)).toBe(4)
        expect(serialIn(note)).toBe(12)
    })
    test("a call that is not over was cut off", () => {
        const call: LoggedCall = {
            ...CALL,
            number: "private",
            name: "",
            at: undefined,
            outcome: "",
        }
        const note = noteText(NOWHERE, call)
        const again = callIn(note)
        expect(again.number).toBe("private")
        expect(again.outcome).toBe("cut off")
        expect(again.state).toBe(ReturnState.NoNumber)
        expect(again.at).toBe(undefined)
        expect(lineIn(note) >= 0).toBe(false)
    })
    test("has the doubt in a time", () => {
        const at = { ...AT, isDoubtful: true }
        const again = callIn(noteText("0|0", { ...CALL, at }))
        expect(again.at?.isDoubtful).toBe(true)
        expect(again.at?.hour).toBe(14)
    })
    test("is none for flash that is empty; of nobody it has a number that is none", () => {
        expect(lineIn("") >= 0).toBe(false)
        expect(lineIn(NOBODY) >= 0).toBe(false)
        expect(callIn(NOBODY).number).toBe("unknown")
        expect(callIn(NOBODY).at).toBe(undefined)
    })
    test("has room in flash with the longest number, name and outcome", () => {
        const number = "01234567890123456789"
        const at = { ...AT, isDoubtful: true }
        const outcome = "taken by somebody in the house"
        const call: LoggedCall = { ...CALL, number, name: LONG_NAME, at, outcome, seconds: 3600 }
        const note = noteText("506|4294967295", call)
        expect("call-8".length + note.byteLength <= 229).toBe(true)
    })
})
