import assert from "node:assert/strict"
import { renameSync, truncateSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { test, type TestContext } from "node:test"
import { readSectors } from "../../../../sim/card/sector-file.ts"
import { CardPast } from "../../../../sim/scenario/saved/card-past.ts"
import { scratchFolder } from "../../../support/scratch-folder.ts"

const SECTOR_COUNT = 10_000
const sector = (byte: number) => Buffer.alloc(512, byte)

/** A card with content in two places. */
function card(t: TestContext) {
    const path = join(scratchFolder(t), "card.img")
    writeFileSync(path, Buffer.concat([sector(1), sector(0), sector(3)]))
    truncateSync(path, SECTOR_COUNT * 512)
    const past = new CardPast(path)
    t.after(() => past.close())
    return { path, past }
}

async function firstBytes(path: string, past: CardPast): Promise<Record<number, number>> {
    const chunks: Buffer[] = []
    for await (const chunk of past.toFile()) chunks.push(chunk)
    writeFileSync(path + ".sectors", Buffer.concat(chunks))
    return Object.fromEntries(
        [...readSectors(path + ".sectors")].map(([lba, bytes]) => [lba, bytes[0]!])
    )
}

test("a card that nothing was done to is as it is", async t => {
    const { path, past } = card(t)
    assert.equal(past.sectorCount, SECTOR_COUNT)
    assert.deepEqual(await firstBytes(path, past), { 0: 1, 2: 3 })
})

test("what was written and erased since is as it was before", async t => {
    const { path, past } = card(t)
    const image = past.open(path)
    image.write(0, sector(7))
    image.write(0, sector(8))
    image.write(1, Buffer.concat([sector(9), sector(9)]))
    image.fill(2, 6000, 0xff)
    assert.equal(image.read(0)[0], 8)
    assert.deepEqual(await firstBytes(path, past), { 0: 1, 2: 3 })
    image.close()
})

test("what is written while it is being read is as it was before, too", async t => {
    const { path, past } = card(t)
    const image = past.open(path)
    const chunks: Buffer[] = []
    for await (const chunk of past.toFile()) {
        chunks.push(chunk)
        image.write(2, sector(9))
        image.write(9000, sector(9))
    }
    writeFileSync(path + ".sectors", Buffer.concat(chunks))
    assert.deepEqual([...readSectors(path + ".sectors").keys()], [0, 2])
    image.close()
})

test("a card that has come into the place of the first one is told apart", async t => {
    const { path, past } = card(t)
    assert.ok(past.isAt(path))
    renameSync(path, path + ".away")
    writeFileSync(path, sector(5))
    assert.ok(!past.isAt(path))
    assert.ok(past.isAt(path + ".away"))
})
