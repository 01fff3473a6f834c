/** The exchange's clock: local time, with the country's summer time. */

/** Date and time of day of the exchange, local. */
export interface WallTime {
    readonly year: number
    /** 1 … 12 */
    readonly month: number
    /** 1 … 31 */
    readonly day: number
    /** 0 … 23 */
    readonly hour: number
    readonly minute: number
    readonly second: number
}

/**
 * What the clocks show `elapsedMs` after they showed `start`. Of the hour that comes twice in autumn, `start` is in the first one; in that which
 * is left out in spring, an hour later.
 *
 * @param timeZone as the IANA's data base names it: "Europe/Warsaw"
 */
export function wallTimeAfter(start: WallTime, elapsedMs: number, timeZone: string): WallTime {
    const format = new Intl.DateTimeFormat("en-US", {
        ...{ timeZone, hourCycle: "h23", calendar: "gregory", era: undefined },
        ...{ year: "numeric", month: "numeric", day: "numeric" },
        ...{ hour: "numeric", minute: "numeric", second: "numeric" },
    })
    return shownAt(format, momentOf(start, format) + elapsedMs)
}

/** The earliest moment at which clocks show `time`, in ms since 1970. */
function momentOf(time: WallTime, format: Intl.DateTimeFormat): number {
    const wantedMs = asIfUtc(time)
    const aDayMs = 86_400_000
    // The zone's distance from UTC on either side of a change; the one before it makes the earlier moment.
    const moments = [wantedMs - aDayMs, wantedMs + aDayMs].map(
        nearMs => wantedMs - (asIfUtc(shownAt(format, nearMs)) - nearMs)
    )
    const exact = moments.find(ms => asIfUtc(shownAt(format, ms)) === wantedMs)
    return exact ?? moments[0]!
}

function shownAt(format: Intl.DateTimeFormat, moment: number): WallTime {
    const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, value]))
    const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type))
    return {
        ...{ year: number("year"), month: number("month"), day: number("day") },
        ...{ hour: number("hour"), minute: number("minute"), second: number("second") },
    }
}

function asIfUtc({ year, month, day, hour, minute, second }: WallTime): number {
    return Date.UTC(year, month - 1, day, hour, minute, second)
}
