/** What a language's grammar is asked for, and what several of them share. All of it makes names of clips, each after a space. */

/** What can be counted. */
export enum Countable {
    NewMessages,
    Messages,
    /** Callers who are to be called back. */
    CallsToReturn,
    Minutes,
    Hours,
    Days,
    Seconds,
    Rings,
}

/** What a grammar puts into clips; `a` and `b` are its two numbers. */
export enum Part {
    /** The a-th message, from 1. */
    Message = 1,
    /** The number a, 0 … 9999, of nothing in particular. */
    Number,
    /** a of Countable b, a 0 … 9999. */
    Count,
    /** Day b, 1 … 31, of month a, 1 … 12. */
    Date,
    /** Minute b of hour a, 0 … 23. */
    Time,
    /** The same on a clock of twelve hours. */
    Time12,
}

/** Forms of a noun beside a number. */
export const ONE = "-one"
export const FEW = "-few"
export const MANY = "-many"
/** Said of no message and no call at all. */
const NONE = "-none"

/** What is counted, in a form. */
export function noun(what: number, form: string): string {
    switch (what) {
        case Countable.NewMessages:
            return " new-messages" + form
        case Countable.Messages:
            return form === ONE ? " message" : " messages" + form
        case Countable.CallsToReturn:
            return " calls" + form
        case Countable.Minutes:
            return " minutes" + form
        case Countable.Hours:
            return " hours" + form
        case Countable.Days:
            return " days" + form
        case Countable.Seconds:
            return " seconds" + form
        default:
            return " rings" + form
    }
}

/** That there is none of it; undefined: it is counted like the others. */
export function none(what: number): string | undefined {
    return what <= Countable.CallsToReturn ? noun(what, NONE) : undefined
}

/** 0 … 99, in tens and ones. */
export function tensAndOnes(n: number): string {
    if (n < 20) return " " + n
    const ones = n % 10
    return ones === 0 ? " " + n : " " + (n - ones) + " " + ones
}

/** The hour on a clock of twelve: 1 … 12. */
export function hourOfTwelve(hour: number): number {
    return hour % 12 === 0 ? 12 : hour % 12
}
