import assert from "node:assert/strict"
import { test } from "node:test"
import {
    decodeShortName,
    exactShortName,
    latin1,
    makeShortName,
    shortNameChecksum,
} from "../../../sim/card/short-name.ts"

test("only 8.3 names in capitals need no long name", () => {
    assert.equal(latin1(exactShortName("README.TXT")!), "README  TXT")
    assert.equal(latin1(exactShortName("A")!), "A          ")
    assert.equal(latin1(exactShortName("AB000123.WAV")!), "AB000123WAV")
    for (const name of [
        "readme.txt",
        "AFTERBEEP",
        "A.HTML",
        "A B.TXT",
        "A+B.TXT",
        ".TXT",
        "A.B.C",
        "Ä",
    ])
        assert.equal(exactShortName(name), undefined, name)
})

test("a short name is made for every long one", () => {
    const table: [string, string][] = [
        ["settings.txt", "SETTINGSTXT"],
        ["AFTERBEEP", "AFTERB~1   "],
        ["contacts.csv", "CONTACTSCSV"],
        ["holiday-12-25.wav", "HOLIDA~1WAV"],
        ["2026-11-22 14.05 2125550123 J SMITH.wav", "2026-1~1WAV"],
        ["a b.txt", "AB~1    TXT"],
        ["a+b.txt", "A_B~1   TXT"],
        ["page.html", "PAGE~1  HTM"],
        [".profile", "PROFIL~1   "],
        ["привет.wav", "______~1WAV"],
    ]
    for (const [name, expected] of table)
        assert.equal(latin1(makeShortName(name, () => false)), expected, name)
})

test("a short name that is taken gets the next number", () => {
    const taken = new Set<string>()
    for (let i = 0; i < 120; i++) {
        const made = latin1(makeShortName("holiday greeting.wav", name => taken.has(name)))
        assert.ok(!taken.has(made))
        taken.add(made)
    }
    assert.ok(taken.has("HOLIDA~9WAV") && taken.has("HOLID~10WAV") && taken.has("HOLI~120WAV"))
})

test("a short name is shown without padding and in the case its entry asks for", () => {
    const readme = Buffer.from("README  TXT")
    assert.equal(decodeShortName(readme, 0), "README.TXT")
    assert.equal(decodeShortName(readme, 0x08), "readme.TXT")
    assert.equal(decodeShortName(readme, 0x18), "readme.txt")
    assert.equal(decodeShortName(Buffer.from("A          "), 0), "A")
    assert.equal(decodeShortName(Buffer.from("\x05BC        ", "latin1"), 0), "åBC")
})

test("the checksum turns right by one bit and adds, byte by byte", () => {
    const bytes = (first: number, second: number) =>
        Buffer.concat([Buffer.of(first, second), Buffer.alloc(9)])
    assert.equal(shortNameChecksum(bytes(0, 0)), 0)
    // 1 turned right ten times by one bit of eight is 1 turned right twice.
    assert.equal(shortNameChecksum(bytes(1, 0)), 0x40)
    // The second byte is turned nine times; 0x80 + 0x80 overflows and leaves nothing.
    assert.equal(shortNameChecksum(bytes(1, 0x80)), 0)
})
