import assert from "node:assert/strict"
import { closeSync, openSync, writeSync } from "node:fs"
import { join } from "node:path"
import { test, type TestContext } from "node:test"
import { addFiles } from "../../../sim/card/add-files.ts"
import { makeCardImage } from "../../../sim/card/format.ts"
import { withImage } from "../../../sim/card/image-file.ts"
import { listFiles, readFile } from "../../../sim/card/reader.ts"
import { requireJudge, runJudge } from "../../support/judges.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"

/** Sector of cluster 2 on the cards made here; a cluster is one sector. */
const DATA_SECTOR = 8192 + 8192
const SECTOR_BYTES = 512

function makeCard(t: TestContext): string {
    const image = join(scratchFolder(t), "card.img")
    makeCardImage(image, { sizeMB: 64 })
    return image
}

function poke(image: string, atByte: number, bytes: readonly number[]): void {
    const file = openSync(image, "r+")
    writeSync(file, Uint8Array.from(bytes), 0, bytes.length, atByte)
    closeSync(file)
}

function readReservedSectors(image: string): number {
    return withImage(image, "r", file => file.read(8192, 1).readUInt16LE(0x0e))
}

test("what mtools wrote is listed and read, deleted files are not", t => {
    if (!requireJudge(t, "mcopy") || !requireJudge(t, "mdel") || !requireJudge(t, "mattrib")) return
    const image = makeCard(t)
    const drive = `${image}@@4194304`
    const sound = Buffer.from(Uint8Array.from({ length: 70000 }, (_, i) => i & 0xff))
    runJudge("mmd", ["-i", drive, "::AFTERBEEP", "::AFTERBEEP/messages"])
    runJudge(
        "mcopy",
        ["-i", drive, "-", "::AFTERBEEP/messages/2026-11-22 14.05 private.wav"],
        sound
    )
    runJudge("mcopy", ["-i", drive, "-", "::AFTERBEEP/gone with the wind.txt"], Buffer.from("gone"))
    runJudge("mcopy", ["-i", drive, "-", "::AFTERBEEP/lower.txt"], Buffer.from("x"))
    runJudge("mdel", ["-i", drive, "::AFTERBEEP/gone with the wind.txt"])
    runJudge("mattrib", ["-i", drive, "-a", "+h", "+r", "::AFTERBEEP/lower.txt"])
    const items = listFiles(image)
    assert.deepEqual(
        items.map(({ name, isFolder, sizeBytes }) => [name, isFolder, sizeBytes]),
        [
            ["AFTERBEEP", true, 0],
            ["AFTERBEEP/messages", true, 0],
            ["AFTERBEEP/messages/2026-11-22 14.05 private.wav", false, 70000],
            ["AFTERBEEP/lower.txt", false, 1],
        ]
    )
    assert.equal(items[3]?.attributes, 0x03)
    assert.deepEqual(readFile(image, "afterbeep/MESSAGES/2026-11-22 14.05 PRIVATE.wav"), sound)
    assert.deepEqual(readFile(image, "AFTERB~1/LOWER.TXT"), Buffer.from("x"))
})

test("a file that is not there is refused by name", t => {
    const image = makeCard(t)
    addFiles(image, [{ name: "a/b.txt", bytes: Buffer.from("b") }])
    assert.throws(() => readFile(image, "a/c.txt"), /a\/c.txt: there is no such file/)
    assert.throws(() => readFile(image, "c/b.txt"), /there is no folder "c"/)
    assert.throws(() => readFile(image, "a"), /a: is a folder/)
    assert.throws(() => readFile(image, "a/b.txt/c"), /is a file, not a folder/)
    assert.throws(() => readFile(image + "x", "a"), /can't be opened: there is no such file/)
})

test("damage is told, not followed for ever", t => {
    const image = makeCard(t)
    addFiles(image, [{ name: "A/B/C.TXT", bytes: new Uint8Array(2000) }])
    const file = listFiles(image).find(item => item.name === "A/B/C.TXT")!
    const fat = (8192 + readReservedSectors(image)) * SECTOR_BYTES
    poke(image, fat + file.firstCluster * 4, [file.firstCluster, 0, 0, 0])
    assert.throws(() => readFile(image, "A/B/C.TXT"), /the chain from cluster \d+ is damaged/)
    poke(image, fat + file.firstCluster * 4, [0xff, 0xff, 0xff, 0x0f])
    assert.throws(() => readFile(image, "A/B/C.TXT"), /is shorter than its file/)
    const inner = listFiles(image).find(item => item.name === "A/B")!
    const outer = listFiles(image).find(item => item.name === "A")!
    const entryOfInner = (DATA_SECTOR + outer.firstCluster - 2) * SECTOR_BYTES + 2 * 32
    poke(image, entryOfInner + 26, [outer.firstCluster])
    assert.throws(() => listFiles(image), /folders run in a circle/)
    poke(image, entryOfInner + 26, [0])
    assert.throws(() => listFiles(image), /the folder "B" is damaged/)
    poke(image, entryOfInner + 26, [inner.firstCluster])
    assert.equal(listFiles(image).length, 3)
})
