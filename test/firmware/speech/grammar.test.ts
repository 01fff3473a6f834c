import { describe, expect, test } from "@devicescript/test"
import {
    Countable,
    FEW,
    MANY,
    ONE,
    hourOfTwelve,
    none,
    noun,
    tensAndOnes,
} from "../../../src/speech/grammar"

describe("what grammars share", () => {
    test("each thing that is counted has clips of its own; one message is the word that is said before each", () => {
        expect(noun(Countable.Messages, ONE)).toBe(" message")
        let all = ""
        for (let what = Countable.NewMessages; what <= Countable.Rings; what++)
            all += noun(what, what % 2 === 0 ? FEW : MANY)
        expect(all).toBe(
            " new-messages-few messages-many calls-few minutes-many hours-few days-many seconds-few rings-many"
        )
    })
    test("of messages and calls there can be none; other things are nought", () => {
        expect(none(Countable.Messages)).toBe(" messages-none")
        expect(none(Countable.CallsToReturn)).toBe(" calls-none")
        expect(none(Countable.Minutes)).toBe(undefined)
    })
    test("tens and ones, and hours of twelve", () => {
        expect(tensAndOnes(0) + tensAndOnes(19) + tensAndOnes(40) + tensAndOnes(57)).toBe(
            " 0 19 40 50 7"
        )
        expect(hourOfTwelve(0)).toBe(12)
        expect(hourOfTwelve(12)).toBe(12)
        expect(hourOfTwelve(23)).toBe(11)
    })
})
