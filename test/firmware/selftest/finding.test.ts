import { describe, expect, test } from "@devicescript/test"
import {
    none,
    Part,
    partName,
    trouble,
    Verdict,
    verdictName,
    well,
} from "../../../src/selftest/finding"

describe("Finding", () => {
    test("parts and verdicts have a name each, in the order of their numbers", () => {
        const parts = [Part.Bridge, Part.Crystal, Part.Modem, Part.Line, Part.Card]
        const more = [Part.Speed, Part.Keys, Part.Display, Part.Clock]
        let names = ""
        for (const part of parts) names += partName(part) + " "
        for (const part of more) names += partName(part) + " "
        expect(names).toBe("bridge crystal modem line card speed keys display clock ")
        expect(verdictName(Verdict.Ok) + verdictName(Verdict.Trouble)).toBe("oktrouble")
        expect(verdictName(Verdict.None)).toBe("none")
    })
    test("only trouble needs something to be done", () => {
        expect(well(Part.Card, "512 MB").advice).toBe("")
        expect(none(Part.Display, "none found").advice).toBe("")
        const finding = trouble(Part.Line, "no dial tone", "plug it in")
        expect(finding.verdict).toBe(Verdict.Trouble)
        expect(finding.advice).toBe("plug it in")
    })
})
