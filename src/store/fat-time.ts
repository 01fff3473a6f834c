/** Times as FAT has them; the date of an unknown time is 1980-01-01. Microsoft FAT specification 1.03. */
import { WallTime } from "../hal/wall-clock"

const FIRST_YEAR = 1980
const UNKNOWN_DATE = (1 << 5) | 1

export function fatDate(at: WallTime | undefined): number {
    if (!at) return UNKNOWN_DATE
    return ((at.year - FIRST_YEAR) << 9) | (at.month << 5) | at.day
}

/** To 2 seconds. */
export function fatTime(at: WallTime | undefined): number {
    if (!at) return 0
    return (at.hour << 11) | (at.minute << 5) | (at.second >> 1)
}

/** What `fatTime` leaves out, in steps of 10 ms. */
export function fatTenth(at: WallTime | undefined): number {
    if (!at) return 0
    return (at.second & 1) * 100
}

/** The way back, to 2 seconds. @returns undefined: unknown */
export function wallTime(date: number, time: number): WallTime | undefined {
    if (date === UNKNOWN_DATE) return undefined
    return {
        year: FIRST_YEAR + (date >> 9),
        month: (date >> 5) & 15,
        day: date & 31,
        hour: time >> 11,
        minute: (time >> 5) & 63,
        second: (time & 31) << 1,
    }
}

/** Date and time to the minute, in one number that grows. */
export function fatMinute(at: WallTime | undefined): number {
    return ((fatDate(at) << 16) | (fatTime(at) & ~31)) >>> 0
}
