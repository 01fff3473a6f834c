import assert from "node:assert/strict"
import { test } from "node:test"
import { wallTimeAfter, type WallTime } from "../../../sim/exchange/local-time.ts"

const MINUTE_MS = 60_000

function at(text: string): WallTime {
    const [year, month, day, hour, minute, second] = text.split(/\D/).map(Number)
    return {
        ...{ year: year!, month: month!, day: day! },
        ...{ hour: hour!, minute: minute!, second: second! },
    }
}

function shown(start: string, minutes: number, timeZone: string): string {
    const time = wallTimeAfter(at(start), minutes * MINUTE_MS, timeZone)
    const two = (value: number) => String(value).padStart(2, "0")
    return (
        `${time.year}-${two(time.month)}-${two(time.day)} ` +
        `${two(time.hour)}:${two(time.minute)}:${two(time.second)}`
    )
}

test("the exchange's clock runs over midnight, month and year", () => {
    assert.equal(shown("2026-12-31 23:59:58", 1, "Europe/Warsaw"), "2027-01-01 00:00:58")
    assert.equal(shown("2026-11-22 14:05:00", 0, "America/New_York"), "2026-11-22 14:05:00")
    assert.equal(shown("1980-01-01 00:00:00", 1440, "Europe/London"), "1980-01-02 00:00:00")
    assert.equal(shown("2107-12-31 12:00:00", 1, "Europe/Moscow"), "2107-12-31 12:01:00")
})

// The European Union and Britain: last Sunday of March and of October, 1:00 UTC (directive 2000/84/EC); the United States: second Sunday of
// March, first of November, 2:00 (15 U.S.C. 260a). Russia has had none since 2014.
for (const [zone, before, inSummer] of [
    ["Europe/Warsaw", "2027-03-28 01:55:00", "2027-03-28 03:05:00"],
    ["Europe/London", "2027-03-28 00:55:00", "2027-03-28 02:05:00"],
    ["America/New_York", "2027-03-14 01:55:00", "2027-03-14 03:05:00"],
    ["Europe/Moscow", "2027-03-28 01:55:00", "2027-03-28 02:05:00"],
] as const)
    test(`in spring an hour is left out: ${zone}`, () => {
        assert.equal(shown(before, 10, zone), inSummer)
    })

for (const [zone, before, after] of [
    ["Europe/Berlin", "2026-10-25 02:55:00", "2026-10-25 02:05:00"],
    ["Europe/London", "2026-10-25 01:55:00", "2026-10-25 01:05:00"],
    ["America/New_York", "2026-11-01 01:55:00", "2026-11-01 01:05:00"],
] as const)
    test(`in autumn an hour comes twice, and a start in it is in the first: ${zone}`, () => {
        assert.equal(shown(before, 10, zone), after)
    })

test("a start that no clock shows is an hour later", () => {
    assert.equal(shown("2027-03-28 02:30:00", 0, "Europe/Warsaw"), "2027-03-28 03:30:00")
})
