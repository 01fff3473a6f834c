/**
 * Russian grammar: "сообщение второе", "двадцать второго ноября", "четырнадцать часов пять минут", "одно новое сообщение", "два новых
 * сообщения", "двадцать одно новое сообщение".
 */
import { Countable, FEW, ONE, Part, hourOfTwelve, none, noun } from "./grammar"
import { FEMININE, MASCULINE, NEUTER, fewOrMany, hundredsAndThousands, partOfDay } from "./slavic"

/** Messages with a higher number are counted: "сообщение номер тридцать". */
const ORDINAL_MAX = 29

/** @returns names of clips, each after a space */
export function russian(part: Part, a: number, b: number): string {
    switch (part) {
        case Part.Message:
            return " message" + (a > ORDINAL_MAX ? " number" + number(a, MASCULINE) : nth(a))
        case Part.Number:
            return number(a, MASCULINE)
        case Part.Count:
            return (a === 0 && none(b)) || count(a, b)
        case Part.Date:
            return date(b) + " month-" + a
        case Part.Time:
            return time(a, b)
        default:
            return timeOfTwelve(a, b)
    }
}

function count(n: number, what: number): string {
    const isOne = n % 10 === 1 && n % 100 !== 11
    return number(n, genderOf(what)) + noun(what, isOne ? ONE : fewOrMany(n))
}

function number(n: number, gender: string): string {
    const words = hundredsAndThousands(n, FEMININE)
    const rest = n % 100
    if (rest === 0) return words === "" ? " 0" : words
    if (rest < 20) return words + oneOf(rest, gender)
    const ones = rest % 10
    const tens = words + " " + (rest - ones)
    return ones === 0 ? tens : tens + oneOf(ones, gender)
}

/** One has three genders, two has two. */
function oneOf(n: number, gender: string): string {
    if (n === 1) return " 1" + gender
    return " " + n + (n === 2 && gender === FEMININE ? FEMININE : "")
}

function genderOf(what: number): string {
    switch (what) {
        case Countable.NewMessages:
        case Countable.Messages:
            return NEUTER
        case Countable.Minutes:
        case Countable.Seconds:
            return FEMININE
        default:
            return MASCULINE
    }
}

/** Neuter, like "сообщение". */
function nth(n: number): string {
    return n <= 20 ? " nth-" + n : " 20 nth-" + (n - 20)
}

function date(day: number): string {
    if (day <= 20 || day === 30) return " day-" + day
    return (day > 30 ? " 30" : " 20") + " day-" + (day % 10)
}

function time(hour: number, minute: number): string {
    const hours = count(hour, Countable.Hours)
    return minute === 0 ? hours : hours + count(minute, Countable.Minutes)
}

/** "два часа дня": of the day, the word that two days have. */
function timeOfTwelve(hour: number, minute: number): string {
    if (minute === 0 && hour % 12 === 0) return hour === 0 ? " midnight" : " noon"
    const part = hour >= 12 && hour < 18 ? noun(Countable.Days, FEW) : partOfDay(hour)
    return time(hourOfTwelve(hour), minute) + part
}
