import * as ds from "@devicescript/core"
import { describe, test, expect } from "@devicescript/test"
import {
    longEntryCount,
    nameChecksum,
    NameSearch,
    putLongName,
    shortForm,
} from "../../../src/fat/names"

/** Half a directory sector with a short entry at its end, and a long name before it. */
function named(name: string): Buffer {
    const sector = Buffer.alloc(256)
    sector.blitAt(224, "AB000001WAV", 0, 11)
    putLongName(sector, 224, name)
    return sector
}

/** Let the entries of a long name and its short one go by. */
function isFound(sector: Buffer, stored: string, wanted: string): boolean {
    const search = new NameSearch(wanted)
    for (let i = longEntryCount(stored); i > 0; i--)
        expect(search.seeEntry(sector, 224 - i * 32)).toBe(false)
    return search.seeEntry(sector, 224)
}

describe("putLongName", () => {
    test("writes what a PC wrote for the same name", () => {
        // Made by mtools: "The quick brown.fox", THEQUI~1.FOX.
        const sector = Buffer.alloc(96)
        sector.blitAt(64, "THEQUI~1FOX", 0, 11)
        putLongName(sector, 64, "The quick brown.fox")
        expect(sector.slice(0, 64).toString("hex")).toBe(
            "4277006e002e0066006f000f000778000000ffffffffffffffff0000ffffffff" +
                "01540068006500200071000f00077500690063006b0020006200000072006f00"
        )
    })
    test("a name of 13 characters has no end mark, one of 14 fills the rest with ones", () => {
        expect(longEntryCount("1234567890123")).toBe(1)
        expect(named("1234567890123").getAt(192 + 30, "u16")).toBe(0x33)
        expect(longEntryCount("12345678901234")).toBe(2)
        expect(named("12345678901234").getAt(160 + 3, "u16")).toBe(0)
        expect(named("12345678901234").getAt(160 + 5, "u16")).toBe(0xffff)
    })
})

describe("nameChecksum", () => {
    test("is the one of the specification", () => {
        const sector = Buffer.alloc(32)
        sector.blitAt(0, "THEQUI~1FOX", 0, 11)
        expect(nameChecksum(sector, 0)).toBe(0x07)
    })
})

describe("NameSearch", () => {
    test("finds long names of every length, whatever their case", async () => {
        let name = ""
        for (let length = 1; length <= 45; length++) {
            // A fiber may not run for long without a wait.
            await ds.sleep(0)
            name += length % 3 === 0 ? "x" : "Y"
            const sector = named(name)
            expect(isFound(sector, name, name.toUpperCase())).toBe(true)
            expect(isFound(sector, name, name + "y")).toBe(false)
            expect(isFound(sector, name, name.slice(0, length - 1) + "z")).toBe(false)
        }
    })
    test("other characters must be the same", () => {
        const name = "Życzenia świąteczne.wav"
        expect(isFound(named(name), name, "Życzenia świąteczne.WAV")).toBe(true)
        expect(isFound(named(name), name, "życzenia świąteczne.wav")).toBe(false)
    })
    test("finds short names", () => {
        expect(isFound(named("a long name"), "a long name", "ab000001.wav")).toBe(true)
        expect(isFound(named("a long name"), "a long name", "ab000002.wav")).toBe(false)
    })
    test("a long name whose checksum is another file's does not count", () => {
        const sector = named("a long name")
        sector[224] = 0x43
        expect(isFound(sector, "a long name", "a long name")).toBe(false)
    })
})

describe("shortForm", () => {
    test("is 11 bytes in capitals, or nothing", () => {
        expect(shortForm("messages")).toBe("MESSAGES   ")
        expect(shortForm("a.b")).toBe("A       B  ")
        expect(shortForm("settings.txt")).toBe("SETTINGSTXT")
        expect(shortForm("greetings")).toBe(undefined)
        expect(shortForm("a.html")).toBe(undefined)
    })
})
