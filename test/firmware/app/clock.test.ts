import { describe, expect, test } from "@devicescript/test"
import { Clock } from "../../../src/app/clock"

function says(date: string, time: string): string {
    const clock = new Clock()
    clock.setFromCallerId(date, time)
    const t = clock.now()
    return t ? t.year + "-" + t.month + "-" + t.day + " " + t.hour + ":" + t.minute : "unknown"
}

function clockAt(date: string, time: string): Clock {
    const clock = new Clock()
    clock.setFromCallerId(date, time)
    return clock
}

describe("Clock", () => {
    test("takes month, day, hour and minute from caller ID, and the nearest year", () => {
        expect(says("1122", "1405")).toBe("2026-11-22 14:5")
        expect(says("0101", "0000")).toBe("2027-1-1 0:0")
        expect(says("0229", "2359")).toBe("2028-2-29 23:59")
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
        expect(says("0431", "1405")).toBe("unknown")
    })
    test("over new year the year goes with the clock", () => {
        const clock = new Clock()
        clock.setFromCallerId("1231", "2359")
        expect(clock.now()?.year).toBe(2026)
        clock.setFromCallerId("0101", "0001")
        expect(clock.now()?.year).toBe(2027)
    })
    test("a jump is believed when a second call says the same; until then the clock goes on, in doubt", () => {
        const clock = clockAt("1122", "1405")
        expect(clock.isTrusted).toBe(true)
        clock.setFromCallerId("0703", "0815")
        expect(clock.now()?.month).toBe(11)
        expect(clock.now()?.isDoubtful).toBe(true)
        clock.setFromCallerId("0101", "0000")
        expect(clock.now()?.month).toBe(11)
        clock.setFromCallerId("0101", "0002")
        expect(clock.now()?.year).toBe(2027)
        expect(clock.now()?.isDoubtful).toBe(undefined)
    })
    test("a doubt ends when the network says again what the clock says", () => {
        const clock = clockAt("1122", "1405")
        clock.setFromCallerId("1122", "1705")
        expect(clock.isTrusted).toBe(false)
        clock.setFromCallerId("1122", "1406")
        expect(clock.isTrusted).toBe(true)
        expect(clock.now()?.minute).toBe(6)
    })
    test("an hour is believed at once when clocks are changed, and at no other time", () => {
        const spring = clockAt("0328", "0159")
        spring.setFromCallerId("0328", "0300")
        expect(spring.now()?.hour).toBe(3)
        const autumn = clockAt("1101", "0130")
        autumn.setFromCallerId("1101", "0031")
        expect(autumn.now()?.hour).toBe(0)
        const winter = clockAt("0115", "1200")
        winter.setFromCallerId("0115", "1300")
        expect(winter.now()?.hour).toBe(12)
    })
    test("what was kept over a power cut is slow, never fast, and one call confirms it", () => {
        const clock = new Clock()
        clock.set({ year: 2026, month: 3, day: 1, hour: 10, minute: 0, second: 0 })
        clock.setSeconds(clock.seconds() ?? 0, false)
        clock.setFromCallerId("1115", "0800")
        expect(clock.now()?.year).toBe(2026)
        expect(clock.now()?.month).toBe(11)
        expect(clock.isTrusted).toBe(true)
    })
    test("the owner is believed", () => {
        const clock = new Clock()
        clock.set({ year: 2030, month: 5, day: 6, hour: 7, minute: 8, second: 9 })
        expect(clock.now()?.year).toBe(2030)
        expect(clock.isTrusted).toBe(true)
    })
})
