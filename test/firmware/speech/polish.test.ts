import { describe, expect, test } from "@devicescript/test"
import { Countable, Part } from "../../../src/speech/grammar"
import { polish } from "../../../src/speech/polish"

function counted(n: number): string {
    return polish(Part.Count, n, Countable.NewMessages)
}

function calls(n: number): string {
    return polish(Part.Count, n, Countable.CallsToReturn)
}

function time(hour: number, minute: number): string {
    return polish(Part.Time, hour, minute) + " /" + polish(Part.Time12, hour, minute)
}

describe("Polish", () => {
    test("jedna, dwie, pięć: one, a few, many, of what is feminine", () => {
        expect(counted(0)).toBe(" new-messages-none")
        expect(counted(1)).toBe(" 1-f new-messages-one")
        expect(counted(2)).toBe(" 2-f new-messages-few")
        expect(counted(4)).toBe(" 4 new-messages-few")
        expect(counted(5)).toBe(" 5 new-messages-many")
        expect(counted(12)).toBe(" 12 new-messages-many")
        expect(counted(14)).toBe(" 14 new-messages-many")
    })
    test("dwadzieścia jeden, dwadzieścia dwie: one at the end has no gender, and many after it", () => {
        expect(counted(21)).toBe(" 20 1 new-messages-many")
        expect(counted(22)).toBe(" 20 2-f new-messages-few")
        expect(counted(25)).toBe(" 20 5 new-messages-many")
        expect(counted(101)).toBe(" 100 1 new-messages-many")
        expect(counted(102)).toBe(" 100 2-f new-messages-few")
        expect(counted(112)).toBe(" 100 12 new-messages-many")
    })
    test("jedno połączenie, dwa dni: the other genders", () => {
        expect(calls(1)).toBe(" 1-n calls-one")
        expect(calls(2)).toBe(" 2 calls-few")
        expect(calls(22)).toBe(" 20 2 calls-few")
        expect(polish(Part.Count, 1, Countable.Days)).toBe(" 1 days-one")
        expect(polish(Part.Count, 5, Countable.Days)).toBe(" 5 days-few")
        expect(polish(Part.Count, 1, Countable.Messages)).toBe(" 1-f message")
        expect(polish(Part.Count, 5, Countable.Messages)).toBe(" 5 messages-few")
    })
    test("large numbers", () => {
        expect(polish(Part.Number, 0, 0)).toBe(" 0")
        expect(polish(Part.Number, 200, 0)).toBe(" 200")
        expect(polish(Part.Number, 1000, 0)).toBe(" 1000")
        expect(polish(Part.Number, 2345, 0)).toBe(" 2 1000-few 300 40 5")
        expect(polish(Part.Number, 9999, 0)).toBe(" 9 1000-many 900 90 9")
    })
    test("wiadomość druga, dwudziesta druga, numer trzydzieści", () => {
        expect(polish(Part.Message, 2, 0)).toBe(" message nth-2")
        expect(polish(Part.Message, 20, 0)).toBe(" message nth-20")
        expect(polish(Part.Message, 22, 0)).toBe(" message nth-20 nth-2")
        expect(polish(Part.Message, 30, 0)).toBe(" message number 30")
    })
    test("both words of a day are ordinals, and the month follows", () => {
        expect(polish(Part.Date, 11, 22)).toBe(" day-20 day-2 month-11")
        expect(polish(Part.Date, 12, 30)).toBe(" day-30 month-12")
        expect(polish(Part.Date, 12, 31)).toBe(" day-30 day-1 month-12")
    })
    test("godzina czternasta pięć, godzina druga pięć po południu", () => {
        expect(time(14, 5)).toBe(" hours-one nth-14 5 / hours-one nth-2 5 afternoon")
        expect(time(0, 0)).toBe(" midnight / midnight")
        expect(time(0, 5)).toBe(" hours-one 0 5 / hours-one nth-12 5 night")
        expect(time(9, 0)).toBe(" hours-one nth-9 / hours-one nth-9 morning")
        expect(time(12, 0)).toBe(" hours-one nth-12 / noon")
        expect(time(23, 1)).toBe(" hours-one nth-20 nth-3 0 1 / hours-one nth-11 0 1 evening")
        expect(time(8, 42)).toBe(" hours-one nth-8 40 2-f / hours-one nth-8 40 2-f morning")
    })
})
