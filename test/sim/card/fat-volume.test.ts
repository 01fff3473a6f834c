import assert from "node:assert/strict"
import { join } from "node:path"
import { test, type TestContext } from "node:test"
import { FatVolume } from "../../../sim/card/fat-volume.ts"
import { makeCardImage } from "../../../sim/card/format.ts"
import { ImageFile } from "../../../sim/card/image-file.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"

function openCard(t: TestContext): { image: ImageFile; volume: FatVolume } {
    const path = join(scratchFolder(t), "card.img")
    makeCardImage(path, { sizeMB: 128 })
    const image = new ImageFile(path, "r")
    t.after(() => image.close())
    return { image, volume: new FatVolume(image) }
}

test("content of any length is read back", t => {
    const { volume } = openCard(t)
    assert.equal(volume.clusterBytes, 1024)
    for (const lengthBytes of [0, 1, 511, 512, 513, 1023, 1024, 1025, 5000]) {
        const content = Buffer.from(Uint8Array.from({ length: lengthBytes }, (_, i) => i % 251))
        const first = volume.writeContent(content)
        assert.equal(first === 0, lengthBytes === 0)
        assert.deepEqual(volume.readContent(first, lengthBytes), content)
    }
})

test("the first cluster begins where the data area does, and the next follows it", t => {
    const { volume } = openCard(t)
    const start = volume.layout.dataStartSector
    assert.equal(start, 16384)
    assert.deepEqual(volume.clusterSectors(2), [start, start + 1])
    assert.deepEqual(volume.clusterSectors(3), [start + 2, start + 3])
})

test("a file that is longer than its chain is refused", t => {
    const { volume } = openCard(t)
    const first = volume.writeContent(Buffer.alloc(1024))
    assert.throws(() => volume.readContent(first, 1025), /is shorter than its file/)
    assert.throws(() => volume.readContent(0, 1), /is shorter than its file/)
})

test("flush brings FSInfo up to date", t => {
    const { image, volume } = openCard(t)
    const free = volume.table.freeCount
    volume.writeContent(Buffer.alloc(3000))
    volume.flush()
    const fsInfo = image.read(volume.layout.fsInfoSector!, 1)
    assert.equal(fsInfo.readUInt32LE(0x1e8), free - 3)
    assert.equal(fsInfo.readUInt32LE(0x1ec), 6)
})
