import { describe, test, expect } from "@devicescript/test"
import { SettingsFile, withSetting } from "../../../src/settings/settings-file"

function changed(text: string, value: string): string {
    return withSetting(Buffer.from(text), "record", value).toString()
}

describe("withSetting", () => {
    test("changes the line that counts, and leaves all else as it was", () => {
        expect(changed("# a\r\nRecord =yes\r\nrings = 2\r\n", "no")).toBe(
            "# a\r\nRecord = no\r\nrings = 2\r\n"
        )
        expect(changed("record=no\n\n  record = no", "yes")).toBe("record=no\n\n  record = yes")
        expect(changed("record = yes\n", "no")).toBe("record = no\n")
    })
    test("adds a line in the file's own way where there is none", () => {
        expect(changed("", "no")).toBe("record = no\n")
        expect(changed("# record = yes\nrings = 2", "no")).toBe(
            "# record = yes\nrings = 2\nrecord = no\n"
        )
        expect(changed("rings = 2\r\n", "no")).toBe("rings = 2\r\nrecord = no\r\n")
    })
    test("keeps bytes that are no UTF-8", () => {
        const text = hex`23 b1 ea 0a 72 65 63 6f 72 64 3d 6e 6f 0a 23 ff`
        expect(withSetting(text, "record", "yes").toString("hex")).toBe(
            "23b1ea0a7265636f72643d207965730a23ff"
        )
    })
})

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
