import assert from "node:assert/strict"
import { writeFileSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { Readable } from "node:stream"
import { test, type TestContext } from "node:test"
import { CardShelf } from "../../../sim/server/card-shelf.ts"
import { ShelfDesk } from "../../../sim/server/shelf-desk.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"
import { FakeResponse } from "./fake-response.ts"

const AT = { year: 2026, month: 11, day: 22, hour: 14, minute: 5, second: 0 }
const IMAGE = Buffer.alloc(1024 * 1024, 5)

function bench(t: TestContext) {
    const cardPath = join(scratchFolder(t), "card.img")
    writeFileSync(cardPath, "the first one")
    const shelf = new CardShelf({ cardPath, readyFiles: () => [], now: () => AT })
    const moments: string[] = []
    const desk = new ShelfDesk({
        shelf,
        withCardOut: async act => {
            moments.push("out")
            act()
            moments.push("in")
        },
    })
    const ask = async (path: string, body: Buffer = Buffer.alloc(0)) => {
        const response = new FakeResponse()
        const url = new URL(`http://x${path}`)
        const route = desk.routes.get(url.pathname)!
        await route.answer(url, Readable.from([body]) as never, response as never)
        return response
    }
    return { ask, cardPath, moments }
}

test("a card that is sent in is listed, and put into the slot", async t => {
    const { ask, cardPath, moments } = bench(t)
    assert.deepEqual(JSON.parse((await ask("/cards/image", IMAGE)).text), { place: 1 })
    const { cards, sizesMB } = JSON.parse((await ask("/cards")).text) as Record<string, unknown>
    assert.deepEqual(cards, [{ place: 1, name: "card.1.img", sizeMB: 1 }])
    assert.ok((sizesMB as number[]).includes(64))
    assert.equal((await ask("/cards/insert?place=1")).status, 204)
    assert.deepEqual(moments, ["out", "in"])
    assert.ok(readFileSync(cardPath).equals(IMAGE))
})

test("a new card is made", async t => {
    const { ask } = bench(t)
    assert.deepEqual(JSON.parse((await ask("/cards/new?sizeMB=64&ready=no")).text), { place: 1 })
})

test("what can't be done is refused in words", async t => {
    const { ask } = bench(t)
    for (const [path, body] of [
        ["/cards/new?sizeMB=5", undefined],
        ["/cards/insert?place=7", undefined],
        ["/cards/throw-away?place=7", undefined],
        ["/cards/name?place=7&name=x", undefined],
        ["/cards/image", Buffer.from("hello")],
    ] as const) {
        const { status, text } = await ask(path, body)
        assert.equal(status, 409, path)
        assert.ok(text.length > 10, text)
    }
})

test("a card is named and thrown away, and the one in the slot is not touched", async t => {
    const { ask, moments } = bench(t)
    await ask("/cards/image", IMAGE)
    assert.equal((await ask("/cards/name?place=1&name=My%20card")).status, 204)
    const list = async () => JSON.parse((await ask("/cards")).text) as { cards: object[] }
    assert.deepEqual((await list()).cards, [
        { place: 1, name: "card.1.img", sizeMB: 1, label: "My card" },
    ])
    assert.equal((await ask("/cards/throw-away?place=1")).status, 204)
    assert.deepEqual((await list()).cards, [])
    assert.deepEqual(moments, [])
})
