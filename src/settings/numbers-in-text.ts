/** Numbers and dates that a person has written. */

const YEAR_MIN = 2000
const YEAR_MAX = 2099
const YEAR_FACTOR = 10000
const MONTH_FACTOR = 100

/** A whole number from 0 on, in digits alone; −1: it is none, or out of its bounds. Zeros in front are allowed. */
export function wholeNumberIn(text: string, min: number, max: number): number {
    if (!hasDigitsOnly(text) || text.length > 9) return -1
    const value = parseInt(text)
    return value >= min && value <= max ? value : -1
}

/** Whether it is one digit or more, and nothing else. */
export function hasDigitsOnly(text: string): boolean {
    for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i)
        if (code < 0x30 || code > 0x39) return false
    }
    return text.length > 0
}

/** A day of the year: 32 × month + day; −1: it is none. */
export function dateParts(month: string, day: string): number {
    const m = wholeNumberIn(month, 1, 12)
    const d = wholeNumberIn(day, 1, 31)
    return m < 0 || d < 0 ? -1 : (m << 5) | d
}

/** `2026-12-01` as 20261201; −1: it is none. */
export function dateIn(text: string): number {
    const parts = text.split("-")
    if (parts.length !== 3) return -1
    const year = wholeNumberIn(parts[0], YEAR_MIN, YEAR_MAX)
    const day = dateParts(parts[1], parts[2])
    if (year < 0 || day < 0) return -1
    return year * YEAR_FACTOR + (day >> 5) * MONTH_FACTOR + (day & 31)
}
