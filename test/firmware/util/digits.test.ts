import { describe, test, expect } from "@devicescript/test"
import { padded } from "../../../src/util/digits"

describe("padded", () => {
    test("puts zeros in front, and cuts nothing", () => {
        expect(padded(7, 2)).toBe("07")
        expect(padded(0, 1)).toBe("0")
        expect(padded(123, 2)).toBe("123")
    })
})
