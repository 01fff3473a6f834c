import assert from "node:assert/strict"
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { test, type TestContext } from "node:test"
import { CardError } from "../../../sim/card/card-error.ts"
import { listFiles } from "../../../sim/card/reader.ts"
import { CardShelf } from "../../../sim/server/card-shelf.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"

const AT = { year: 2026, month: 11, day: 22, hour: 14, minute: 5, second: 0 }
const SETTINGS = { name: "AFTERBEEP/settings.txt", bytes: Buffer.from("rings = 2\n") }

function bench(t: TestContext) {
    const folder = scratchFolder(t)
    const cardPath = join(folder, "card.img")
    writeFileSync(cardPath, "the first one")
    const shelf = new CardShelf({ cardPath, readyFiles: () => [SETTINGS], now: () => AT })
    return { folder, cardPath, shelf }
}

async function* piecesOf(bytes: Buffer): AsyncIterable<Buffer> {
    yield bytes
}

test("a new card lies beside the machine, ready or as from the shop", t => {
    const { folder, shelf } = bench(t)
    assert.deepEqual(shelf.cards(), [])
    assert.equal(shelf.make(64, true), 1)
    assert.equal(shelf.make(64, false), 2)
    assert.deepEqual(shelf.cards(), [
        { place: 1, name: "card.1.img", sizeMB: 64 },
        { place: 2, name: "card.2.img", sizeMB: 64 },
    ])
    const names = (place: number) =>
        listFiles(join(folder, `card.${place}.img`)).map(({ name }) => name)
    assert.ok(names(1).includes(SETTINGS.name))
    assert.deepEqual(names(2), [])
})

test("cards change places, and none is lost", t => {
    const { folder, cardPath, shelf } = bench(t)
    writeFileSync(join(folder, "card.3.img"), "the third one")
    shelf.swap(3)
    assert.equal(readFileSync(cardPath, "utf8"), "the third one")
    assert.equal(readFileSync(join(folder, "card.3.img"), "utf8"), "the first one")
    assert.deepEqual(readdirSync(folder).sort(), ["card.3.img", "card.img"])
    assert.throws(() => shelf.swap(4), CardError)
})

test("a card that is sent in lies beside the machine; one that is none leaves nothing", async t => {
    const { folder, shelf } = bench(t)
    const image = Buffer.alloc(1024 * 1024, 7)
    assert.equal(await shelf.take(piecesOf(image)), 1)
    assert.ok(readFileSync(join(folder, "card.1.img")).equals(image))
    await assert.rejects(shelf.take(piecesOf(Buffer.from("hello"))), CardError)
    assert.deepEqual(readdirSync(folder).sort(), ["card.1.img", "card.img"])
})

test("sizes that are not offered, and a tenth card, are refused", t => {
    const { folder, shelf } = bench(t)
    assert.throws(() => shelf.make(65, false), CardError)
    for (let place = 1; place <= 9; place++) writeFileSync(join(folder, `card.${place}.img`), "x")
    assert.throws(() => shelf.make(64, false), /9 cards/)
    assert.ok(!existsSync(join(folder, "card.10.img")))
})

test("a card is called something, keeps that in the slot, and is thrown away for ever", t => {
    const { folder, shelf } = bench(t)
    shelf.make(64, false)
    shelf.name(1, "Holiday")
    assert.equal(shelf.cards()[0]!.label, "Holiday")
    shelf.swap(1)
    assert.deepEqual([shelf.slotLabel, shelf.cards()[0]!.label], ["Holiday", undefined])
    shelf.throwAway(1)
    assert.deepEqual(readdirSync(folder).sort(), ["card.img", "card.names.json"])
    assert.throws(() => shelf.throwAway(1), CardError)
    assert.throws(() => shelf.name(1, "x"), CardError)
})
