import assert from "node:assert/strict"
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { CARD_GROUP } from "../../card/cli/card-command.ts"
import { readArguments, readChoice, readNumber } from "../../card/cli/arguments.ts"
import { describeReport } from "../../card/cli/check-report.ts"
import { readSize } from "../../card/cli/make-command.ts"
import { withProgress } from "../../card/cli/progress.ts"
import { Findings } from "../../card/check/finding.ts"
import { makeCardImage } from "../../sim/card/format.ts"
import { type Command } from "../../sim/cli/command.ts"
import { scratchFolder } from "../support/scratch-folder.ts"

const FORM = {
    words: ["CARD", "FILE…"],
    wordsMin: 1,
    values: ["size", "to"],
    flags: ["yes"],
} as const

test("words, values and flags in any order", () => {
    const { words, values, flags } = readArguments(
        ["--size", "5", "card.img", "--yes", "a", "--to=x", "b"],
        FORM
    )
    assert.deepEqual(words, ["card.img", "a", "b"])
    assert.deepEqual(values, { size: "5", to: "x" })
    assert.deepEqual([...flags], ["yes"])
})

test("every mistake is explained", () => {
    const mistakes: [string[], RegExp][] = [
        [[], /CARD is missing/],
        [["c", "--sise", "4"], /unknown option --sise. Did you mean --size\?/],
        [["c", "--size"], /--size needs a value/],
        [["c", "--size", "--yes"], /--size needs a value/],
        [["c", "--size", "1", "--size", "2"], /given twice/],
        [["c", "--yes=no"], /--yes takes no value/],
    ]
    for (const [args, message] of mistakes) assert.throws(() => readArguments(args, FORM), message)
    const closed = { ...FORM, words: ["CARD"] }
    assert.throws(() => readArguments(["a", "b"], closed), /"b" is not expected/)
    for (const text of ["0", "11", "x", "1.5", "-1"])
        assert.throws(() => readNumber("n", text, 1, 10), /from 1 to 10/)
    assert.throws(() => readChoice("as", "fat3", ["fat16", "fat32"]), /must be one of fat16, fat32/)
})

test("sizes as people write them", () => {
    assert.deepEqual(["4096", "512MB", "2g", "32 GB"].map(readSize), [4096, 512, 2048, 32768])
    for (const text of ["", "0", "4TB", "big"])
        assert.throws(() => readSize(text), /must be a number of megabytes/)
})

test("a card gets so many slots as its settings.txt may say", async t => {
    const path = join(scratchFolder(t), "c.img")
    const make = CARD_GROUP.commands.find(({ name }) => name === "make") as Command
    for (const slots of [15, 8001])
        await assert.rejects(make.run([path, "--slots", `${slots}`]), /must be .* from 16 to 8000/)
    assert.ok(!existsSync(path))
})

/** Thirty faults of a kind, and a note. */
function reported(faultCount: number) {
    const findings = new Findings()
    for (let i = 1; i <= faultCount; i++)
        findings.fault("broken", `file ${i}`, "is broken", {
            machine: "mends it",
            owner: "nothing",
        })
    findings.note("odd", "file", "is odd")
    const countOf = (code: string) => findings.countOf(code)
    const report = { findings: findings.list, countOf, slots: [], messages: [] }
    const faults = findings.list.filter(each => each.severity === "fault")
    return { report, faults, all: findings.list }
}

test("a report says first how the card is, then what, where, and who does what; of many alike the first, and how many more", () => {
    const { report, faults } = reported(30)
    const text = describeReport("card.img", report, faults)
    assert.match(
        text,
        /^card\.img: 30 faults\.\n0 slots, 0 messages\.\n1 note, no faults: you need do nothing\. --notes tells more\.\n/
    )
    assert.match(text, /\nFAULT: file 1: is broken\n {3}the machine: mends it\nFAULT: file 2/)
    assert.match(text, /… and 10 more of this kind: broken$/)
})

test("a card with notes alone is well, and they are told as what they are", () => {
    const { report, faults, all } = reported(0)
    assert.match(describeReport("card.img", report, faults), /^card\.img: this card is well\.\n/)
    assert.equal(
        describeReport("card.img", report, all),
        "card.img: this card is well.\n0 slots, 0 messages.\nNotes, which are no faults:\nnote: file: is odd"
    )
})

test("notes with advice are told, and those are counted that need nothing of the owner", () => {
    const findings = new Findings()
    findings.note("odd", "file", "is odd", { owner: "look at it" })
    findings.note("even", "file", "is even")
    const countOf = (code: string) => findings.countOf(code)
    const report = { findings: findings.list, countOf, slots: [], messages: [] }
    const text = describeReport("c", report, findings.list.slice(0, 1))
    assert.match(text, /\n1 note, no faults: you need do nothing\. --notes tells more\.\n/)
    assert.match(text, /\nnote: file: is odd\n {3}you: look at it$/)
})

test("progress is shown on a terminal only, and taken away again", async () => {
    let written = ""
    const terminal = { isTTY: true, write: (text: string) => ((written += text), true) }
    const work = async (show: (done: number, total: number) => void) => {
        for (let i = 0; i < 3; i++) {
            await new Promise(resolve => setTimeout(resolve, 120))
            show(i, 3)
        }
        return 5
    }
    assert.equal(await withProgress("exporting", work, terminal), 5)
    assert.match(written, /exporting: 1 of 3/)
    assert.ok(written.endsWith("\r\u001b[K"))
    written = ""
    await withProgress("exporting", work, { ...terminal, isTTY: false })
    assert.equal(written, "")
})

/** What stands in the way, and what is said of it: "DIR" is a folder in which there are a card, a file and a folder. */
const IN_THE_WAY: readonly (readonly [string, RegExp])[] = [
    ["make DIR/none/c.img", /none\/c\.img: can't be made: there is no such folder: make it first/],
    ["make DIR/file/c.img", /file\/c\.img: can't be made: a part of the path is not a folder/],
    [`make DIR/${"x".repeat(300)}`, /can't be made: the name is too long/],
    ["make DIR/c.img --greeting DIR/folder", /folder: can't be read: it is a folder/],
    ["make DIR/c.img --greeting DIR/file", /file: no sound file that is known here/],
    ["make DIR/c.img --settings DIR/none", /none: can't be read: there is no such file: check/],
    ["restore DIR/c.img DIR/none.zip", /none\.zip: can't be read: there is no such file: check/],
    ["restore DIR/c.img DIR/folder", /folder: can't be read: it is a folder/],
    ["restore DIR/c.img DIR/file", /file: is no ZIP file .* "card backup"/],
    ["restore DIR/none.img DIR/file", /none\.img: there is no such file: check the name/],
    ["backup DIR/c.img DIR/none/b.zip", /none\/b\.zip: can't be made: there is no such folder/],
    ["backup DIR/c.img DIR/file/b.zip", /file\/b\.zip: can't be made: a part of the path/],
    ["backup DIR/c.img DIR/folder", /folder: exists already: choose another name/],
    ["greeting DIR/c.img DIR/none", /none: can't be read: there is no such file: check the name/],
    ["contacts DIR/c.img DIR/folder", /folder: can't be read: it is a folder/],
    ["list DIR/file", /file: not a card image: 1 bytes/],
    ["list DIR/empty", /empty: is empty, and no card image: take another file/],
    ["check /dev/null", /\/dev\/null: is neither a card nor an image: name a card reader/],
]
for (const [line, expected] of IN_THE_WAY)
    test(`what can't be opened is told in words, with 2: card ${line.slice(0, 60)}`, async t => {
        const folder = scratchFolder(t)
        writeFileSync(join(folder, "file"), "x")
        writeFileSync(join(folder, "empty"), "")
        mkdirSync(join(folder, "folder"))
        makeCardImage(join(folder, "c.img"), { sizeMB: 32, format: "fat16" })
        const before = readdirSync(folder)
        const told = t.mock.method(console, "error", () => undefined)
        const [word, ...args] = line.replaceAll("DIR", folder).split(" ")
        const command = CARD_GROUP.commands.find(({ name }) => name === word) as Command
        assert.equal(await command.run(args), 2)
        const words = told.mock.calls.map(call => String(call.arguments[0])).join("\n")
        assert.match(words, expected)
        assert.doesNotMatch(words, /E[A-Z]{4,}/)
        assert.deepEqual(readdirSync(folder), before)
        assert.ok(!existsSync(join(folder, "none")))
    })
