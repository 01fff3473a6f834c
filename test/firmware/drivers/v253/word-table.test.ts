import { describe, expect, test } from "@devicescript/test"
import { meaningOf } from "../../../../src/drivers/v253/word-table"

const TABLE = "|OK1|NO CARRIER3|NO3|"

describe("meaningOf", () => {
    test("finds whole words only, and gives the code of the letter behind", () => {
        expect(meaningOf("OK", TABLE)).toBe(0x31)
        expect(meaningOf("NO CARRIER", TABLE)).toBe(0x33)
        expect(meaningOf("NO", TABLE)).toBe(0)
        expect(meaningOf("O", TABLE)).toBe(0)
        expect(meaningOf("OK1", TABLE)).toBe(0)
        expect(meaningOf("RING", TABLE)).toBe(0)
        expect(meaningOf("", TABLE)).toBe(0)
    })
})
