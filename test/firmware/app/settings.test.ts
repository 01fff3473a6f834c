import { describe, expect, test } from "@devicescript/test"
import { Settings } from "../../../src/app/settings"
import { SettingsFile } from "../../../src/app/settings-file"

function ringsIn(text: string): number {
    const file = new SettingsFile()
    file.parse(text)
    const settings = new Settings()
    settings.apply(file)
    return settings.rings
}

describe("Settings", () => {
    test("rings from 1 to 10 are taken", () => {
        for (let rings = 1; rings <= 10; rings++) expect(ringsIn("rings = " + rings)).toBe(rings)
    })
    test("a setting that does not exist changes nothing", () => {
        expect(ringsIn("ringz = 9")).toBe(new Settings().rings)
        expect(ringsIn("ringz = 9\nrings = 3")).toBe(3)
    })
    test("anything else leaves what is compiled in", () => {
        const usual = new Settings().rings
        for (const text of [
            "",
            "rings = 0",
            "rings = 11",
            "rings = -1",
            "rings = 2x",
            "rings = two",
            "rings = 2.5",
        ])
            expect(ringsIn(text)).toBe(usual)
    })
})
