import { describe, expect, test } from "@devicescript/test"
import { dayNumber, easterDay, weekdayOf } from "../../../src/util/calendar"

describe("calendar", () => {
    test("days follow each other over months, years and 29 February", () => {
        expect(dayNumber(1900, 3, 1)).toBe(0)
        expect(dayNumber(2024, 3, 1) - dayNumber(2024, 2, 28)).toBe(2)
        expect(dayNumber(2026, 3, 1) - dayNumber(2026, 2, 28)).toBe(1)
        expect(dayNumber(2027, 1, 1) - dayNumber(2026, 12, 31)).toBe(1)
    })
    test("weekdays are those of the calendar on the wall", () => {
        expect(weekdayOf(dayNumber(2026, 11, 22))).toBe(6)
        expect(weekdayOf(dayNumber(2026, 11, 23))).toBe(0)
        expect(weekdayOf(dayNumber(2000, 1, 1))).toBe(5)
    })
    test("Easter falls where the churches have it", () => {
        // The extremes of both rules are among them.
        expectEaster(false, "1943-04-25 2008-03-23 2024-03-31 2026-04-05 2038-04-25")
        expectEaster(true, "2010-04-04 2024-05-05 2026-04-12 2027-05-02")
    })
})

function expectEaster(isOrthodox: boolean, days: string): void {
    for (const day of days.split(" ")) {
        const parts = day.split("-")
        const year = parseInt(parts[0])
        expect(easterDay(year, isOrthodox)).toBe(
            dayNumber(year, parseInt(parts[1]), parseInt(parts[2]))
        )
    }
}
