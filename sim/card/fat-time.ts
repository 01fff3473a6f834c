/**
 * Dates and times of directory entries: local time, from 1980 to 2107, in steps of 2 seconds.
 *
 * Microsoft FAT32 File System Specification 1.03 (fatgen103), "FAT Directory Structure": date and time formats.
 */
import { CardError } from "./card-error.ts"

/** Local date and time of day; there is no other clock on a FAT volume. */
export interface CardTime {
    /** 1980 … 2107 */
    readonly year: number
    /** 1 … 12 */
    readonly month: number
    /** 1 … 31 */
    readonly day: number
    /** 0 … 23 */
    readonly hour: number
    readonly minute: number
    /** An odd second is rounded down to the even one. */
    readonly second: number
}

/** The first instant a directory entry can hold: what a device without a clock writes. */
export const FAT_EPOCH: CardTime = { year: 1980, month: 1, day: 1, hour: 0, minute: 0, second: 0 }

/**
 * Date field of a directory entry.
 *
 * @throws CardError: a field is out of range
 */
export function encodeDate(at: CardTime): number {
    requireRange("year", at.year, 1980, 2107)
    requireRange("month", at.month, 1, 12)
    requireRange("day", at.day, 1, 31)
    return ((at.year - 1980) << 9) | (at.month << 5) | at.day
}

/**
 * Time field of a directory entry.
 *
 * @throws CardError: a field is out of range
 */
export function encodeTime(at: CardTime): number {
    requireRange("hour", at.hour, 0, 23)
    requireRange("minute", at.minute, 0, 59)
    requireRange("second", at.second, 0, 59)
    return (at.hour << 11) | (at.minute << 5) | (at.second >> 1)
}

/** The two fields as they stand on the volume; impossible values are passed on, not mended. */
export function decodeDateTime(date: number, time: number): CardTime {
    return {
        year: 1980 + (date >> 9),
        month: (date >> 5) & 15,
        day: date & 31,
        hour: time >> 11,
        minute: (time >> 5) & 63,
        second: (time & 31) * 2,
    }
}

function requireRange(name: string, value: number, min: number, max: number): void {
    if (!Number.isInteger(value) || value < min || value > max)
        throw new CardError(
            `${name} ${value} does not fit a FAT date: possible are ${min} to ${max}`
        )
}
