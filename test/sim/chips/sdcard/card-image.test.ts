import assert from "node:assert/strict"
import { statSync, truncateSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { CardImage } from "../../../../sim/chips/sdcard/card-image.ts"
import { scratchFolder } from "../../../support/scratch-folder.ts"

function makeImage(folder: string, sizeBytes: number): string {
    const path = join(folder, "card.img")
    writeFileSync(path, "")
    truncateSync(path, sizeBytes)
    return path
}

test("sectors are where they are in the file", t => {
    const path = makeImage(scratchFolder(t), 8 * 512)
    const image = new CardImage(path)
    image.write(2, new Uint8Array(1024).fill(9))
    assert.deepEqual(
        [1, 2, 3, 4].map(lba => image.read(lba)[511]),
        [0, 9, 9, 0]
    )
    image.close()
    const again = new CardImage(path)
    assert.equal(again.read(3)[0], 9)
    again.close()
})

test("a last part of less than a sector is not used", t => {
    const image = new CardImage(makeImage(scratchFolder(t), 3 * 512 + 511))
    assert.equal(image.sectorCount, 3)
    image.close()
})

test("filling with what is there already leaves holes in the file", t => {
    const path = makeImage(scratchFolder(t), 4096 * 512)
    const image = new CardImage(path)
    image.fill(0, 4096, 0x00)
    assert.equal(statSync(path).blocks, 0)
    image.fill(1000, 300, 0xff)
    assert.deepEqual(
        [999, 1000, 1299, 1300].map(lba => image.read(lba)[100]),
        [0, 0xff, 0xff, 0]
    )
    image.fill(1100, 1, 0x00)
    assert.deepEqual(
        [1099, 1100, 1101].map(lba => image.read(lba)[0]),
        [0xff, 0, 0xff]
    )
    image.close()
})

test("a file that does not exist is no card", t => {
    assert.throws(() => new CardImage(join(scratchFolder(t), "none.img")), /ENOENT/)
})
