import { describe, expect, test } from "@devicescript/test"
import { Settings } from "../../../src/settings/settings"
import { SettingsFile } from "../../../src/settings/settings-file"

function settingsIn(text: string): Settings {
    const file = new SettingsFile()
    file.parse(text)
    const settings = new Settings()
    settings.apply(file)
    return settings
}

describe("Settings", () => {
    test("rings from 1 to 10 are taken", () => {
        for (let rings = 1; rings <= 10; rings++)
            expect(settingsIn("rings = " + rings).rings).toBe(rings)
    })
    test("all that can be set is taken", () => {
        const settings = settingsIn(
            "lead-in-ms = 0\nsilence-seconds = 12\nmessage-seconds = 60\nlanguage = pl\ncountry = uk\nrecord = no"
        )
        expect(settings.leadInMs).toBe(0)
        expect(settings.silenceMs).toBe(12000)
        expect(settings.messageMaxMs).toBe(60000)
        expect(settings.language).toBe("pl")
        expect(settings.country).toBe("UK")
        expect(settings.isRecording).toBe(false)
        expect(settingsIn("record = Yes").isRecording).toBe(true)
    })
    test("a setting that does not exist changes nothing", () => {
        expect(settingsIn("ringz = 9").rings).toBe(new Settings().rings)
        expect(settingsIn("ringz = 9\nrings = 3").rings).toBe(3)
    })
    test("nonsense leaves what is compiled in", () => {
        const usual = new Settings()
        for (const value of [
            "",
            "0",
            "11",
            "-1",
            "2x",
            "two",
            "2.5",
            "1e1",
            "99999999999",
            "\u0142",
        ])
            expect(settingsIn("rings = " + value).rings).toBe(usual.rings)
        const odd = settingsIn(
            "lead-in-ms = 3001\nsilence-seconds = 1\nmessage-seconds = 9\nlanguage = Pl\ncountry = XX\nrecord = 0"
        )
        expect(odd.leadInMs).toBe(usual.leadInMs)
        expect(odd.silenceMs).toBe(usual.silenceMs)
        expect(odd.messageMaxMs).toBe(usual.messageMaxMs)
        expect(odd.language).toBe(usual.language)
        expect(odd.country).toBe(usual.country)
        expect(odd.isRecording).toBe(true)
        expect(settingsIn("language = ").language).toBe(usual.language)
    })
    test("what an earlier card said does not hold for the next one", () => {
        const settings = settingsIn("rings = 9")
        settings.apply(new SettingsFile())
        expect(settings.rings).toBe(new Settings().rings)
    })
})
