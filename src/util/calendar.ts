/** Days of the Gregorian calendar, 1900 to 2099. */

/** Monday is 0. */
export const WEEKDAYS = 7
/** 1 March 1900 was a Thursday. */
const WEEKDAY_OF_DAY_0 = 3
/** From the Julian calendar to the Gregorian one. */
const JULIAN_DAYS = 13

/** Days since 1 March 1900; months of 153 days in five, from March on. */
export function dayNumber(year: number, month: number, day: number): number {
    const fromMarch = month > 2 ? month - 3 : month + 9
    const years = year - 1900 - (month > 2 ? 0 : 1)
    return years * 365 + (years >> 2) + Math.idiv(153 * fromMarch + 2, 5) + day - 1
}

/** Monday 0 … Sunday 6, of a day as `dayNumber` counts them. */
export function weekdayOf(number: number): number {
    return (number + WEEKDAY_OF_DAY_0) % WEEKDAYS
}

/** Easter Sunday, as `dayNumber` counts days. J. Meeus, "Astronomical Algorithms" (1991), chapter 8. */
export function easterDay(year: number, isOrthodox: boolean): number {
    return isOrthodox ? orthodoxEaster(year) : westernEaster(year)
}

function westernEaster(year: number): number {
    const golden = year % 19
    const century = Math.idiv(year, 100)
    const ofCentury = year % 100
    const correction = Math.idiv(century - Math.idiv(century + 8, 25) + 1, 3)
    const moon = (19 * golden + century - Math.idiv(century, 4) - correction + 15) % 30
    const week =
        (32 + 2 * (century % 4) + 2 * Math.idiv(ofCentury, 4) - moon - (ofCentury % 4)) % WEEKDAYS
    const late = Math.idiv(golden + 11 * moon + 22 * week, 451)
    return dayNumber(year, 3, 22) + moon + week - WEEKDAYS * late
}

function orthodoxEaster(year: number): number {
    const moon = (19 * (year % 19) + 15) % 30
    const week = (2 * (year % 4) + 4 * (year % WEEKDAYS) - moon + 34) % WEEKDAYS
    return dayNumber(year, 3, 22) + moon + week + JULIAN_DAYS
}
