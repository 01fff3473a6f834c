import assert from "node:assert/strict"
import { copyFileSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { test, type TestContext } from "node:test"
import { backupFiles } from "../../card/backup/backup.ts"
import { decodeManifest } from "../../card/backup/manifest.ts"
import { restore } from "../../card/backup/restore.ts"
import { ZipReader } from "../../card/backup/zip-reader.ts"
import { checkCard } from "../../card/check/check-card.ts"
import { exportedFiles, isExport } from "../../card/messages/export.ts"
import { listMessages, readSound } from "../../card/messages/message.ts"
import { putGreeting } from "../../card/messages/put-greeting.ts"
import { type OutFile, writeZip } from "../../card/messages/sink.ts"
import { type CardFiles, readWhole } from "../../card/volume/card-files.ts"
import { CardImage, withCard } from "../../card/volume/card-image.ts"
import { ImageFiles } from "../../card/volume/image-files.ts"
import { openFiles, withFiles } from "../../card/volume/place.ts"
import { slotsFor, SlotStore } from "../../card/volume/slot-store.ts"
import { addFiles } from "../../sim/card/add-files.ts"
import { withImage } from "../../sim/card/image-file.ts"
import { askJudge, requireJudge, runJudge } from "../support/judges.ts"
import { populateCard } from "../support/populated-card.ts"
import { scratchFolder } from "../support/scratch-folder.ts"

const CARD = { sizeMB: 160, format: "fat32", layout: "superfloppy" } as const

async function backUp(path: string, zipPath: string): Promise<void> {
    await saveZip(path, zipPath, files => backupFiles(files, new Date(2026, 10, 26)))
}

async function saveZip(path: string, zipPath: string, listOf: (files: CardFiles) => OutFile[]) {
    const files = openFiles(path, "r")
    try {
        await writeZip(zipPath, listOf(files), () => undefined)
    } finally {
        files.close()
    }
}

async function restoreTo(path: string, zipPath: string, isReplacing = false) {
    const zip = await ZipReader.open(zipPath)
    const files = new ImageFiles(path, new CardImage(path, "r+"))
    try {
        return await restore(zip, files, isReplacing, () => undefined)
    } finally {
        zip.close()
        files.close()
    }
}

/** A card with messages of all states, a long one, and the owner's files. */
function ownersCard(t: TestContext): string {
    const path = join(scratchFolder(t), "card.img")
    populateCard(path, { messages: 5, slots: 20, heard: 3, kept: 1, trash: 1, card: CARD })
    addFiles(path, [
        { name: "AFTERBEEP/settings.txt", bytes: Buffer.from("rings = 3\r\n") },
        { name: "AFTERBEEP/contacts.csv", bytes: Buffer.from("123456,Żaneta\r\n") },
        { name: "AFTERBEEP/messages/notes of mine.txt", bytes: Buffer.from("call back") },
    ])
    withCard(path, "r+", card => {
        const store = new SlotStore(card)
        const sound = Buffer.from(Array.from({ length: 1_440_000 + 77 }, (_, i) => (i * 7) & 0xff))
        const at = { year: 2026, month: 3, day: 1, hour: 9, minute: 0, second: 1 }
        const header = { codec: 6 as const, at, number: "+48601234567", name: "LONG TALK" }
        store.file(
            store.freeSlots().slice(0, slotsFor(sound.length)),
            { header, state: "heard", sound },
            false
        )
        store.index.flush()
        card.commit()
    })
    return path
}

/** All that an owner has on a card. */
function contentOf(path: string) {
    return withFiles(path, "r", files => {
        const messages = listMessages(files).messages.map(message => ({
            state: message.state,
            name: message.fileName,
            caller: [message.header.number, message.header.name, message.header.at],
            sound: readSound(files, message, 0, message.sampleCount).toString("base64"),
        }))
        const names = [
            "settings.txt",
            "contacts.csv",
            "calls.csv",
            "README.txt",
            "messages/notes of mine.txt",
            "greetings/default.wav",
        ]
        return {
            messages,
            files: names.map(name => readWhole(files, `AFTERBEEP/${name}`)?.toString("latin1")),
        }
    })
}

test("a message that is longer than a slot is one message, and its parts are whole WAV files", t => {
    const path = ownersCard(t)
    assert.deepEqual(withImage(path, "r", checkCard).findings, [])
    const long = contentOf(path).messages.at(-1)!
    assert.equal(long.name, "2026-03-01 09.00 +48601234567 LONG TALK.wav")
    assert.equal(Buffer.from(long.sound, "base64").length, 1_440_077)
    if (!requireJudge(t, "soxi") || !requireJudge(t, "fsck.fat")) return
    assert.match(String(runJudge("fsck.fat", ["-n", path])), /clusters\n$/)
    const part = `::/AFTERBEEP/messages/${long.name.replace(".wav", " part 2.wav")}`
    const second = join(path, "../part.wav")
    writeFileSync(second, runJudge("mcopy", ["-n", "-i", path, part, "-"]))
    assert.match(String(runJudge("soxi", [second])), /= 77 samples/)
})

test("a long message whose second part was deleted on a PC: the owner need do nothing", t => {
    if (!requireJudge(t, "mdel")) return
    const path = ownersCard(t)
    const part = "2026-03-01 09.00 +48601234567 LONG TALK part 2.wav"
    runJudge("mdel", ["-i", path, `::/AFTERBEEP/messages/${part}`])
    const [fault] = withImage(path, "r", checkCard).findings.filter(
        each => each.severity === "fault"
    )
    assert.equal(fault?.code, "part-lost")
    assert.match(fault.owner, /^nothing, if you have deleted that part/)
})

test("a backup on another card is what was on the first one; twice changes nothing", async t => {
    const path = ownersCard(t)
    withFiles(path, "r+", files => putGreeting(files, "default", Buffer.from("RIFF…")))
    const zipPath = join(path, "../backup.zip")
    await backUp(path, zipPath)
    const other = join(path, "../other.img")
    populateCard(other, {
        messages: 0,
        slots: 10,
        card: { sizeMB: 64, format: "fat16", layout: "superfloppy" },
    })
    withFiles(other, "r+", files =>
        files.replace("AFTERBEEP/settings.txt", Buffer.from("slots = 10\r\n"))
    )
    const done = await restoreTo(other, zipPath)
    assert.deepEqual(done.kept, ["AFTERBEEP/settings.txt"])
    assert.equal(done.messages, 6)
    assert.deepEqual((await restoreTo(other, zipPath, true)).kept, [])
    assert.deepEqual(contentOf(other), contentOf(path))
    assert.deepEqual(withImage(other, "r", checkCard).findings, [])
    const before = readFileSync(other)
    const again = await restoreTo(other, zipPath)
    assert.deepEqual(again, { files: 0, messages: 0, knownMessages: 6, kept: [] })
    assert.ok(readFileSync(other).equals(before))
})

test("unzip takes a backup, and every message in it plays", async t => {
    if (!requireJudge(t, "unzip") || !requireJudge(t, "soxi")) return
    const path = ownersCard(t)
    const zipPath = join(path, "../backup.zip")
    await backUp(path, zipPath)
    assert.equal(askJudge("unzip", ["-tq", zipPath]).status, 0)
    const manifest = decodeManifest(runJudge("unzip", ["-p", zipPath, "manifest.json"]), zipPath)
    assert.equal(manifest.messages.length, 6)
    const wav = join(path, "../one.wav")
    for (const message of manifest.messages) {
        writeFileSync(wav, runJudge("unzip", ["-p", zipPath, message.path]))
        assert.match(String(runJudge("soxi", [wav])), /Channels +: 1[^]*8-bit/)
    }
})

test("a damaged backup, one of others, and too few slots: nothing is changed", async t => {
    const path = ownersCard(t)
    const folder = join(path, "..")
    const zipPath = join(folder, "backup.zip")
    await backUp(path, zipPath)
    const other = join(folder, "other.img")
    populateCard(other, {
        messages: 0,
        slots: 3,
        card: { sizeMB: 64, format: "fat16", layout: "superfloppy" },
    })
    const before = readFileSync(other)
    await assert.rejects(
        restoreTo(other, zipPath),
        /7 slots are needed for the messages, 3 are free/
    )
    const spoilt = join(folder, "spoilt.zip")
    const bytes = readFileSync(zipPath)
    bytes[2000]! ^= 0xff
    writeFileSync(spoilt, bytes)
    await assert.rejects(restoreTo(other, spoilt), /damaged/)
    writeFileSync(spoilt, "no zip")
    await assert.rejects(restoreTo(other, spoilt), /is no ZIP file/)
    const empty = join(folder, "empty.zip")
    await writeZip(
        empty,
        [{ name: "a.txt", at: undefined, content: () => Buffer.from("a") }],
        () => undefined
    )
    await assert.rejects(restoreTo(other, empty), /is no backup, for manifest\.json is missing/)
    assert.ok(readFileSync(other).equals(before))
})

test("an export is told from a backup, whatever messages are in it", async t => {
    const path = ownersCard(t)
    const zipPath = join(path, "..", "export.zip")
    await saveZip(path, zipPath, files =>
        exportedFiles(files, listMessages(files).messages, "pcm16")
    )
    const before = readFileSync(path)
    await assert.rejects(
        restoreTo(path, zipPath),
        /export\.zip: is an export, and those are for listening: .* is a backup, as "card backup" makes/
    )
    assert.ok(readFileSync(path).equals(before))

    assert.ok(!isExport(["songs/a.wav"]) && !isExport([]) && isExport(["a.wav", "calls1.csv"]))
})

test("a card that is full half-way: what is on it is said, and the same command goes on there", async t => {
    const path = ownersCard(t)
    addFiles(path, [{ name: "AFTERBEEP/greetings/long.wav", bytes: new Uint8Array(3_000_000) }])
    const zipPath = join(scratchFolder(t), "backup.zip")
    await backUp(path, zipPath)
    const other = join(scratchFolder(t), "other.img")
    populateCard(other, { messages: 0, slots: 20, card: CARD })
    const { freeBytes } = withCard(other, "r", card => card)
    addFiles(other, [{ name: "full.bin", bytes: new Uint8Array(freeBytes - 2_000_000) }])
    await assert.rejects(
        restoreTo(other, zipPath),
        /stopped \(.*full.*\): of the backup \d files? and 0 messages are on the card.* goes on/
    )
    assert.deepEqual(withImage(other, "r", checkCard).findings, [])
    withCard(other, "r+", card => {
        const { folder, item } = card.find("full.bin")!
        card.volume.table.release(card.volume.table.chain(item.firstCluster))
        folder.update(item, { firstCluster: 0, sizeBytes: 0, at: item.at })
        card.commit()
    })
    await restoreTo(other, zipPath)
    assert.deepEqual(contentOf(other).messages, contentOf(path).messages)
})

test("a manifest that leaves our folder, or lacks a key, is refused and named", () => {
    const good = { format: "afterbeep-backup", version: 1, made: "", files: [], messages: [] }
    const file = { path: "AFTERBEEP/a.txt", sha256: "0".repeat(64), attributes: 32, at: "" }
    const decode = (json: unknown) => decodeManifest(Buffer.from(JSON.stringify(json)), "b.zip")
    assert.equal(decode({ ...good, files: [file] }).files.length, 1)
    for (const path of ["AFTERBEEP/../x", "x", "AFTERBEEP//x", "/AFTERBEEP/x"])
        assert.throws(
            () => decode({ ...good, files: [{ ...file, path }] }),
            /b\.zip: manifest\.json: files\.0\.path/
        )
    assert.throws(() => decode({ ...good, version: 2 }), /version/)
    assert.throws(() => decodeManifest(Buffer.from("{"), "b.zip"), /is damaged/)
})

test("what a part of a name stands for: a message renamed on a PC keeps its name", async t => {
    if (!requireJudge(t, "mren")) return
    const path = ownersCard(t)
    runJudge("mren", [
        "-i",
        path,
        "::/AFTERBEEP/messages/2026-01-01 08.20 2125550002 CALLER 3.wav",
        "Aunt Mary.wav",
    ])
    const zipPath = join(path, "../backup.zip")
    await backUp(path, zipPath)
    const other = join(path, "../other.img")
    populateCard(other, { messages: 0, slots: 10, card: CARD })
    copyFileSync(other, `${other}.old`)
    await restoreTo(other, zipPath)
    assert.ok(contentOf(other).messages.some(({ name }) => name === "Aunt Mary.wav"))
})
