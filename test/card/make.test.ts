import assert from "node:assert/strict"
import { spawnSync } from "node:child_process"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { test, type TestContext } from "node:test"
import { checkCard } from "../../card/check/check-card.ts"
import { makeCard, type MakeOptions } from "../../card/make/make-card.ts"
import { usualSlotCount } from "../../card/make/plan-slots.ts"
import { addFiles } from "../../sim/card/add-files.ts"
import { makeCardImage } from "../../sim/card/format.ts"
import { withImage } from "../../sim/card/image-file.ts"
import { withCard } from "../../card/volume/card-image.ts"
import { requireJudge, runJudge } from "../support/judges.ts"
import { scratchFolder } from "../support/scratch-folder.ts"

const OPTIONS: MakeOptions = {
    format: undefined,
    layout: "superfloppy",
    sizeMB: undefined,
    slotCount: undefined,
    greetingPath: undefined,
    settingsPath: undefined,
    hasPrompts: false,
}

function refuse(): Promise<void> {
    throw new Error("nobody should have been asked")
}

async function agree(): Promise<void> {
    await Promise.resolve()
}

function assertReady(path: string, slotCount: number): void {
    const report = withImage(path, "r", checkCard)
    assert.deepEqual(report.findings, [])
    assert.equal(report.slots.length, slotCount)
}

for (const [format, sizeMB, slots] of [
    ["fat16", 64, 22],
    ["fat32", 100, 34],
    ["fat16", 2048, 744],
    ["fat32", 8192, 1024],
] as const)
    test(`a new card of ${sizeMB} MB, ${format}, is ready: ${slots} slots`, async t => {
        const path = join(scratchFolder(t), "card.img")
        await makeCard(path, { ...OPTIONS, format, sizeMB }, refuse)
        const report = withImage(path, "r", checkCard)
        assert.deepEqual(report.findings, [])
        assert.equal(report.volume?.isFat32, format === "fat32")
        assert.ok(Math.abs(report.slots.length - slots) < slots / 10, `${report.slots.length}`)
        if (requireJudge(t, "fsck.fat"))
            assert.match(String(runJudge("fsck.fat", ["-n", path])), /clusters\n$/)
    })

test("what was on a card stays, byte for byte, and its folder of messages goes on behind it", async t => {
    if (!requireJudge(t, "mcopy")) return
    const path = join(scratchFolder(t), "card.img")
    makeCardImage(path, { sizeMB: 200, layout: "superfloppy" })
    const song = new Uint8Array(300_000).fill(7)
    addFiles(path, [
        { name: "Zdjęcia/Żółw.jpg", bytes: song },
        { name: "AFTERBEEP/messages/a song of mine.wav", bytes: song },
        { name: "AFTERBEEP/settings.txt", bytes: Buffer.from("rings = 3\n") },
    ])
    await makeCard(path, { ...OPTIONS, slotCount: 40 }, refuse)
    assertReady(path, 40)
    const read = (name: string) => runJudge("mcopy", ["-n", "-i", path, `::/${name}`, "-"])
    for (const name of ["Zdjęcia/Żółw.jpg", "AFTERBEEP/messages/a song of mine.wav"])
        assert.ok(read(name).equals(song), name)
    assert.equal(String(read("AFTERBEEP/settings.txt")), "rings = 3\n")
})

test("a card that is ready already is not changed by a byte", async t => {
    const path = join(scratchFolder(t), "card.img")
    await makeCard(path, { ...OPTIONS, sizeMB: 100 }, refuse)
    const before = readFileSync(path)
    assert.match(await makeCard(path, OPTIONS, refuse), /is ready, with its/)
    assert.ok(readFileSync(path).equals(before))
})

test("a card in pieces gets slots in up to five runs, and the fewer the fuller it is", async t => {
    const path = join(scratchFolder(t), "card.img")
    makeCardImage(path, { sizeMB: 300, layout: "superfloppy" })
    withCard(path, "r+", card => {
        const { table, layout } = card.volume
        const perSlot = Math.ceil(2814 / layout.sectorsPerCluster)
        const [free] = table.freeRuns()
        const piece = Math.floor(free!.count / 8)
        for (let i = 1; i < 8; i++) table.takeRun({ first: free!.first + i * piece, count: 1 })
        assert.ok(piece > 6 * perSlot)
        card.commit()
    })
    await makeCard(path, { ...OPTIONS, slotCount: 8000 }, refuse)
    const report = withImage(path, "r", checkCard)
    assert.equal(report.index?.first.facts?.extents.length, 5)
    assert.deepEqual(
        [...new Set(report.findings.map(each => each.code))],
        ["lost-clusters"],
        "the seven of this test"
    )
    assert.ok(report.slots.length > 100, `${report.slots.length}`)
})

test("a full card: no room for slots is said, and nothing is changed", async t => {
    const path = join(scratchFolder(t), "card.img")
    makeCardImage(path, { sizeMB: 40, format: "fat16", layout: "superfloppy" })
    const { freeBytes } = withCard(path, "r", card => card)
    addFiles(path, [{ name: "full.bin", bytes: new Uint8Array(freeBytes - 1_000_000) }])
    const before = readFileSync(path)
    await assert.rejects(makeCard(path, OPTIONS, refuse), /no room for a single slot/)
    assert.ok(readFileSync(path).equals(before))
})

test("a card that exists is formatted only after what is on it was told and agreed to", async t => {
    const path = join(scratchFolder(t), "card.img")
    makeCardImage(path, { sizeMB: 100, layout: "superfloppy", format: "fat16" })
    addFiles(path, [{ name: "holiday.jpg", bytes: new Uint8Array(1000) }])
    const before = readFileSync(path)
    let told = ""
    const options = { ...OPTIONS, format: "fat32" as const, layout: "mbr" as const }
    const disagree = (content: string) => {
        told = content
        return Promise.reject(new Error("no"))
    }
    await assert.rejects(makeCard(path, options, disagree), /no/)
    assert.match(told, /100 MB, FAT16, on it: holiday\.jpg/)
    assert.ok(readFileSync(path).equals(before))
    await makeCard(path, options, agree)
    assertReady(path, withImage(path, "r", checkCard).slots.length)
    assert.equal(
        withCard(path, "r", card => card.find("holiday.jpg")),
        undefined
    )
})

for (const layout of ["mbr", "superfloppy"] as const)
    test(`formatting that the card stops half-way: the old volume is not there any more, and it is said: ${layout}`, async t => {
        const path = join(scratchFolder(t), "card.img")
        await makeCard(path, { ...OPTIONS, sizeMB: 100, layout }, refuse)
        const args = `card make ${path} --format fat32 --layout ${layout} --yes`
        const { status, stderr } = inShell(
            `ulimit -f 8000; exec ${process.execPath} ${BIN} ${args}`
        )
        assert.equal(status, 2)
        assert.match(stderr, /stopped half-way \(EFBIG.*what was on it is lost.*Run the same/)
        const found = withImage(path, "r", checkCard).findings.map(each => each.what)
        assert.deepEqual(found, ["neither a volume nor a partition table"])
        await makeCard(path, { ...OPTIONS, format: "fat32", layout }, agree)
        assertReady(path, withImage(path, "r", checkCard).slots.length)
    })

test("a card that stops taking what it lacks: the owner's files are as they were, and it is said", async t => {
    const path = join(scratchFolder(t), "card.img")
    makeCardImage(path, { sizeMB: 100, layout: "superfloppy" })
    const song = new Uint8Array(5_000_000).fill(7)
    addFiles(path, [{ name: "song.wav", bytes: song }])
    const { status, stderr } = inShell(
        `ulimit -f 8000; exec ${process.execPath} ${BIN} card make ${path}`
    )
    assert.equal(status, 2)
    assert.match(stderr, /stopped half-way .*your own files on it are as they were. Run the same/)
    if (requireJudge(t, "mcopy"))
        assert.ok(runJudge("mcopy", ["-n", "-i", path, "::/song.wav", "-"]).equals(song))
    await makeCard(path, OPTIONS, refuse)
    assertReady(path, withImage(path, "r", checkCard).slots.length)
})

test("a format that has no room for what goes with it: nothing is changed", async t => {
    const path = join(scratchFolder(t), "card.img")
    await makeCard(path, { ...OPTIONS, sizeMB: 40, format: "fat32" }, refuse)
    const settingsPath = join(scratchFolder(t), "settings.txt")
    writeFileSync(settingsPath, new Uint8Array(40_000_000))
    const before = readFileSync(path)
    const options = { ...OPTIONS, format: "fat32" as const, settingsPath }
    await assert.rejects(makeCard(path, options, agree), /settings\.txt: .*full/)
    assert.ok(readFileSync(path).equals(before))
})

test("a file with a slot's name, and a card that is not FAT: what to do is said, and nothing is changed", async t => {
    const path = join(scratchFolder(t), "card.img")
    makeCardImage(path, { sizeMB: 100, layout: "superfloppy" })
    addFiles(path, [{ name: "AFTERBEEP/messages/AB000007.WAV", bytes: new Uint8Array(1000) }])
    const before = readFileSync(path)
    await assert.rejects(
        makeCard(path, OPTIONS, refuse),
        /AB000007\.WAV has a name that a slot needs/
    )
    assert.ok(readFileSync(path).equals(before))
    writeFileSync(path, new Uint8Array(1 << 20))
    await assert.rejects(makeCard(path, OPTIONS, refuse), /not FAT: .*--format fat32 makes it one/)
})

test("an image that can't become a card is not left behind", async t => {
    const path = join(scratchFolder(t), "card.img")
    await assert.rejects(
        makeCard(path, { ...OPTIONS, sizeMB: 5, format: "fat32" }, refuse),
        /possible are/
    )
    await assert.rejects(
        makeCard(path, { ...OPTIONS, settingsPath: join(path, "none") }, refuse),
        /can't be read/
    )
    assert.equal(existsSync(path), false)
})

test("as many slots as fill half of what is free, 16 at least and 1024 at most", () => {
    const layout = { sectorsPerCluster: 64 } as never
    assert.equal(usualSlotCount(layout, 44 * 100), 50)
    assert.equal(usualSlotCount(layout, 44 * 20), 16)
    assert.equal(usualSlotCount(layout, 44 * 5 + 43), 5)
    assert.equal(usualSlotCount(layout, 44 * 10_000), 1024)
})

test("the command line: exit codes, and mistakes explained", t => {
    const path = join(scratchFolder(t), "card.img")
    assert.equal(
        card(t, "make", path, "--size", "64MB", "--format", "fat16", "--layout", "superfloppy")
            .status,
        0
    )
    assert.equal(card(t, "check", path).status, 0)
    assert.match(card(t, "make", path, "--format", "fat32").stderr, /nothing was changed/)
    assert.match(card(t, "make", path, "--fromat", "fat32").stderr, /Did you mean --format\?/)
    assert.match(card(t, "make", path, "--format", "fat").stderr, /one of fat16, fat32/)
    assert.match(card(t, "make").stderr, /CARD is missing/)
    assert.match(card(t, "make", path, "other").stderr, /"other" is not expected/)
    assert.match(card(t, "mkae", path).stderr, /Did you mean "make"/)
    const image = readFileSync(path)
    image[image.indexOf("abix")! + 300]! ^= 1
    image.writeUInt16LE(5, 512 * image.readUInt16LE(0x0e) + 1000)
    writeFileSync(path, image)
    const { status, stdout } = card(t, "check", path)
    assert.equal(status, 1)
    assert.match(stdout, /FAULT: table 2.*\n +you: copy your messages/)
    writeFileSync(path, "not a card")
    assert.equal(card(t, "check", path).status, 2)
    assert.equal(card(t, "list", join(path, "none")).status, 2)
})

const BIN = new URL("../../bin/afterbeep.mjs", import.meta.url).pathname

function card(t: TestContext, ...args: string[]) {
    return spawnSync(process.execPath, [BIN, "card", ...args], { encoding: "utf8" })
}

function inShell(line: string) {
    return spawnSync("sh", ["-c", line], { encoding: "utf8" })
}
