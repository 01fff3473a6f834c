/** Times as our sectors have them: FAT's, local, 1980-01-01 0:00 where the machine did not know. fatgen103. */

/** Local time of the machine. */
export interface CallTime {
    readonly year: number
    readonly month: number
    readonly day: number
    readonly hour: number
    readonly minute: number
    readonly second: number
    /** The machine's clock was in doubt. */
    readonly isDoubtful?: boolean
}

/** The sign of that. */
const DOUBT = "~"

/** 1980-01-01 */
export const UNKNOWN_DATE = 0x21

export function packDate(at: CallTime | undefined): number {
    return at ? ((at.year - 1980) << 9) | (at.month << 5) | at.day : UNKNOWN_DATE
}

/** To 2 seconds. */
export function packTime(at: CallTime | undefined): number {
    return at ? (at.hour << 11) | (at.minute << 5) | (at.second >> 1) : 0
}

/** To a minute, as the index has it. */
export function packMinute(at: CallTime | undefined): number {
    return packTime(at) & ~31
}

/** The way back. @param tenth byte 13 of an entry: 100 where the second is odd. @returns undefined: not known */
export function unpackTime(date: number, time: number, tenth = 0): CallTime | undefined {
    if (date === UNKNOWN_DATE || date === 0) return undefined
    return {
        year: 1980 + (date >> 9),
        month: (date >> 5) & 15,
        day: date & 31,
        hour: time >> 11,
        minute: (time >> 5) & 63,
        second: (time & 31) * 2 + (tenth >= 100 ? 1 : 0),
    }
}

/** `2026-11-22 14:05:31`, `2026-11-22 14:05:31~` where it is in doubt; "" where it is not known. */
export function timeText(at: CallTime | undefined): string {
    if (!at) return ""
    const two = (value: number) => String(value).padStart(2, "0")
    const date = `${String(at.year).padStart(4, "0")}-${two(at.month)}-${two(at.day)}`
    return `${date} ${two(at.hour)}:${two(at.minute)}:${two(at.second)}${at.isDoubtful ? DOUBT : ""}`
}

/** The same to a minute: `2026-11-22 14:05`. */
export function minuteText(at: CallTime): string {
    return timeText(at).slice(0, 16) + (at.isDoubtful ? DOUBT : "")
}

/** The way back from `timeText`. @returns undefined: no time, or one that FAT can't hold */
export function parseTimeText(text: string): CallTime | undefined {
    const match = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d)[:.](\d\d)(?:[:.](\d\d))?(~?)$/.exec(text)
    if (!match) return undefined
    const [year, month, day, hour, minute, second] = match
        .slice(1, 7)
        .map(part => Number(part ?? 0))
    const at = {
        year: year!,
        month: month!,
        day: day!,
        hour: hour!,
        minute: minute!,
        second: second!,
    }
    if (!isPossible(at)) return undefined
    return match[7] === DOUBT ? { ...at, isDoubtful: true } : at
}

function isPossible({ year, month, day, hour, minute, second }: CallTime): boolean {
    const isDate = year >= 1980 && year <= 2107 && month >= 1 && month <= 12 && day >= 1
    const isClock = hour < 24 && minute < 60 && second < 60
    return isDate && isClock && day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** As the computer's clock has it, local. */
export function dateOf(at: CallTime): Date {
    return new Date(at.year, at.month - 1, at.day, at.hour, at.minute, at.second)
}

export function callTimeOf(date: Date): CallTime {
    return {
        year: date.getFullYear(),
        month: date.getMonth() + 1,
        day: date.getDate(),
        hour: date.getHours(),
        minute: date.getMinutes(),
        second: date.getSeconds(),
    }
}
