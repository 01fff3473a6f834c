import { describe, expect, test } from "@devicescript/test"
import { Column, playGain, profileOf } from "../../../../src/drivers/v253/profiles"

function named(answers: string): string {
    return profileOf(answers)[Column.Name]
}

describe("modem profiles", () => {
    test("are found by what modems say of themselves", () => {
        expect(named("56000 ")).toBe("conexant")
        expect(named("255 CONEXANT CX93010")).toBe("conexant")
        expect(named("V.92 MT9234ZBA SERIAL V.92 DATA/FAX MODEM")).toBe("agere")
        expect(named("5601 ")).toBe("usr5637")
        expect(named("C E 2494")).toBe("si2494")
    })
    test("any other modem is unknown: its tones are timed, and it is given time", () => {
        const row = profileOf("SOMEBODY'S MODEM")
        expect(row[Column.Name]).toBe("unknown")
        expect(row[Column.ToneUnitMs]).toBe("0")
        expect(parseInt(row[Column.CommandGapMs]) >= 100).toBe(true)
        expect(named("")).toBe("unknown")
    })
    test("every row has every column", () => {
        for (const answers of ["USB91362084", "56000", "MT9234", "5601", "2494", ""]) {
            const row = profileOf(answers)
            expect(row.length).toBe(Column.CallerIdForm + 1)
            expect(parseInt(row[Column.CommandGapMs]) > 20).toBe(true)
            // From the softest to the loudest within the figures that there are.
            expect(playGain(row, 1) > 0 && playGain(row, 8) < 256).toBe(true)
            expect(playGain(row, 5)).toBe(128)
            expect(playGain(row, 6) > 128).toBe(true)
            expect(row[Column.BeepTones].startsWith("933,")).toBe(true)
        }
    })
})
