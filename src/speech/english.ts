/** English grammar: "two", "twenty-second of November", "two oh five PM", "fourteen oh five", "one new message". */
import { Countable, MANY, ONE, Part, hourOfTwelve, none, noun, tensAndOnes } from "./grammar"

/** @returns names of clips, each after a space */
export function english(part: Part, a: number, b: number): string {
    switch (part) {
        case Part.Message:
            return " message" + number(a)
        case Part.Number:
            return number(a)
        case Part.Count:
            return (a === 0 && none(b)) || number(a) + nounOf(a, b)
        case Part.Date:
            return " month-" + a + dayOfMonth(b)
        case Part.Time:
            return " at" + time(a, b)
        default:
            return " at" + timeOfTwelve(a, b)
    }
}

/** "second" is one word, of time and of the month. */
function nounOf(n: number, what: number): string {
    if (n !== 1) return noun(what, MANY)
    return what === Countable.Seconds ? dayOfMonth(2) : noun(what, ONE)
}

function number(n: number): string {
    let words = ""
    if (n >= 1000) words = " " + Math.idiv(n, 1000) + " 1000"
    const hundreds = Math.idiv(n, 100) % 10
    if (hundreds > 0) words += " " + hundreds + " 100"
    const rest = n % 100
    return rest === 0 && words !== "" ? words : words + tensAndOnes(rest)
}

/** "twentieth", and "twenty" "first". */
function dayOfMonth(day: number): string {
    if (day <= 20 || day === 30) return " day-" + day
    return (day > 30 ? " 30" : " 20") + " day-" + (day % 10)
}

function time(hour: number, minute: number): string {
    if (minute === 0) return hour === 0 ? " midnight" : tensAndOnes(hour) + " 100"
    return tensAndOnes(hour) + minutes(minute)
}

function timeOfTwelve(hour: number, minute: number): string {
    if (minute === 0 && hour % 12 === 0) return hour === 0 ? " midnight" : " noon"
    const words = " " + hourOfTwelve(hour) + (minute === 0 ? "" : minutes(minute))
    return words + (hour < 12 ? " am" : " pm")
}

function minutes(minute: number): string {
    return (minute < 10 ? " oh" : "") + tensAndOnes(minute)
}
