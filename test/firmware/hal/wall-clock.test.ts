import { describe, expect, test } from "@devicescript/test"
import { clockText, dateText, nameText, WallTime } from "../../../src/hal/wall-clock"

const AT: WallTime = { year: 2026, month: 1, day: 2, hour: 4, minute: 5, second: 6 }
const DOUBTED: WallTime = {
    year: 2026,
    month: 11,
    day: 22,
    hour: 14,
    minute: 5,
    second: 31,
    isDoubtful: true,
}

describe("a time of day", () => {
    test("is written with all its figures, and a sign behind it where it is in doubt", () => {
        expect(dateText(AT)).toBe("2026-01-02")
        expect(clockText(AT)).toBe("04:05:06")
        expect(clockText(DOUBTED)).toBe("14:05:31~")
    })
    test("has no colon in a name", () => {
        expect(nameText(AT)).toBe("2026-01-02 04.05")
        expect(nameText(DOUBTED)).toBe("2026-11-22 14.05~")
    })
})
