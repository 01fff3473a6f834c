import assert from "node:assert/strict"
import { renameSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { test, type TestContext } from "node:test"
import { CardPasts } from "../../../../sim/scenario/saved/card-pasts.ts"
import { scratchFolder } from "../../../support/scratch-folder.ts"

const sectors = (byte: number, count: number) => Buffer.alloc(512 * count, byte)

/** A card in the slot, another one beside it, and a way to let them change places. */
function bench(t: TestContext) {
    const folder = scratchFolder(t)
    const [path, beside] = [join(folder, "card.img"), join(folder, "card.1.img")]
    writeFileSync(path, sectors(1, 4))
    writeFileSync(beside, sectors(2, 8))
    const pasts = new CardPasts(path)
    t.after(() => pasts.close())
    const swap = () => {
        renameSync(path, path + ".part")
        renameSync(beside, path)
        renameSync(path + ".part", beside)
    }
    return { path, pasts, swap }
}

test("the card that was in last is no other one, and one that is new gets the next place", t => {
    const { pasts, swap } = bench(t)
    assert.equal(pasts.putIn(), undefined)
    swap()
    assert.equal(pasts.putIn(), 1)
    assert.equal(pasts.putIn(), undefined)
    swap()
    assert.equal(pasts.putIn(), 0)
    assert.deepEqual(
        pasts.all.map(({ sectorCount }) => sectorCount),
        [4, 8]
    )
})

test("what a card is changed to before it is put in for the first time is what it begins with", async t => {
    const { path, pasts, swap } = bench(t)
    assert.equal(pasts.remember(0), "last")
    swap()
    assert.equal(pasts.remember(0), undefined)
    writeFileSync(path, sectors(7, 8))
    pasts.putIn()
    const image = pasts.open(path)
    image.write(0, sectors(9, 1))
    image.close()
    swap()
    assert.equal(pasts.remember(1), 0)
    const chunks: Buffer[] = []
    for await (const chunk of pasts.all[1]!.toFile()) chunks.push(chunk)
    const file = Buffer.concat(chunks)
    assert.ok(file.includes(sectors(7, 8)) && !file.includes(sectors(9, 1)))
})
