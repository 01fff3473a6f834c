import { describe, expect, test } from "@devicescript/test"
import { WallTime } from "../../../src/hal/wall-clock"
import { Settings } from "../../../src/settings/settings"
import { Countable } from "../../../src/speech/grammar"
import {
    callerWords,
    countWords,
    dayWords,
    messageScore,
    messageWords,
    numberWords,
    stampWords,
    summaryWords,
    timeWords,
} from "../../../src/speech/phrases"

function on(day: number, month = 11, year = 2026): WallTime {
    return { year, month, day, hour: 14, minute: 5, second: 0 }
}

/** A Sunday. */
const AT = on(22)

function settings(language: string, is24h: boolean): Settings {
    const chosen = new Settings()
    chosen.language = language
    chosen.is24h = is24h
    return chosen
}

describe("phrases", () => {
    test("a message: which, from whom, when, in the owner's language and on the owner's clock", () => {
        expect(messageWords(12, "+4822", AT, on(22), settings("en", false))).toBe(
            " message 12 , from 4 8 2 2 , today at 2 oh 5 pm ,"
        )
        expect(messageWords(2, "4822", AT, on(23), settings("pl", true))).toBe(
            " message nth-2 , from 4 8 2 2 , yesterday hours-one nth-14 5 ,"
        )
        expect(messageWords(2, "4822", AT, on(23), settings("ru", true))).toBe(
            " message nth-2 , from 4 8 2 2 , yesterday 14 hours-many 5 minutes-many ,"
        )
    })
    test("who can't be told is not from anybody, and what was not known then is said to be so", () => {
        expect(messageWords(1, "private", undefined, AT, settings("en", false))).toBe(
            " message 1 , private , time-unknown ,"
        )
        expect(callerWords("unknown")).toBe(" unknown")
        expect(callerWords("out of area")).toBe(" out-of-area")
    })
    test("what is in doubt is perhaps so, and while the clock is, days are dates", () => {
        const doubted = on(22)
        doubted.isDoubtful = true
        expect(stampWords(doubted, on(23), settings("en", true))).toBe(
            " perhaps yesterday at 14 oh 5"
        )
        expect(dayWords(on(21), doubted, "en")).toBe(" month-11 20 day-1")
    })
    test("today, yesterday, the weekday, after a week the date, and the date where today is not known", () => {
        expect(dayWords(AT, on(22), "en")).toBe(" today")
        expect(dayWords(on(30, 11), on(1, 12), "en")).toBe(" yesterday")
        expect(dayWords(on(31, 12), on(1, 1, 2027), "pl")).toBe(" yesterday")
        expect(dayWords(AT, on(24), "en")).toBe(" weekday-7")
        expect(dayWords(AT, on(28), "ru")).toBe(" weekday-7")
        expect(dayWords(on(23), on(28), "ru")).toBe(" weekday-1")
        expect(dayWords(AT, on(29), "en")).toBe(" month-11 20 day-2")
        expect(dayWords(AT, undefined, "en")).toBe(" month-11 20 day-2")
        expect(dayWords(AT, on(21), "pl")).toBe(" day-20 day-2 month-11")
    })
    test("counts, times and numbers in each language; English where there is no grammar", () => {
        expect(countWords(Countable.Rings, 2, "pl")).toBe(" 2 rings-few")
        expect(timeWords(14, 5, "ru", true)).toBe(" 14 hours-many 5 minutes-many")
        expect(numberWords(100, "de")).toBe(" 1 100")
    })
    test("a summary says how many callers wait, where any do", () => {
        expect(summaryWords(2, 0, "en")).toBe(" 2 new-messages-many ,")
        expect(summaryWords(0, 5, "pl")).toBe(" new-messages-none , 5 calls-many ,")
    })
})

describe("a message without words", () => {
    const at = (hour: number, minute: number) =>
        messageScore("5", { year: 2026, month: 11, day: 22, hour, minute, second: 0 })

    test("is tones: the hour low, quarters high, the number as its keys, a long tone for none", () => {
        expect(messageScore("+4822", AT)).toBe("ll 4822 ")
        expect(at(0, 14)).toBe("llllllllllll 5 ")
        expect(at(12, 15)).toBe("llllllllllllh 5 ")
        expect(at(13, 59)).toBe("lhhh 5 ")
        expect(messageScore("private", undefined)).toBe("L ")
    })
})
