import { describe, test, expect } from "@devicescript/test"
import { SettingsFile } from "../../../src/app/settings-file"

describe("SettingsFile", () => {
    test("reads lines of a PC or of a Unix machine, with or without spaces", () => {
        const settings = new SettingsFile()
        settings.parse("# comment\r\nrings = 3\r\n\r\n  Country=PL  \nlast =")
        expect(settings.value("rings")).toBe("3")
        expect(settings.value("country")).toBe("PL")
        expect(settings.value("last")).toBe("")
        expect(settings.value("# comment")).toBe(undefined)
    })
    test("a bad line does not stop the others", () => {
        const settings = new SettingsFile()
        settings.parse("nonsense\n= 3\nrings = 2\nname = a = b")
        expect(settings.value("rings")).toBe("2")
        expect(settings.value("name")).toBe("a = b")
        expect(settings.value("")).toBe(undefined)
    })
    test("the last line with a key counts, and a byte order mark does not", () => {
        const settings = new SettingsFile()
        settings.parse("\ufeffrings = 2\nrings = 4")
        expect(settings.value("rings")).toBe("4")
        settings.parse("\ufeffrings = 2")
        expect(settings.value("rings")).toBe("2")
        settings.parse("")
        expect(settings.value("rings")).toBe(undefined)
    })
})
