/**
 * What is said in words that vary: numbers, counts, days, times, messages. Each is names of clips, each after a space: the words of a
 * saying (announcement.ts), to be put one after the other.
 */
import { WallTime } from "../hal/wall-clock"
import { Settings } from "../settings/settings"
import { dayNumber, weekdayOf } from "../util/calendar"
import { english } from "./english"
import { Countable, Part } from "./grammar"
import { polish } from "./polish"
import { russian } from "./russian"

/** A weekday is clear for so many days; after them, the date is said. */
const WEEKDAY_DAYS = 6

/** Ask a language's grammar. One that has none gets the English one. */
function grammar(language: string, part: Part, a: number, b: number): string {
    switch (language) {
        case "pl":
            return polish(part, a, b)
        case "ru":
            return russian(part, a, b)
        default:
            return english(part, a, b)
    }
}

/** "one new message", "five calls to return", "no messages". @param n 0 … 9999 */
export function countWords(what: Countable, n: number, language: string): string {
    return grammar(language, Part.Count, n, what)
}

/** A number by itself. @param n 0 … 9999 */
export function numberWords(n: number, language: string): string {
    return grammar(language, Part.Number, n, 0)
}

/** How many messages nobody has heard, and where there are any, how many callers are to be called back. */
export function summaryWords(newCount: number, callCount: number, language: string): string {
    const words = countWords(Countable.NewMessages, newCount, language) + " ,"
    if (callCount === 0) return words
    return words + countWords(Countable.CallsToReturn, callCount, language) + " ,"
}

/** "today", "yesterday", the weekday of the last week, else the date. @param now where it is not known, or in doubt, it is the date */
export function dayWords(at: WallTime, now: WallTime | undefined, language: string): string {
    const day = dayNumber(at.year, at.month, at.day)
    const ago = now && !now.isDoubtful ? dayNumber(now.year, now.month, now.day) - day : -1
    if (ago === 0) return " today"
    if (ago === 1) return " yesterday"
    if (ago > 0 && ago <= WEEKDAY_DAYS) return " weekday-" + (weekdayOf(day) + 1)
    return grammar(language, Part.Date, at.month, at.day)
}

/** "at two oh five PM", "godzina czternasta pięć". */
export function timeWords(hour: number, minute: number, language: string, is24h: boolean): string {
    return grammar(language, is24h ? Part.Time : Part.Time12, hour, minute)
}

/** Day and time, "perhaps" where they are in doubt; or, where the clock was not set then, that this is not known. */
export function stampWords(
    at: WallTime | undefined,
    now: WallTime | undefined,
    { language, is24h }: Settings
): string {
    if (!at) return " time-unknown"
    const words = dayWords(at, now, language) + timeWords(at.hour, at.minute, language, is24h)
    return at.isDoubtful ? " perhaps" + words : words
}

/**
 * Which message, from whom, and when: "message two, from 2 1 2 …, yesterday, at two oh five PM".
 *
 * @param ordinal from 1
 * @param number as a message has it: digits, "private", "unknown" or "out of area"
 */
export function messageWords(
    ordinal: number,
    number: string,
    at: WallTime | undefined,
    now: WallTime | undefined,
    settings: Settings
): string {
    const words = grammar(settings.language, Part.Message, ordinal, 0)
    return words + " ," + callerWords(number) + " ," + stampWords(at, now, settings) + " ,"
}

/** A message without words: the time as a tower clock strikes it, hours low and quarters high; the number as its keys. */
export function messageScore(number: string, at: WallTime | undefined): string {
    let score = ""
    if (at) {
        const strokes = at.hour % 12 === 0 ? 12 : at.hour % 12
        for (let i = 0; i < strokes; i++) score += "l"
        for (let i = 15; i <= at.minute; i += 15) score += "h"
        score += " "
    }
    if (!isSpelled(number)) return score + "L "
    for (let i = 0; i < number.length; i++) if (isDigit(number, i)) score += number[i]
    return score + " "
}

/** "from 2 1 2 …", "private number". */
export function callerWords(number: string): string {
    if (!isSpelled(number)) return number === "out of area" ? " out-of-area" : " " + number
    return " from" + spelled(number)
}

/** The digits of a text, one after the other. */
export function spelled(text: string): string {
    let words = ""
    for (let i = 0; i < text.length; i++) if (isDigit(text, i)) words += " " + text[i]
    return words
}

/** Whether what stands for a caller is a number. */
export function isSpelled(number: string): boolean {
    return isDigit(number, 0) || number[0] === "+"
}

export function isDigit(text: string, at: number): boolean {
    const code = text.charCodeAt(at)
    return code >= 0x30 && code <= 0x39
}
