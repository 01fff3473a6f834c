import assert from "node:assert/strict"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { test, type TestContext } from "node:test"
import { ImageFile } from "../../../sim/card/image-file.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"

function makeImage(t: TestContext): string {
    const path = join(scratchFolder(t), "card.img")
    writeFileSync(path, Buffer.alloc(4 * 512, 1))
    return path
}

test("a write is seen at once and in the file after commit", t => {
    const path = makeImage(t)
    const image = new ImageFile(path, "r+")
    t.after(() => image.close())
    image.write(1, Buffer.alloc(513, 2))
    assert.deepEqual([...new Set(image.read(0, 4))], [1, 2, 0])
    assert.ok(readFileSync(path).every(byte => byte === 1))
    image.commit()
    const bytes = readFileSync(path)
    assert.deepEqual(
        [bytes[511], bytes[512], bytes[1024], bytes[1025], bytes[1536]],
        [1, 2, 2, 0, 1]
    )
})

test("the end of the card is the end", t => {
    const image = new ImageFile(makeImage(t), "r")
    t.after(() => image.close())
    assert.equal(image.sectorCount, 4)
    assert.throws(() => image.read(3, 2), /sector 4 is beyond the end/)
    assert.throws(() => image.write(4, Buffer.alloc(1)), /sector 4 is beyond the end/)
})

test("a file that is not whole sectors is no image", t => {
    const path = makeImage(t)
    writeFileSync(path, "hello")
    assert.throws(() => new ImageFile(path, "r"), /not a card image: 5 bytes/)
    writeFileSync(path, "")
    assert.throws(() => new ImageFile(path, "r"), /card\.img: is empty, and no card image: take/)
    assert.throws(() => new ImageFile("/dev/null", "r"), /\/dev\/null: is neither a card nor an im/)
    assert.throws(() => new ImageFile(path + "x", "r"), /can't be opened: there is no such file/)
})
