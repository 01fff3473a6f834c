import { describe, expect, test } from "@devicescript/test"
import { lineEventOf } from "../../../../src/drivers/v253/events"
import { LineEventKind } from "../../../../src/hal/voice-line"

describe("event codes (V.253 table 17)", () => {
    test("mean what the standard says", () => {
        expect(lineEventOf("R")).toBe(LineEventKind.Ring)
        expect(lineEventOf("l")).toBe(LineEventKind.LoopInterrupted)
        expect(lineEventOf("b")).toBe(LineEventKind.BusyTone)
        expect(lineEventOf("K")).toBe(LineEventKind.CongestionTone)
        expect(lineEventOf("d")).toBe(LineEventKind.DialTone)
        expect(lineEventOf("i")).toBe(LineEventKind.DialTone)
        expect(lineEventOf("s")).toBe(LineEventKind.Silence)
        expect(lineEventOf("q")).toBe(LineEventKind.Quiet)
        expect(lineEventOf("P")).toBe(LineEventKind.ExtensionPickedUp)
        expect(lineEventOf("H")).toBe(LineEventKind.ExtensionPickedUp)
        expect(lineEventOf("c")).toBe(LineEventKind.FaxCalling)
        expect(lineEventOf("e")).toBe(LineEventKind.DataCalling)
    })
    test("every key is a digit", () => {
        for (const key of "0|1|2|3|4|5|6|7|8|9|*|#|A|B|C|D".split("|"))
            expect(lineEventOf(key)).toBe(LineEventKind.Digit)
    })
    test("all other codes are no events", () => {
        let eventCount = 0
        for (let code = 0; code < 256; code++)
            if (lineEventOf(String.fromCharCode(code)) !== undefined) eventCount++
        expect(eventCount).toBe(28)
    })
})
