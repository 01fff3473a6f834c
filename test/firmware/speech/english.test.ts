import { describe, expect, test } from "@devicescript/test"
import { english } from "../../../src/speech/english"
import { Countable, Part } from "../../../src/speech/grammar"

function counted(n: number): string {
    return english(Part.Count, n, Countable.NewMessages)
}

function time(hour: number, minute: number): string {
    return english(Part.Time, hour, minute) + " /" + english(Part.Time12, hour, minute)
}

describe("English", () => {
    test("numbers", () => {
        expect(english(Part.Number, 0, 0)).toBe(" 0")
        expect(english(Part.Number, 19, 0)).toBe(" 19")
        expect(english(Part.Number, 20, 0)).toBe(" 20")
        expect(english(Part.Number, 99, 0)).toBe(" 90 9")
        expect(english(Part.Number, 100, 0)).toBe(" 1 100")
        expect(english(Part.Number, 9012, 0)).toBe(" 9 1000 12")
        expect(english(Part.Number, 2345, 0)).toBe(" 2 1000 3 100 40 5")
    })
    test("one has a form, and so have all others", () => {
        expect(counted(1)).toBe(" 1 new-messages-one")
        expect(counted(2)).toBe(" 2 new-messages-many")
        expect(counted(21)).toBe(" 20 1 new-messages-many")
        expect(counted(101)).toBe(" 1 100 1 new-messages-many")
        expect(english(Part.Count, 1, Countable.Messages)).toBe(" 1 message")
        expect(english(Part.Count, 1, Countable.Seconds)).toBe(" 1 day-2")
        expect(english(Part.Count, 2, Countable.Seconds)).toBe(" 2 seconds-many")
    })
    test("none of it", () => {
        expect(counted(0)).toBe(" new-messages-none")
        expect(english(Part.Count, 0, Countable.CallsToReturn)).toBe(" calls-none")
        expect(english(Part.Count, 0, Countable.Minutes)).toBe(" 0 minutes-many")
    })
    test("messages are numbered, days are the first, second …", () => {
        expect(english(Part.Message, 22, 0)).toBe(" message 20 2")
        expect(english(Part.Date, 11, 1)).toBe(" month-11 day-1")
        expect(english(Part.Date, 11, 20)).toBe(" month-11 day-20")
        expect(english(Part.Date, 11, 22)).toBe(" month-11 20 day-2")
        expect(english(Part.Date, 12, 30)).toBe(" month-12 day-30")
        expect(english(Part.Date, 12, 31)).toBe(" month-12 30 day-1")
    })
    test("times, of twenty-four hours and of twelve", () => {
        expect(time(0, 0)).toBe(" at midnight / at midnight")
        expect(time(0, 5)).toBe(" at 0 oh 5 / at 12 oh 5 am")
        expect(time(9, 0)).toBe(" at 9 100 / at 9 am")
        expect(time(11, 59)).toBe(" at 11 50 9 / at 11 50 9 am")
        expect(time(12, 0)).toBe(" at 12 100 / at noon")
        expect(time(12, 30)).toBe(" at 12 30 / at 12 30 pm")
        expect(time(14, 5)).toBe(" at 14 oh 5 / at 2 oh 5 pm")
        expect(time(23, 10)).toBe(" at 20 3 10 / at 11 10 pm")
    })
})
