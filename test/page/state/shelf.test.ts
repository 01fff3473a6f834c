import assert from "node:assert/strict"
import { test } from "node:test"
import { fakeFetch } from "./fake-fetch.ts"

/** The page names itself in the browser's storage when it is loaded. */
Object.assign(globalThis, { sessionStorage: { getItem: () => "page", setItem: () => {} } })
const { insertCard, makeCard, nameCard, sendCard, shelf, shelfNews, shelfTrouble, throwCardAway } =
    await import("../../../page/state/shelf.ts")

const CARD = { place: 2, name: "card.2.img", sizeMB: 64 }
const LIST = { "GET /cards": { body: { cards: [CARD], sizesMB: [64] } } }

test("a card that was made or sent in is listed and named", async t => {
    fakeFetch(t, {
        ...LIST,
        "POST /cards/new?sizeMB=64&ready=yes": { body: { place: 2 } },
        "POST /cards/image": { body: { place: 2 } },
    })
    await makeCard(64, true)
    assert.deepEqual(shelf.value.cards, [CARD])
    assert.match(shelfNews.value, /card\.2\.img/)
    shelfNews.value = ""
    await sendCard(new Blob(["x"]))
    assert.match(shelfNews.value, /card\.2\.img/)
})

test("cards change places", async t => {
    const asked = fakeFetch(t, { ...LIST, "POST /cards/insert?place=2": { status: 204, body: "" } })
    await insertCard(2)
    assert.equal(shelfTrouble.value, "")
    assert.ok(shelfNews.value !== "")
    assert.deepEqual(asked, ["POST /cards/insert?place=2", "GET /cards"])
})

test("what is refused is told in the server's words, and silence in the page's", async t => {
    fakeFetch(t, {
        ...LIST,
        "POST /cards/new?sizeMB=5&ready=no": { status: 409, body: "too small" },
    })
    await makeCard(5, false)
    assert.deepEqual([shelfNews.value, shelfTrouble.value], ["", "too small"])
    await insertCard(9)
    assert.ok(shelfTrouble.value.length > 10)
})

test("a card is named and thrown away", async t => {
    const asked = fakeFetch(t, {
        ...LIST,
        "POST /cards/name?place=2&name=My%20card": { status: 204, body: "" },
        "POST /cards/throw-away?place=2": { status: 204, body: "" },
    })
    await nameCard(CARD, " My card ")
    assert.match(shelfNews.value, /card\.2\.img/)
    await throwCardAway({ ...CARD, label: "My card" })
    assert.match(shelfNews.value, /My card/)
    assert.equal(asked.length, 4)
})
