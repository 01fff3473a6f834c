import assert from "node:assert/strict"
import { join } from "node:path"
import { test, type TestContext } from "node:test"
import { Directory } from "../../../sim/card/directory.ts"
import { FatVolume } from "../../../sim/card/fat-volume.ts"
import { FAT_EPOCH } from "../../../sim/card/fat-time.ts"
import { makeCardImage } from "../../../sim/card/format.ts"
import { ImageFile } from "../../../sim/card/image-file.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"

const EMPTY_FILE = { attributes: 0x20, firstCluster: 0, sizeBytes: 0, at: FAT_EPOCH }

function makeRoot(t: TestContext): { volume: FatVolume; root: Directory; sector: number } {
    const path = join(scratchFolder(t), "card.img")
    makeCardImage(path, { sizeMB: 16, format: "fat16" })
    const image = new ImageFile(path, "r")
    t.after(() => image.close())
    const volume = new FatVolume(image)
    return { volume, root: new Directory(volume, 0), sector: volume.layout.rootStartSector }
}

test("new entries go into the first gap that takes them all", t => {
    const { volume, root, sector } = makeRoot(t)
    for (const name of ["A.TXT", "B.TXT", "C.TXT", "D.TXT", "E.TXT"]) root.add(name, EMPTY_FILE)
    const bytes = volume.readSector(sector)
    for (const index of [1, 3, 4]) bytes[index * 32] = 0xe5
    volume.writeSector(sector, bytes)
    root.add("two entries", EMPTY_FILE)
    root.add("F.TXT", EMPTY_FILE)
    assert.deepEqual(
        root.list().map(item => [item.name, item.index]),
        [
            ["F.TXT", 1],
            ["B.TXT", 2],
            ["two entries", 4],
            ["E.TXT", 5],
        ]
    )
})

test("the end mark moves on, whatever stood behind it", t => {
    const { volume, root, sector } = makeRoot(t)
    const bytes = volume.readSector(sector)
    bytes.fill(0x41, 2 * 32)
    volume.writeSector(sector, bytes)
    root.add("A.TXT", EMPTY_FILE)
    assert.deepEqual(
        root.list().map(item => item.name),
        ["A.TXT"]
    )
})

test("free entries at the end are used before those behind the end mark", t => {
    const { volume, root, sector } = makeRoot(t)
    root.add("A.TXT", EMPTY_FILE)
    root.add("B.TXT", EMPTY_FILE)
    const bytes = volume.readSector(sector)
    bytes[2 * 32] = 0xe5
    volume.writeSector(sector, bytes)
    root.add("needs two", EMPTY_FILE)
    assert.deepEqual(
        root.list().map(item => item.index),
        [1, 3]
    )
})

test("a name is found in any case, by its long and its short form", t => {
    const { root } = makeRoot(t)
    root.add("Żółty notes.txt", EMPTY_FILE)
    for (const name of ["Żółty notes.txt", "żółty NOTES.TXT", "___TYN~1.TXT", "___tyn~1.txt"])
        assert.equal(root.find(name)?.name, "Żółty notes.txt", name)
    assert.equal(root.find("zolty notes.txt"), undefined)
})

test("an update keeps the name and other attributes, and asks for archiving", t => {
    const { root } = makeRoot(t)
    root.add("kept.wav", { ...EMPTY_FILE, attributes: 0x03 })
    const at = { year: 2030, month: 2, day: 28, hour: 23, minute: 59, second: 58 }
    root.update(root.list()[0]!, { firstCluster: 77, sizeBytes: 5, at })
    const [item] = root.list()
    assert.equal(item?.name, "kept.wav")
    assert.deepEqual(
        [item.attributes, item.firstCluster, item.sizeBytes, item.at],
        [0x23, 77, 5, at]
    )
})
