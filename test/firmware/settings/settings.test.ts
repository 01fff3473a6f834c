import * as ds from "@devicescript/core"
import { describe, expect, test } from "@devicescript/test"
import { Settings, TOLL_SAVER } from "../../../src/settings/settings"
import { SettingsFile } from "../../../src/settings/settings-file"
import { TABLE } from "../../../src/settings/table.gen"

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
    test("every default is allowed, and is what a new machine has", async () => {
        const usual: any = new Settings()
        const read: any = settingsIn("")
        let count = 0
        let at = 0
        while (at < TABLE.length) {
            // Going through a text letter by letter, as the library does to split it, is long without a breath.
            await ds.sleep(1)
            const end = TABLE.indexOf("\n", at)
            const row = TABLE.slice(at, end < 0 ? TABLE.length : end)
            at += row.length + 1
            const field = row.split("|")[1]
            if (!field || field === "rules") continue
            expect(read[field]).toBe(usual[field])
            count++
        }
        expect(count > 15).toBe(true)
    })
    test("words stand for numbers and for what is so or not", () => {
        expect(settingsIn("rings = Toll-Saver").rings).toBe(TOLL_SAVER)
        expect(settingsIn("tail = keep").isTailKept).toBe(true)
        expect(settingsIn("fax = leave").isFaxLeft).toBe(true)
        expect(settingsIn("answer = no").isAnswering).toBe(false)
        expect(settingsIn("message-min-seconds = 0").messageMinMs).toBe(0)
        expect(settingsIn("temporary-until = 2026-12-01").temporaryUntil).toBe(20261201)
    })
    test("the clock is the country's unless the file says otherwise", () => {
        expect(settingsIn("country = US").is24h).toBe(false)
        expect(settingsIn("country = PL").is24h).toBe(true)
        expect(settingsIn("clock = 12\ncountry = PL").is24h).toBe(false)
        expect(settingsIn("clock = 24\ncountry = US").is24h).toBe(true)
        expect(settingsIn("clock = 13\ncountry = PL").is24h).toBe(true)
    })
    test("hours and holidays of several lines add up", () => {
        expect(settingsIn("hours = 9-12\nhours = 13-17, su\nholiday = 12-25").rules.length).toBe(4)
        expect(settingsIn("hours = 9-12\nhours = nonsense").rules.length).toBe(1)
    })
    test("a code has 4 to 8 digits that are not all the same, or there is none", () => {
        expect(settingsIn("pin = 12345678").pin).toBe("12345678")
        for (const value of ["123", "123456789", "12a4", "", "1111", "77777777"])
            expect(settingsIn("pin = " + value).pin).toBe("")
    })
    test("one value is taken or refused without the others", () => {
        const settings = settingsIn("rings = 3\nhours = 9-17\nholiday = 12-25")
        expect(settings.set("rings", "11")).toBe(false)
        expect(settings.rings).toBe(3)
        expect(settings.set("rings", "5")).toBe(true)
        expect(settings.rings).toBe(5)
        expect(settings.set("hours", "8-9, 10-11")).toBe(true)
        expect(settings.rules.length).toBe(3)
        expect(settings.set("ringz", "5")).toBe(false)
        expect(settings.set("rings|rings", "5")).toBe(false)
    })
    test("what an earlier card said does not hold for the next one", () => {
        const settings = settingsIn("rings = 9")
        settings.apply(new SettingsFile())
        expect(settings.rings).toBe(new Settings().rings)
    })
})
