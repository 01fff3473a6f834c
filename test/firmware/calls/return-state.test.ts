import { describe, expect, test } from "@devicescript/test"
import {
    countOpen,
    firstState,
    isOpen,
    mayWait,
    ReturnState,
    stateIn,
    stateWord,
} from "../../../src/calls/return-state"

describe("what becomes of a call", () => {
    test("waits to be returned where there is a number, whatever the caller left", () => {
        expect(firstState("2125550123", "message")).toBe(ReturnState.ToReturn)
        expect(firstState("+48501234567", "hung up during the greeting")).toBe(ReturnState.ToReturn)
        expect(firstState("private", "message")).toBe(ReturnState.NoNumber)
        expect(firstState("out of area", "not answered")).toBe(ReturnState.NoNumber)
        expect(firstState("unknown", "message")).toBe(ReturnState.NoNumber)
    })
    test("bait and fax machines need no answer; who was spoken with has had one", () => {
        expect(firstState("2125550123", "one ring")).toBe(ReturnState.NoNeed)
        expect(firstState("2125550123", "a fax machine or a modem")).toBe(ReturnState.NoNeed)
        expect(firstState("2125550123", "taken by somebody in the house")).toBe(ReturnState.Done)
    })
    test("nor does the owner, who has listened to the messages by phone", () => {
        expect(firstState("2125550123", "owner")).toBe(ReturnState.NoNeed)
    })
    test("is a word in the last column; what is none of ours means nothing", () => {
        for (let state = ReturnState.ToReturn; state <= ReturnState.NoNumber; state++)
            expect(stateIn(",,1,x,message,3,," + stateWord(state) + "  ")).toBe(state)
        expect(stateIn(',,1,"A",message,3,"to return.wav"')).toBe(ReturnState.Unknown)
        expect(stateIn("x,called on Monday")).toBe(ReturnState.Unknown)
        expect(stateIn("x,no number5")).toBe(ReturnState.Unknown)
        expect(stateIn("x,\r")).toBe(ReturnState.Unknown)
        expect(isOpen(ReturnState.Tried)).toBe(true)
        expect(isOpen(ReturnState.Done)).toBe(false)
        expect(isOpen(ReturnState.Unknown)).toBe(false)
    })
    test("many lines are counted at once, and a name that says the same is none", () => {
        const lines =
            ',,1,"x,to return",message,3,,done   \n' +
            ",,1,x,message,3,,to return     \n,,1,x,message,3,,tried\n,,1,x,message,3,,tried hard\n"
        expect(countOpen(lines)).toBe(2)
        expect(mayWait(lines)).toBe(true)
        expect(mayWait(",,1,x,message,3,,done")).toBe(false)
    })
})
