/**
 * Polish grammar: "wiadomość druga", "dwudziestego drugiego listopada", "godzina czternasta pięć", "jedna nowa wiadomość",
 * "dwie nowe wiadomości", "dwadzieścia jeden nowych wiadomości".
 */
import { Countable, FEW, ONE, Part, hourOfTwelve, none, noun } from "./grammar"
import { FEMININE, MASCULINE, NEUTER, fewOrMany, hundredsAndThousands, partOfDay } from "./slavic"

/** Messages with a higher number are counted: "wiadomość numer trzydzieści". */
const ORDINAL_MAX = 29

/** @returns names of clips, each after a space */
export function polish(part: Part, a: number, b: number): string {
    switch (part) {
        case Part.Message:
            return " message" + (a > ORDINAL_MAX ? " number" + number(a, MASCULINE) : nth(a))
        case Part.Number:
            return number(a, MASCULINE)
        case Part.Count:
            return (a === 0 && none(b)) || number(a, genderOf(b)) + noun(b, formOf(a, b))
        case Part.Date:
            return date(b) + " month-" + a
        case Part.Time:
            return time(a, b)
        default:
            return timeOfTwelve(a, b)
    }
}

/** After anything else, one is "jeden", whatever is counted. */
function number(n: number, gender: string): string {
    const words = hundredsAndThousands(n, "")
    const rest = n % 100
    if (rest === 0) return words === "" ? " 0" : words
    if (rest === 1) return words + " 1" + (words === "" ? gender : "")
    if (rest < 20) return words + " " + rest + twoOf(rest, gender)
    const ones = rest % 10
    const tens = words + " " + (rest - ones)
    return ones === 0 ? tens : tens + " " + ones + twoOf(ones, gender)
}

function twoOf(n: number, gender: string): string {
    return n === 2 && gender === FEMININE ? FEMININE : ""
}

function genderOf(what: number): string {
    switch (what) {
        case Countable.CallsToReturn:
            return NEUTER
        case Countable.Days:
        case Countable.Rings:
            return MASCULINE
        default:
            return FEMININE
    }
}

/** "wiadomości" and "dni" have one plural for all. */
function formOf(n: number, what: number): string {
    if (n === 1) return ONE
    return what === Countable.Messages || what === Countable.Days ? FEW : fewOrMany(n)
}

/** Feminine, like "wiadomość" and "godzina". */
function nth(n: number): string {
    return n <= 20 ? " nth-" + n : " nth-20 nth-" + (n - 20)
}

function date(day: number): string {
    if (day <= 20 || day === 30) return " day-" + day
    return (day > 30 ? " day-30" : " day-20") + " day-" + (day % 10)
}

function time(hour: number, minute: number): string {
    if (hour > 0) return " hours-one" + nth(hour) + minutes(minute)
    return minute === 0 ? " midnight" : " hours-one 0" + minutes(minute)
}

function timeOfTwelve(hour: number, minute: number): string {
    if (minute === 0 && hour % 12 === 0) return hour === 0 ? " midnight" : " noon"
    return " hours-one" + nth(hourOfTwelve(hour)) + minutes(minute) + partOfDay(hour)
}

function minutes(minute: number): string {
    if (minute === 0) return ""
    return minute === 1 ? " 0 1" : number(minute, FEMININE)
}
