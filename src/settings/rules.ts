/**
 * Times of the week and days of the year, as settings.txt has them: each a number of 31 bits, read once.
 *
 *     hours, quiet  bits 0–10 from, 11–21 to, in minutes of the day; 22–28 days, Monday first
 *     holiday       bits 0–19 which day, 20–21 how it is said
 *     all           bits 29–30 RuleKind
 */
import { WallTime } from "../hal/wall-clock"
import { dayNumber, easterDay, weekdayOf } from "../util/calendar"
import { dateParts, wholeNumberIn } from "./numbers-in-text"

export enum RuleKind {
    Hours,
    Quiet,
    Holiday,
}

const KIND_SHIFT = 29
const DAYS_SHIFT = 22
const TO_SHIFT = 11
const MINUTE_MASK = 0x7ff
const ALL_DAYS = 0x7f
const DAY_MINUTES = 1440
const DAY_NAMES = "MO TU WE TH FR SA SU"
const DAY_NAME_LETTERS = 2
const DAY_NAME_STEP = 3

/** How a holiday is said. */
const FIXED = 0
const WEEKDAY_OF_MONTH = 1
const FROM_EASTER = 2
const SAID_SHIFT = 20
const DAY_MASK = 0xfffff
/** Added to days from Easter, which can be before it. */
const EASTER_MIDDLE = 512
const EASTER_DAYS_MAX = 200
const EASTER = "EASTER"
/** The nth weekday of a month: bits 7 on n, 4–6 the weekday, 0–3 the month; the fifth stands for the last. */
const NTH_SHIFT = 7
const MONTH_BITS = 4
const LAST = 5
const ORDINALS = "1ST 2ND 3RD 4TH LAST"
const ORDINAL_LETTERS = 3
const ORDINAL_STEP = 4
/** A fixed day: bits 5 on month, 0–4 day. */
const MONTH_SHIFT = 5

/**
 * The rules in a text: `Mo-Fr 9:00-17:00, Sa 10:00-14:00`, or for holidays `12-25, 4th-Th-11, last-Mo-5, easter+1`.
 *
 * @returns undefined: it can't be understood
 */
export function rulesIn(text: string, kind: RuleKind): number[] | undefined {
    const rules: number[] = []
    if (text === "") return rules
    for (const part of text.toUpperCase().split(",")) {
        const rule = kind === RuleKind.Holiday ? holidayIn(part.trim()) : hoursIn(part.trim())
        if (rule < 0) return undefined
        rules.push(rule | (kind << KIND_SHIFT))
    }
    return rules
}

/** The rules that are of other kinds. */
export function withoutRules(rules: number[], kind: RuleKind): number[] {
    const others: number[] = []
    for (const rule of rules) if (rule >> KIND_SHIFT !== kind) others.push(rule)
    return others
}

/** Whether there is any rule of a kind. */
export function hasRules(rules: number[], kind: RuleKind): boolean {
    return withoutRules(rules, kind).length < rules.length
}

/** Whether one of the rules, Hours or Quiet, holds at a time. */
export function isWithinHours(rules: number[], kind: RuleKind, at: WallTime): boolean {
    const weekday = weekdayOf(dayNumber(at.year, at.month, at.day))
    const minute = at.hour * 60 + at.minute
    for (const rule of rules) {
        if (rule >> KIND_SHIFT !== kind) continue
        const from = rule & MINUTE_MASK
        const to = (rule >> TO_SHIFT) & MINUTE_MASK
        const days = rule >> DAYS_SHIFT
        if (from < to) {
            if (isDay(days, weekday) && minute >= from && minute < to) return true
        } else if (isDay(days, weekday) && minute >= from) return true
        // Over midnight.
        else if (isDay(days, (weekday + 6) % 7) && minute < to) return true
    }
    return false
}

/** Whether a day is one of the holidays. */
export function isHoliday(rules: number[], at: WallTime, isOrthodox: boolean): boolean {
    const day = dayNumber(at.year, at.month, at.day)
    const fixed = (at.month << MONTH_SHIFT) | at.day
    const fromEaster = day - easterDay(at.year, isOrthodox) + EASTER_MIDDLE
    const inMonth = (weekdayOf(day) << MONTH_BITS) | at.month
    const nth = (Math.idiv(at.day + 6, 7) << NTH_SHIFT) | inMonth
    const last = isInLastWeek(at, day) ? (LAST << NTH_SHIFT) | inMonth : -1
    for (const rule of rules) {
        if (rule >> KIND_SHIFT !== RuleKind.Holiday) continue
        const which = rule & DAY_MASK
        const said = (rule >> SAID_SHIFT) & 3
        if (said === FIXED && which === fixed) return true
        if (said === FROM_EASTER && which === fromEaster) return true
        if (said === WEEKDAY_OF_MONTH && (which === nth || which === last)) return true
    }
    return false
}

function isInLastWeek(at: WallTime, day: number): boolean {
    const isDecember = at.month === 12
    const next = dayNumber(isDecember ? at.year + 1 : at.year, isDecember ? 1 : at.month + 1, 1)
    return day + 7 >= next
}

function isDay(days: number, weekday: number): boolean {
    return ((days >> weekday) & 1) !== 0
}

/** −1: it is none. */
function hoursIn(text: string): number {
    let days = 0
    let times = DAY_MINUTES << TO_SHIFT
    for (const word of text.split(" ")) {
        if (word === "") continue
        const ends = word.split("-")
        if (ends.length > 2) return -1
        const more = daysIn(ends)
        days |= more
        if (more === 0) times = timesIn(ends)
        if (times < 0) return -1
    }
    if (days === 0) days = ALL_DAYS
    return text === "" ? -1 : times | (days << DAYS_SHIFT)
}

/** `9:00`, `17:00`; −1: they are none. */
function timesIn(ends: string[]): number {
    const from = minuteIn(ends[0])
    const to = ends.length === 2 ? minuteIn(ends[1]) : -1
    return from < 0 || to < 0 || from === to ? -1 : from | (to << TO_SHIFT)
}

/** `MO`, or `MO`, `FR`; 0: they are none. */
function daysIn(ends: string[]): number {
    const first = dayIn(ends[0])
    const last = dayIn(ends[ends.length - 1])
    return first < 0 || last < 0 ? 0 : daysFrom(first, last)
}

/** Over Sunday, where the last is before the first. */
function daysFrom(first: number, last: number): number {
    let days = 1 << first
    while (first !== last) {
        first = (first + 1) % 7
        days |= 1 << first
    }
    return days
}

/** −1: none. */
function dayIn(name: string): number {
    const at = name.length === DAY_NAME_LETTERS ? DAY_NAMES.indexOf(name) : -1
    return at < 0 ? -1 : Math.idiv(at, DAY_NAME_STEP)
}

/** `9`, `9:00`, up to `24:00`; −1: none. */
function minuteIn(text: string): number {
    const parts = text.split(":")
    const hour = wholeNumberIn(parts[0], 0, 24)
    const minute =
        parts.length === 1 ? 0 : parts[1].length === 2 ? wholeNumberIn(parts[1], 0, 59) : -1
    if (hour < 0 || minute < 0 || parts.length > 2) return -1
    const total = hour * 60 + minute
    return total > DAY_MINUTES ? -1 : total
}

/** −1: none. */
function holidayIn(text: string): number {
    if (text.startsWith(EASTER)) return fromEasterIn(text.slice(EASTER.length))
    const parts = text.split("-")
    if (parts.length === 2) return dateParts(parts[0], parts[1])
    return parts.length === 3 ? weekdayOfMonthIn(parts) : -1
}

/** ``, `+1`, `-2`; −1: none. */
function fromEasterIn(text: string): number {
    let days = 0
    if (text !== "") {
        days = wholeNumberIn(text.slice(1), 0, EASTER_DAYS_MAX)
        if (days < 0 || (text[0] !== "+" && text[0] !== "-")) return -1
        if (text[0] === "-") days = -days
    }
    return (FROM_EASTER << SAID_SHIFT) | (EASTER_MIDDLE + days)
}

/** `4TH`, `TH`, `11`; −1: none. */
function weekdayOfMonthIn(parts: string[]): number {
    const weekday = dayIn(parts[1])
    const month = wholeNumberIn(parts[2], 1, 12)
    // Not a piece of one.
    const at = parts[0].length >= ORDINAL_LETTERS ? ORDINALS.indexOf(parts[0]) : -1
    if (weekday < 0 || month < 0 || at < 0) return -1
    const nth = Math.idiv(at, ORDINAL_STEP) + 1
    return (WEEKDAY_OF_MONTH << SAID_SHIFT) | (nth << NTH_SHIFT) | (weekday << MONTH_BITS) | month
}
