import { describe, expect, test } from "@devicescript/test"
import { WallTime } from "../../../src/hal/wall-clock"
import {
    RuleKind,
    hasRules,
    isHoliday,
    isWithinHours,
    rulesIn,
    withoutRules,
} from "../../../src/settings/rules"

/** 2026-11-23 is a Monday. */
function at(day: number, hour: number, minute = 0, month = 11): WallTime {
    return { year: 2026, month, day, hour, minute, second: 0 }
}

function isOpen(text: string, when: WallTime): boolean {
    return isWithinHours(rulesIn(text, RuleKind.Hours) ?? [], RuleKind.Hours, when)
}

function isFree(text: string, month: number, day: number, isOrthodox = false): boolean {
    return isHoliday(rulesIn(text, RuleKind.Holiday) ?? [], at(day, 12, 0, month), isOrthodox)
}

describe("hours", () => {
    test("hold from their first minute to the one before their last, on their days", () => {
        const shop = "Mo-Fr 9:00-17:00, Sa 10:00-14:00"
        expect(isOpen(shop, at(23, 8, 59))).toBe(false)
        expect(isOpen(shop, at(23, 9))).toBe(true)
        expect(isOpen(shop, at(27, 16, 59))).toBe(true)
        expect(isOpen(shop, at(27, 17))).toBe(false)
        expect(isOpen(shop, at(28, 9, 30))).toBe(false)
        expect(isOpen(shop, at(28, 10))).toBe(true)
        expect(isOpen(shop, at(29, 12))).toBe(false)
    })
    test("without days are those of every day, days without hours are whole", () => {
        expect(isOpen("9-17", at(29, 9))).toBe(true)
        expect(isOpen("su", at(29, 0))).toBe(true)
        expect(isOpen("su", at(29, 23, 59))).toBe(true)
        expect(isOpen("su", at(28, 23, 59))).toBe(false)
    })
    test("over midnight belong to the day on which they begin", () => {
        expect(isOpen("Fr 22:00-7:00", at(27, 22))).toBe(true)
        expect(isOpen("Fr 22:00-7:00", at(28, 6, 59))).toBe(true)
        expect(isOpen("Fr 22:00-7:00", at(28, 7))).toBe(false)
        expect(isOpen("Fr 22:00-7:00", at(27, 6))).toBe(false)
        expect(isOpen("22:00-7:00", at(23, 3))).toBe(true)
    })
    test("go over Sunday where the last day is before the first", () => {
        expect(isOpen("Sa-Mo 8:00-9:00", at(29, 8))).toBe(true)
        expect(isOpen("Sa-Mo 8:00-9:00", at(23, 8))).toBe(true)
        expect(isOpen("Sa-Mo 8:00-9:00", at(24, 8))).toBe(false)
    })
    test("that can't be understood are none", () => {
        for (const text of [
            "9:00",
            "9:00-25:00",
            "9:00-24:01",
            "9:0-10:00",
            "Xx 9:00-10:00",
            "Mo-Xx 9-10",
            "9:00-9:00",
            "Mo-Tu-We 9-10",
            "9-10,",
            "a-b",
        ])
            expect(rulesIn(text, RuleKind.Hours)).toBe(undefined)
        expect((rulesIn("", RuleKind.Hours) ?? [1]).length).toBe(0)
    })
    test("and quiet hours do not disturb each other", () => {
        const rules = rulesIn("9-17", RuleKind.Hours) ?? []
        for (const rule of rulesIn("22-7", RuleKind.Quiet) ?? []) rules.push(rule)
        expect(isWithinHours(rules, RuleKind.Quiet, at(23, 12))).toBe(false)
        expect(isWithinHours(rules, RuleKind.Quiet, at(23, 23))).toBe(true)
        expect(hasRules(withoutRules(rules, RuleKind.Hours), RuleKind.Hours)).toBe(false)
        expect(hasRules(rules, RuleKind.Hours)).toBe(true)
        expect(hasRules(rules, RuleKind.Holiday)).toBe(false)
    })
})

describe("holidays", () => {
    test("are the same day each year", () => {
        expect(isFree("12-25", 12, 25)).toBe(true)
        expect(isFree("12-25", 12, 24)).toBe(false)
        expect(isFree("01-01, 12-25", 1, 1)).toBe(true)
    })
    test("are the nth weekday of a month, or the last", () => {
        expect(isFree("4th-Th-11", 11, 26)).toBe(true)
        expect(isFree("4th-Th-11", 11, 19)).toBe(false)
        expect(isFree("1st-Mo-9", 9, 7)).toBe(true)
        expect(isFree("last-Mo-5", 5, 25)).toBe(true)
        expect(isFree("last-Mo-5", 5, 18)).toBe(false)
        expect(isFree("last-th-12", 12, 31)).toBe(true)
    })
    test("count from Easter, the Western or the Orthodox one", () => {
        expect(isFree("easter", 4, 5)).toBe(true)
        expect(isFree("Easter+1", 4, 6)).toBe(true)
        expect(isFree("easter-2", 4, 3)).toBe(true)
        expect(isFree("easter+60", 6, 4)).toBe(true)
        expect(isFree("easter+1", 4, 13, true)).toBe(true)
        expect(isFree("easter+1", 4, 6, true)).toBe(false)
    })
    test("that can't be understood are none", () => {
        for (const text of [
            "13-01",
            "12-32",
            "25",
            "5th-Mo-5",
            "4th-Xx-5",
            "easter1",
            "easter+",
            "last-Mo-13",
            "12-25,",
        ])
            expect(rulesIn(text, RuleKind.Holiday)).toBe(undefined)
    })
})
