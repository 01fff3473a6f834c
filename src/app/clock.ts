import * as ds from "@devicescript/core"
import { WallTime } from "../hal/wall-clock"

/** The machine can't have been made before this: year nearest to it is taken for a first date without a year. */
const REFERENCE_YEAR = 2026
const REFERENCE_MONTH = 11

const DAY_SECONDS = 86400
const HOUR_SECONDS = 3600
/** What the formula below gives for 1 January 1980, so that this day is 0. */
const DAYS_TO_1980 = 723121

/**
 * Date and time of day, from what the network says with caller ID: month, day, hour and minute, no year.
 *
 * Runs on by the machine's own seconds; is unknown until it was set.
 */
export class Clock {
    /** Seconds since 1 January 1980 at millis() = 0; undefined until set. */
    private offsetSeconds: number | undefined

    /** Local time now, or undefined. */
    now(): WallTime | undefined {
        const seconds = this.seconds()
        return seconds === undefined ? undefined : wallTimeOf(seconds)
    }

    /** Seconds since 1 January 1980, or undefined. */
    seconds(): number | undefined {
        return this.offsetSeconds === undefined ? undefined : this.offsetSeconds + uptimeSeconds()
    }

    setSeconds(seconds: number): void {
        this.offsetSeconds = seconds - uptimeSeconds()
    }

    set(at: WallTime): void {
        this.setSeconds(secondsOf(at))
    }

    /**
     * Set the clock from `MMDD` and `HHMM`; what is no date or time is ignored.
     *
     * The year is the one that brings the date nearest to what the clock says, or to the firmware's own date.
     */
    setFromCallerId(date: string, time: string): void {
        if (!isDate(date) || !isTime(time)) return
        const month = twoDigits(date, 0)
        const day = twoDigits(date, 2)
        const hour = twoDigits(time, 0)
        const minute = twoDigits(time, 2)
        const now = this.now()
        const year = nearestYear(month, now)
        const second = now && now.hour === hour && now.minute === minute ? now.second : 0
        this.setSeconds(secondsOf({ year, month, day, hour, minute, second }))
    }
}

function uptimeSeconds(): number {
    return Math.idiv(ds.millis(), 1000)
}

function isDate(date: string): boolean {
    return (
        date.length === 4 &&
        isWithin(twoDigits(date, 0), 1, 12) &&
        isWithin(twoDigits(date, 2), 1, 31)
    )
}

function isTime(time: string): boolean {
    return (
        time.length === 4 &&
        isWithin(twoDigits(time, 0), 0, 23) &&
        isWithin(twoDigits(time, 2), 0, 59)
    )
}

function isWithin(value: number, min: number, max: number): boolean {
    return value >= min && value <= max
}

/** −1 where there are no two digits. */
function twoDigits(text: string, at: number): number {
    if (at + 2 > text.length) return -1
    const tens = text.charCodeAt(at) - 0x30
    const ones = text.charCodeAt(at + 1) - 0x30
    if (tens < 0 || tens > 9 || ones < 0 || ones > 9) return -1
    return tens * 10 + ones
}

function nearestYear(month: number, now: WallTime | undefined): number {
    const year = now ? now.year : REFERENCE_YEAR
    const nowMonth = now ? now.month : REFERENCE_MONTH
    if (month - nowMonth > 6) return year - 1
    if (nowMonth - month > 6) return year + 1
    return year
}

/** Days from 1 January 1980 to the first of March of `year`, and from there by months of 153 days in five. */
function daysOf(year: number, month: number, day: number): number {
    const fromMarch = month > 2 ? month - 3 : month + 9
    const y = month > 2 ? year : year - 1
    const leaps = Math.idiv(y, 4) - Math.idiv(y, 100) + Math.idiv(y, 400)
    return y * 365 + leaps + Math.idiv(153 * fromMarch + 2, 5) + day - DAYS_TO_1980
}

function secondsOf(t: WallTime): number {
    return (
        daysOf(t.year, t.month, t.day) * DAY_SECONDS +
        t.hour * HOUR_SECONDS +
        t.minute * 60 +
        t.second
    )
}

function wallTimeOf(seconds: number): WallTime {
    const days = Math.idiv(seconds, DAY_SECONDS)
    const rest = seconds - days * DAY_SECONDS
    let year = 1980
    while (daysOf(year + 1, 1, 1) <= days) year++
    let month = 1
    while (month < 12 && daysOf(year, month + 1, 1) <= days) month++
    return {
        year,
        month,
        day: days - daysOf(year, month, 1) + 1,
        hour: Math.idiv(rest, HOUR_SECONDS),
        minute: Math.idiv(rest, 60) % 60,
        second: rest % 60,
    }
}
