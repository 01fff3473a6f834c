import { describe, expect, test } from "@devicescript/test"
import { Countable, Part } from "../../../src/speech/grammar"
import { russian } from "../../../src/speech/russian"

function counted(n: number): string {
    return russian(Part.Count, n, Countable.NewMessages)
}

function time(hour: number, minute: number): string {
    return russian(Part.Time, hour, minute) + " /" + russian(Part.Time12, hour, minute)
}

describe("Russian", () => {
    test("одно, два, пять: one, a few, many, of what is neuter", () => {
        expect(counted(0)).toBe(" new-messages-none")
        expect(counted(1)).toBe(" 1-n new-messages-one")
        expect(counted(2)).toBe(" 2 new-messages-few")
        expect(counted(5)).toBe(" 5 new-messages-many")
        expect(counted(11)).toBe(" 11 new-messages-many")
        expect(counted(12)).toBe(" 12 new-messages-many")
    })
    test("двадцать одно: what ends in one is one, but for eleven", () => {
        expect(counted(21)).toBe(" 20 1-n new-messages-one")
        expect(counted(22)).toBe(" 20 2 new-messages-few")
        expect(counted(101)).toBe(" 100 1-n new-messages-one")
        expect(counted(111)).toBe(" 100 11 new-messages-many")
    })
    test("одна минута, две минуты, один звонок: the other genders", () => {
        expect(russian(Part.Count, 1, Countable.Minutes)).toBe(" 1-f minutes-one")
        expect(russian(Part.Count, 42, Countable.Minutes)).toBe(" 40 2-f minutes-few")
        expect(russian(Part.Count, 2, Countable.CallsToReturn)).toBe(" 2 calls-few")
        expect(russian(Part.Count, 1, Countable.Days)).toBe(" 1 days-one")
        expect(russian(Part.Count, 1, Countable.Messages)).toBe(" 1-n message")
    })
    test("thousands are feminine", () => {
        expect(russian(Part.Number, 0, 0)).toBe(" 0")
        expect(russian(Part.Number, 1000, 0)).toBe(" 1000")
        expect(russian(Part.Number, 2345, 0)).toBe(" 2-f 1000-few 300 40 5")
        expect(russian(Part.Number, 5001, 0)).toBe(" 5 1000-many 1")
    })
    test("сообщение второе, двадцать второе, номер тридцать", () => {
        expect(russian(Part.Message, 2, 0)).toBe(" message nth-2")
        expect(russian(Part.Message, 22, 0)).toBe(" message 20 nth-2")
        expect(russian(Part.Message, 31, 0)).toBe(" message number 30 1")
    })
    test("only the last word of a day is an ordinal, and the month follows", () => {
        expect(russian(Part.Date, 11, 20)).toBe(" day-20 month-11")
        expect(russian(Part.Date, 11, 22)).toBe(" 20 day-2 month-11")
        expect(russian(Part.Date, 12, 30)).toBe(" day-30 month-12")
        expect(russian(Part.Date, 12, 31)).toBe(" 30 day-1 month-12")
    })
    test("четырнадцать часов пять минут, два часа пять минут дня", () => {
        expect(time(14, 5)).toBe(
            " 14 hours-many 5 minutes-many / 2 hours-few 5 minutes-many days-few"
        )
        expect(time(0, 0)).toBe(" 0 hours-many / midnight")
        expect(time(1, 0)).toBe(" 1 hours-one / 1 hours-one night")
        expect(time(12, 0)).toBe(" 12 hours-many / noon")
        expect(time(21, 1)).toBe(
            " 20 1 hours-one 1-f minutes-one / 9 hours-many 1-f minutes-one evening"
        )
    })
})
