import * as ds from "@devicescript/core"
import { WallTime } from "../hal/wall-clock"

/** 15 November 2026: a first date without a year is in the year that brings it nearest to this. */
const REFERENCE_SECONDS = 1479168000

const DAY_SECONDS = 86400
const HOUR_SECONDS = 3600
/** What the formula below gives for 1 January 1980, so that this day is 0. */
const DAYS_TO_1980 = 723121
/** Exchanges differ by minutes, and so does a clock that nobody has set for months. */
const NEAR_SECONDS = 600

/**
 * Date and time of day, from what the network says with caller ID: month, day, hour and minute, no year.
 *
 * Runs on by the machine's own seconds; is unknown until it was set. docs/decisions/024.
 */
export class Clock {
    /** The network or the owner has confirmed it. False: it was kept over a power cut, or the network says something else. */
    isTrusted = false
    /** Seconds since 1 January 1980 at millis() = 0; undefined until set. */
    private offsetSeconds: number | undefined
    /** The same as the network had it last, where that could not be believed; 0: it could. */
    private rumourSeconds = 0

    /** Local time now, or undefined. */
    now(): WallTime | undefined {
        const seconds = this.seconds()
        if (seconds === undefined) return undefined
        const at = wallTimeOf(seconds)
        if (!this.isTrusted) at.isDoubtful = true
        return at
    }

    /** Seconds since 1 January 1980, or undefined. */
    seconds(): number | undefined {
        return this.offsetSeconds === undefined ? undefined : this.offsetSeconds + uptimeSeconds()
    }

    setSeconds(seconds: number, isTrusted: boolean): void {
        this.offsetSeconds = seconds - uptimeSeconds()
        this.isTrusted = isTrusted
        this.rumourSeconds = 0
    }

    /** The owner says so. */
    set(at: WallTime): void {
        this.setSeconds(secondsOf(at), true)
    }

    /**
     * Set the clock from `MMDD` and `HHMM`; what is no date or time is ignored.
     *
     * The year is the one that brings the date nearest to what the clock says, or to the firmware's own date. A time that is not
     * plausible is believed when a second call says the same; until then the clock goes on, and is not trusted.
     */
    setFromCallerId(date: string, time: string): void {
        const minutes = minutesIn(time)
        if (date.length !== 4 || minutes < 0) return
        const now = this.seconds()
        // Kept over a power cut, it can only be slow.
        const isKept = now !== undefined && !this.isTrusted && this.rumourSeconds === 0
        const day = nearestDay(twoDigits(date, 0), twoDigits(date, 2), now, isKept)
        if (day === 0) return
        const seconds = day * DAY_SECONDS + minutes * 60
        if (now === undefined) return this.setSeconds(seconds, true)
        const ahead = seconds - now
        if (ahead > -60 && ahead <= 0) this.setSeconds(now, true)
        else if ((isKept && ahead > 0) || isPlausible(date, ahead)) this.setSeconds(seconds, true)
        else this.hear(seconds)
    }

    private hear(seconds: number): void {
        const rumour = seconds - uptimeSeconds()
        if (this.rumourSeconds !== 0 && isNear(rumour - this.rumourSeconds))
            return this.setSeconds(seconds, true)
        this.rumourSeconds = rumour
        this.isTrusted = false
        console.warn("clock: the network has another time; believed if it says so again")
    }
}

function isNear(seconds: number): boolean {
    return Math.abs(seconds) <= NEAR_SECONDS
}

/** Some minutes; or an hour more or less, in the weeks in which clocks are changed, wherever that is. */
function isPlausible(date: string, ahead: number): boolean {
    if (isNear(ahead)) return true
    const monthAndDay = twoDigits(date, 0) * 100 + twoDigits(date, 2)
    const isSpring = monthAndDay >= 308 && monthAndDay <= 414
    const isAutumn = monthAndDay >= 924 && monthAndDay <= 1114
    return (isSpring || isAutumn) && isNear(Math.abs(ahead) - HOUR_SECONDS)
}

/**
 * The day of this date, as `daysOf` counts, in the year that brings it nearest.
 *
 * @param isForward not more than a day before now
 * @returns 0: there is no such day
 */
function nearestDay(
    month: number,
    day: number,
    now: number | undefined,
    isForward: boolean
): number {
    if (!isWithin(month, 1, 12) || !isWithin(day, 1, 31)) return 0
    const today = Math.idiv(now ?? REFERENCE_SECONDS, DAY_SECONDS)
    const { year } = wallTimeOf(today * DAY_SECONDS)
    // Only leap years have 29 February.
    const span = month === 2 && day === 29 ? 4 : 1
    let nearest = 0
    for (let y = year - span; y <= year + span; y++) {
        const days = dayOf(y, month, day)
        if (days === 0 || (isForward && days < today - 1)) continue
        if (nearest === 0 || Math.abs(days - today) < Math.abs(nearest - today)) nearest = days
    }
    return nearest
}

/** 0: that month has no such day. */
function dayOf(year: number, month: number, day: number): number {
    const days = daysOf(year, month, day)
    const next = month === 12 ? daysOf(year + 1, 1, 1) : daysOf(year, month + 1, 1)
    return days < next ? days : 0
}

function uptimeSeconds(): number {
    return Math.idiv(ds.millis(), 1000)
}

/** Minutes since midnight of `HHMM`; −1: it is no time. */
function minutesIn(time: string): number {
    const hour = twoDigits(time, 0)
    const minute = twoDigits(time, 2)
    const isTime = time.length === 4 && isWithin(hour, 0, 23) && isWithin(minute, 0, 59)
    return isTime ? hour * 60 + minute : -1
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
