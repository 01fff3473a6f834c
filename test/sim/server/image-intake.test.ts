import assert from "node:assert/strict"
import { readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import { test, type TestContext } from "node:test"
import { gzipSync } from "node:zlib"
import { CardError } from "../../../sim/card/card-error.ts"
import { writeImage } from "../../../sim/server/image-intake.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"

const MB = 1024 * 1024
const PIECE = 64 * 1024

/** Two megabytes of nothing but a few words in their middle. */
function image(): Buffer {
    const bytes = Buffer.alloc(2 * MB)
    bytes.write("words", MB)
    return bytes
}

async function* inPieces(bytes: Buffer): AsyncIterable<Buffer> {
    for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE)
}

async function written(t: TestContext, sent: Buffer): Promise<string> {
    const path = join(scratchFolder(t), "image")
    await writeImage(path, inPieces(sent))
    return path
}

test("an image comes as it is, or packed", async t => {
    for (const sent of [image(), gzipSync(image())])
        assert.ok(readFileSync(await written(t, sent)).equals(image()))
})

test("what is nothing takes no room on the disk", async t => {
    const { blocks, size } = statSync(await written(t, image()))
    assert.equal(size, 2 * MB)
    assert.ok(512 * blocks < MB, `${blocks} blocks`)
})

test("what is no image is refused in words", async t => {
    const bad = [Buffer.alloc(0), Buffer.from("hello"), Buffer.alloc(MB + 1)]
    for (const sent of bad) await assert.rejects(written(t, sent), CardError)
})

test("what was damaged on its way is refused", async t => {
    const half = gzipSync(image()).subarray(0, 500)
    await assert.rejects(written(t, half), /damaged/)
})
