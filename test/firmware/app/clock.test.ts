import { describe, expect, test } from "@devicescript/test"
import { Clock } from "../../../src/app/clock"

function says(date: string, time: string): string {
    const clock = new Clock()
    clock.setFromCallerId(date, time)
    const t = clock.now()
    return t ? t.year + "-" + t.month + "-" + t.day + " " + t.hour + ":" + t.minute : "unknown"
}

describe("Clock", () => {
    test("takes month, day, hour and minute from caller ID, and the nearest year", () => {
        expect(says("1122", "1405")).toBe("2026-11-22 14:5")
        expect(says("0101", "0000")).toBe("2027-1-1 0:0")
        expect(says("0229", "2359")).toBe("2027-3-1 23:59")
        expect(says("0731", "0730")).toBe("2026-7-31 7:30")
    })
    test("what is no date or time sets nothing", () => {
        expect(says("1322", "1405")).toBe("unknown")
        expect(says("0022", "1405")).toBe("unknown")
        expect(says("1100", "1405")).toBe("unknown")
        expect(says("1122", "2400")).toBe("unknown")
        expect(says("1122", "1260")).toBe("unknown")
        expect(says("", "")).toBe("unknown")
        expect(says("11a2", "1405")).toBe("unknown")
        expect(says("12541", "1405")).toBe("unknown")
    })
    test("over new year the year goes with the clock", () => {
        const clock = new Clock()
        clock.setFromCallerId("1231", "2359")
        expect(clock.now()?.year).toBe(2026)
        clock.setFromCallerId("0101", "0001")
        expect(clock.now()?.year).toBe(2027)
        clock.setFromCallerId("1231", "2359")
        expect(clock.now()?.year).toBe(2026)
    })
})
