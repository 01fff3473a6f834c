import { describe, expect, test } from "@devicescript/test"
import { dateIn, hasDigitsOnly, wholeNumberIn } from "../../../src/settings/numbers-in-text"

describe("numbers in text", () => {
    test("are digits alone, within their bounds", () => {
        expect(wholeNumberIn("07", 0, 9)).toBe(7)
        expect(wholeNumberIn("10", 0, 9)).toBe(-1)
        for (const text of ["", " 7", "7x", "+7", "-7", "7.0", "1e1", "99999999999"])
            expect(wholeNumberIn(text, 0, 2000000000)).toBe(-1)
        expect(hasDigitsOnly("")).toBe(false)
    })
    test("dates are year, month and day", () => {
        expect(dateIn("2026-12-01")).toBe(20261201)
        for (const text of ["2026-13-01", "2026-12-32", "26-12-01", "2026-12", "1.12.2026"])
            expect(dateIn(text)).toBe(-1)
    })
})
