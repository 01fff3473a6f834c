import assert from "node:assert/strict"
import { test } from "node:test"
import { fakeFetch } from "./fake-fetch.ts"

/** The page names itself in the browser's storage when it is loaded. */
Object.assign(globalThis, {
    sessionStorage: { getItem: () => "page", setItem: () => {} },
    WebSocket: { OPEN: 1 },
})
const { ownState, ownText, ownTrouble, sendOwnText } =
    await import("../../../page/state/own-sound.ts")
const { pageName } = await import("../../../page/state/link.ts")
const { holder, nowMs } = await import("../../../page/state/page-state.ts")
const { voice } = await import("../../../page/state/caller.ts")

test("a text that was spoken speaks in the next call", async t => {
    const asked = fakeFetch(t, {
        "POST /sounds/text?voice=slt": { body: { name: "1: Hello", seconds: 1 } },
    })
    ownText.value = "Hello"
    const sent = sendOwnText()
    assert.equal(ownState.value, "busy")
    await sent
    assert.deepEqual(asked, ["POST /sounds/text?voice=slt"])
    assert.deepEqual([ownState.value, ownTrouble.value, voice.value], ["next", "", "1: Hello"])
})

test("words that are said in a call are over with their last one, and with the call", async t => {
    fakeFetch(t, { "POST /sounds/text?voice=slt": { body: { name: "2: Hello", seconds: 3 } } })
    holder.value = pageName
    nowMs.value = 60_000
    await sendOwnText()
    nowMs.value = 62_900
    assert.equal(ownState.value, "said")
    holder.value = ""
    assert.equal(ownState.value, "none")
    holder.value = pageName
    assert.equal(ownState.value, "said")
    nowMs.value = 63_000
    assert.equal(ownState.value, "none")
    holder.value = ""
})

test("why it can't be spoken is shown in the server's words, and that there is no server", async t => {
    fakeFetch(t, { "POST /sounds/text?voice=slt": { status: 409, body: "nothing to say" } })
    await sendOwnText()
    assert.deepEqual([ownState.value, ownTrouble.value], ["none", "nothing to say"])
    t.mock.restoreAll()
    fakeFetch(t, {})
    await sendOwnText()
    assert.equal(ownState.value, "none")
    assert.ok(ownTrouble.value.length > 10)
})
