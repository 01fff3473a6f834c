import assert from "node:assert/strict"
import { spawnSync } from "node:child_process"
import { chmodSync, mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { test, type TestContext } from "node:test"
import { fileURLToPath } from "node:url"
import { checkContactLines } from "../../card/check/contacts-check.ts"
import { type Finding, Findings } from "../../card/check/finding.ts"
import { checkSettingLines } from "../../card/check/settings-lines.ts"
import { CARD_GROUP } from "../../card/cli/card-command.ts"
import { withFiles } from "../../card/volume/place.ts"
import { makeCardImage } from "../../sim/card/format.ts"
import { SETTINGS_TABLE, settingsTemplate } from "../../sim/card/settings-table.ts"
import { type Command } from "../../sim/cli/command.ts"
import { scratchFolder } from "../support/scratch-folder.ts"

const BIN = fileURLToPath(new URL("../../bin/afterbeep.mjs", import.meta.url))

function findingsIn(
    check: (bytes: Buffer, findings: Findings) => void,
    content: string | Buffer
): readonly Finding[] {
    const findings = new Findings()
    check(Buffer.from(content as string), findings)
    return findings.list
}

/** Code and line of what is found, as `rings 3`. */
function oddContacts(content: string | Buffer): string[] {
    return findingsIn(checkContactLines, content).map(
        ({ code, where }) => `${code.replace("contacts-", "")} ${/\d+$/.exec(where)?.[0] ?? ""}`
    )
}

test("contacts as the machine reads them have nothing wrong with them", () => {
    for (const text of [
        "",
        "number,name,rings\r\n+12125550123,Ann\r\n5550101,Bob,3\r\n112,Help,NEVER\r\n",
        '\ufeff"5550101";"Smith; J.";"block"\n0900*;Premium;0\n# remarks\n\n5550102,Zoë,\n',
        "#5550101,Ann,blok\n5550101,,block\n5550102,Smith, Ann,10\n09001*,One,1\n0900*,Others,block\n*,All,5\n",
    ])
        assert.deepEqual(findingsIn(checkContactLines, text), [], text)
})

test("a line that is not taken as it was meant is told with its number, what stands there, and what to do", () => {
    const lines: [string, string][] = [
        ["5550101,Pest,blok", "rings"],
        ["5550101,Max,11", "rings"],
        ["5550101,Max,-1", "rings"],
        ["5550101,Smith, J.", "rings"],
        ["5550101,Pest,block,", "columns"],
        ["212 555 0101,Ann", "number"],
        ["212-555-0101,Ann", "number"],
        ["Ann,5550101", "number"],
        ["Ann", "number"],
        ["09*00,Premium,block", "number"],
        ["*0900,Premium,block", "number"],
        ["Premium,0900*,block", "number"],
        ["5550101", "empty"],
        ["5550101,,", "empty"],
        ["5550101\tAnn", "number"],
    ]
    for (const [line, word] of lines)
        assert.deepEqual(oddContacts(`number,name\r\n112,Help\r\n${line}\r\n`), [`${word} 3`], line)
    const [found] = findingsIn(checkContactLines, "112,Help\n5550101,Pest,blok")
    assert.deepEqual(found, {
        code: "contacts-rings",
        severity: "note",
        where: "AFTERBEEP/contacts.csv, line 2",
        what: '"blok" is no word for the third column: allowed is 1 to 10, never, or block',
        machine: "takes it as a part of the name, and answers as it does for others",
        owner: "write one of these there; or put a name that has commas in quotation marks",
    })
})

test("a beginning behind one that has all its numbers is told with the line that counts", () => {
    const text = "900*,Premium,block\n+4890012*,Aunt,2\n090012*,Uncle,2\n0800*,Free\n"
    assert.deepEqual(oddContacts(text), ["place 3"])
    const [found] = findingsIn(checkContactLines, text)
    assert.match(found!.what, /^090012\* has no effect: line 1 \(900\*\)/)
})

test("what is behind the bytes that are read is told with its first line; what is in front is looked at", () => {
    const line = "5550101,Ann B.\n"
    const count = Math.ceil(65_536 / line.length)
    assert.deepEqual(oddContacts(line.repeat(count - 1)), [])
    const [found, ...others] = findingsIn(checkContactLines, `${line.repeat(count)}Ann\nAnn\n`)
    assert.deepEqual(others, [])
    assert.equal(found!.code, "contacts-long")
    assert.match(
        found!.what,
        new RegExp(`only the first 65536 are read: line ${count} is cut off there, and nothing`)
    )
    // A line that ends with the last byte that is read is read.
    const whole = `${"5550101,Ann Be\n".repeat(4369)}Z`.replace(/Z$/, "\n")
    assert.equal(whole.length, 65_536)
    assert.match(
        findingsIn(checkContactLines, `${whole}1,A\n`)[0]!.what,
        /nothing from line 4371 on/
    )
})

test("contacts in other letters are told as such, once", () => {
    for (const encoding of ["latin1", "utf16le"] as const)
        assert.deepEqual(oddContacts(Buffer.from("5550101,Zoë\n5550102,Zoë\n", encoding)), [
            "letters ",
        ])
})

test("settings.txt of a new card, and every example of the table, have nothing wrong with them", () => {
    const all = SETTINGS_TABLE.map(
        ({ key, example, usual }) => `${key} = ${example}\n${key}=${usual || example}`
    )
    for (const text of [settingsTemplate(), settingsTemplate(all).slice(0, 2048), all.join("\r\n")])
        assert.deepEqual(findingsIn(checkSettingLines, text), [])
})

/** What src/settings takes: test/firmware/settings has the same. */
const GOOD = `\ufeffRINGS = Toll-Saver
rings = 010
country = us
language = pl
temporary-until = 2026-12-01
temporary-until =
pin = 29384
pin =
hours = Mo-Fr 9:00-17:00, Sa 10-14, 8:30-24:00, Mo We Fr, Fr-Mo 22:00-7:00
hours =
holiday = 12-25, 4th-Th-11, LAST-Mo-5, easter, Easter+1, easter-200
fax-numbers = 2125550199 3125550177`

const BAD = `rings = 11
rings = 4.5
rings =
rings = 0000000004
answer = maybe
country = XX
country = US,UK
language = EN
language = eng
temporary-until = 2026-13-01
temporary-until = tomorrow
pin = 123
pin = 1111
pin = 12a45
hours = Mo-Fr 9:00-9:00
hours = Mo-Fr 9:60-17:00
hours = Mo-Fr 9:00-24:30
hours = Mo-Fr-Sa
hours = Mon 9:00-17:00
hours = 9:00-17:00,
holiday = 13-25
holiday = 5th-Th-11
holiday = easter+201
holiday = easter1
greeting = ${"x".repeat(61)}
ring = 4
rings 4
= 4`

test("a setting that the machine does not take is told with its line and what is allowed", () => {
    assert.deepEqual(findingsIn(checkSettingLines, GOOD), [])
    for (const line of BAD.split("\n")) {
        const [found, ...others] = findingsIn(checkSettingLines, `rings = 4\r\n# x\r\n${line}\r\n`)
        assert.equal(found?.where, "AFTERBEEP/settings.txt, line 3", line)
        assert.deepEqual(others, [], line)
    }
    const whatOf = (line: string) => findingsIn(checkSettingLines, line)[0]!.what
    assert.equal(whatOf("rings = 11"), "rings = 11: allowed is 1 to 10, or toll-saver")
    assert.equal(whatOf("ring = 4"), 'there is no setting "ring"')
    assert.equal(whatOf("rings 4"), '"rings …" is no setting')
})

test("a code that is none is never told", () => {
    const [found] = findingsIn(checkSettingLines, "pin = 77777")
    assert.match(found!.what, /^pin = …: allowed is 4 to 8 digits/)
    for (const line of ["pin = 29384 #", "pin 29384", "pin: 29384", "pin29384", "29384"])
        assert.doesNotMatch(JSON.stringify(findingsIn(checkSettingLines, line)), /2938|9384/, line)
})

test("settings behind the bytes that are read are told", () => {
    const text = `${"# remark\n".repeat(227)}rings = 4\nrings = 99\n`
    const [found, ...others] = findingsIn(checkSettingLines, text)
    assert.equal(found!.code, "settings-long")
    assert.match(found!.what, /only the first 2048 are read: line 228 is cut off there/)
    assert.deepEqual(others, [])
})

/** What a command says, and its exit code. */
async function told(t: TestContext, line: readonly string[]) {
    const said = [t.mock.method(console, "log", () => undefined)]
    said.push(t.mock.method(console, "error", () => undefined))
    const [word, ...args] = line
    const command = CARD_GROUP.commands.find(({ name }) => name === word) as Command
    const exit = await command.run(args)
    const text = said.flatMap(({ mock }) => mock.calls.map(call => String(call.arguments[0])))
    for (const { mock } of said) mock.restore()
    return { exit, text: text.join("\n") }
}

const CONTACTS = "5550101,Pest,blok\r\n5550102,Bob\r\n"
const BLOK = /line 1: "blok" is no word for the third column: allowed is 1 to 10, never, or block/

/** A card as an image, and as a folder, with the same files on it. */
function cardsWith(t: TestContext, files: Readonly<Record<string, string>>): string[] {
    const folder = scratchFolder(t)
    const image = join(folder, "card.img")
    makeCardImage(image, { sizeMB: 32, format: "fat16" })
    const root = join(folder, "mounted")
    mkdirSync(join(root, "AFTERBEEP"), { recursive: true })
    for (const path of [image, root])
        withFiles(path, "r+", card => {
            for (const [name, text] of Object.entries(files))
                card.replace(`AFTERBEEP/${name}`, Buffer.from(text))
        })
    return [image, root]
}

test("a card that is not made ready is told as such, with what to do, and not as one that is full", async t => {
    const folder = scratchFolder(t)
    const image = join(folder, "card.img")
    makeCardImage(image, { sizeMB: 32, format: "fat16" })
    const root = join(folder, "mounted")
    mkdirSync(join(root, "AFTERBEEP"), { recursive: true })
    for (const path of [image, root]) {
        const list = await told(t, ["list", path])
        assert.match(
            list.text,
            /^0 messages, and no slots for any: the card is not made ready yet\./
        )
        assert.doesNotMatch(list.text, /0 slots are free/)
        const { exit, text } = await told(t, ["check", path])
        assert.equal(exit, 0)
        assert.match(text, /\n {3}the machine: makes the card ready .*\n {3}you: put it into the/)
    }
})

/** As somebody whom nothing belongs to: root reads everything. */
const NOBODY = 65_534
const CANT_SETUID = process.getuid?.() !== 0 && "not root, who alone may be somebody else"

test(
    "what nobody may read is told with where it is, and nothing else",
    { skip: CANT_SETUID },
    t => {
        const folder = scratchFolder(t)
        chmodSync(folder, 0o755)
        const [image, root, inner] = ["card.img", "mounted", "in/AFTERBEEP"].map(name =>
            join(folder, name)
        )
        makeCardImage(image!, { sizeMB: 32, format: "fat16" })
        mkdirSync(join(root!, "AFTERBEEP"), { recursive: true })
        mkdirSync(join(inner!, "messages"), { recursive: true })
        for (const path of [image!, root!, inner!]) chmodSync(path, 0)
        // Makes the bundle that it runs as, which nobody can't.
        spawnSync(process.execPath, [BIN, "--version"])
        const nobody = { cwd: folder, encoding: "utf8", uid: NOBODY, gid: NOBODY } as const
        if (spawnSync(process.execPath, [BIN, "--version"], nobody).status !== 0)
            return t.skip("this project stands where nobody else may read")
        for (const command of ["list", "check", "backup", "export"])
            for (const path of ["card.img", "mounted", "mounted/x", "in"]) {
                const more = { backup: ["b.zip"], export: ["--out", "o"] }[command] ?? []
                const args = [BIN, "card", command, path, ...more]
                const { status, stdout, stderr } = spawnSync(process.execPath, args, nobody)
                assert.equal(status, 2, `${command} ${path}: ${stderr}`)
                assert.equal(stdout, "")
                assert.match(
                    stderr,
                    /^afterbeep: \S+: can't be (read|opened): no permission: sudo has it, .*\n$/
                )
                assert.doesNotMatch(stderr, /stopped/)
            }
    }
)

test("card check tells what is wrong in contacts.csv and settings.txt, of an image and of a folder; the card is well", async t => {
    const files = { "contacts.csv": CONTACTS, "settings.txt": "rings = 4\nring = 2\n" }
    for (const path of cardsWith(t, files)) {
        const { exit, text } = await told(t, ["check", path])
        assert.equal(exit, 0)
        assert.match(text, /this card is well/)
        assert.match(text, BLOK)
        assert.match(text, /settings\.txt, line 2: there is no setting "ring"\n.*\n {3}you: /)
    }
})

test("card contacts tells of the same in the same words: of what it takes over, and of what is there", async t => {
    const [image] = cardsWith(t, { "contacts.csv": CONTACTS })
    const more = join(scratchFolder(t), "more.csv")
    for (const text of ["5550103,Eve,nevr\n", "number,name,rings\n5550104,Eve,nevr\n"]) {
        writeFileSync(more, text)
        const { exit, text: said } = await told(t, ["contacts", image!, more])
        assert.equal(exit, 0)
        assert.match(said, /1 added/)
        assert.match(said, BLOK)
        assert.match(said, /555010[34] Eve.*: "nevr" is no word for the third column: allowed is 1/)
    }
})
