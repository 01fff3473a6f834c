import assert from "node:assert/strict"
import { closeSync, openSync, readFileSync, statSync, writeSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { extractVolume } from "../../../sim/card/extract-volume.ts"
import { makeCardImage } from "../../../sim/card/format.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"

const PARTITION_BYTE = 8192 * 512

function poke(path: string, atByte: number, text: string): void {
    const file = openSync(path, "r+")
    writeSync(file, text, atByte)
    closeSync(file)
}

test("the copy is the partition, byte for byte, whatever a cluster is used for", t => {
    const folder = scratchFolder(t)
    const [image, volume] = [join(folder, "card.img"), join(folder, "volume.img")]
    makeCardImage(image, { sizeMB: 16, format: "fat16" })
    poke(image, 16 * 1048576 - 5, "tail!")
    poke(image, 10 * 1048576 - 2, "across a border")
    extractVolume(image, volume)
    assert.ok(readFileSync(image).subarray(PARTITION_BYTE).equals(readFileSync(volume)))
    assert.ok(statSync(volume).blocks * 512 < 262144)
})

test("a card without a partition table is copied whole", t => {
    const folder = scratchFolder(t)
    const [image, volume] = [join(folder, "card.img"), join(folder, "volume.img")]
    makeCardImage(image, { sizeMB: 16, format: "fat16", layout: "superfloppy" })
    extractVolume(image, volume)
    assert.ok(readFileSync(image).equals(readFileSync(volume)))
})

test("a partition that begins at any sector is copied", t => {
    const folder = scratchFolder(t)
    const [image, volume] = [join(folder, "card.img"), join(folder, "volume.img")]
    makeCardImage(image, { sizeMB: 3, format: "none" })
    const table = Buffer.alloc(66)
    table[4] = 0x06
    table.writeUInt32LE(63, 8)
    table.writeUInt32LE(4001, 12)
    table.writeUInt16LE(0xaa55, 64)
    const file = openSync(image, "r+")
    writeSync(file, table, 0, table.length, 0x1be)
    closeSync(file)
    poke(image, 63 * 512, "begin")
    poke(image, 4064 * 512 - 3, "endBEYOND")
    extractVolume(image, volume)
    const copy = readFileSync(volume, "latin1")
    assert.equal(copy.length, 4001 * 512)
    assert.ok(copy.startsWith("begin") && copy.endsWith("\0end"))
})

test("there is no copy without a volume, nor onto the image itself", t => {
    const folder = scratchFolder(t)
    const image = join(folder, "card.img")
    makeCardImage(image, { sizeMB: 1, format: "none" })
    assert.throws(() => extractVolume(image, join(folder, "v")), /not FAT: no partition table/)
    assert.throws(() => extractVolume(image, image), /is the image itself/)
    assert.equal(statSync(image).size, 1048576)
})
