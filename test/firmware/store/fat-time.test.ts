import { describe, test, expect } from "@devicescript/test"
import { fatDate, fatMinute, fatTenth, fatTime, wallTime } from "../../../src/store/fat-time"
import { present } from "../support/messages"

const AT = { year: 2026, month: 11, day: 22, hour: 14, minute: 5, second: 31 }

describe("FAT times", () => {
    test("are those of the specification, to 10 ms in three fields", () => {
        // As mtools writes 2026-11-22 14:05:31.
        expect(fatDate(AT)).toBe(0x5d76)
        expect(fatTime(AT)).toBe(0x70af)
        expect(fatTenth(AT)).toBe(100)
        const even = { year: 2026, month: 11, day: 22, hour: 14, minute: 5, second: 30 }
        expect(fatTime(even)).toBe(0x70af)
        expect(fatTenth(even)).toBe(0)
    })
    test("come back to 2 seconds, up to the last that there is", () => {
        const at = present(wallTime(fatDate(AT), fatTime(AT)))
        expect(`${at.year} ${at.month} ${at.day} ${at.hour} ${at.minute} ${at.second}`).toBe(
            "2026 11 22 14 5 30"
        )
        const last = { year: 2107, month: 12, day: 31, hour: 23, minute: 59, second: 59 }
        const back = present(wallTime(fatDate(last), fatTime(last)))
        expect(`${back.year} ${back.hour} ${back.second}`).toBe("2107 23 58")
    })
    test("of an unknown time are the first day of 1980", () => {
        expect(fatDate(undefined)).toBe(0x21)
        expect(fatTime(undefined)).toBe(0)
        expect(fatTenth(undefined)).toBe(0)
        expect(wallTime(0x21, 0)).toBe(undefined)
    })
    test("to the minute grow with time, beyond 31 bits too", () => {
        const later = { year: 2026, month: 11, day: 22, hour: 14, minute: 6, second: 0 }
        const late = { year: 2050, month: 1, day: 1, hour: 0, minute: 0, second: 0 }
        expect(fatMinute(AT)).toBe(0x5d7670a0)
        expect(fatMinute(later) > fatMinute(AT)).toBe(true)
        expect(fatMinute(late) > fatMinute(later)).toBe(true)
        expect(fatMinute(undefined)).toBe(0x210000)
    })
})
