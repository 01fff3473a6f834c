import assert from "node:assert/strict"
import { test } from "node:test"
import { cardText, openText, TEXT_BYTES_MAX } from "../../../page/state/card-text.ts"
import { latest } from "../../../page/state/page-state.ts"
import { fakeFetch } from "./fake-fetch.ts"

const CALLS = "GET /card/file?path=calls.csv"
const LONG = "GET /card/file?path=long.txt"

/** Waits: until the answer is in. */
const answered = () => new Promise(resolve => setTimeout(resolve, 20))

test("a text is shown, and again when the machine has written", async t => {
    const answers = { [CALLS]: { body: "one" } }
    fakeFetch(t, answers)
    t.after(openText("calls.csv"))
    await answered()
    assert.deepEqual(cardText.value, { text: "one", isWhole: true })
    answers[CALLS] = { body: "one\ntwo" }
    latest.value = [{ tMs: 1, source: "card", event: "write", fields: { lba: 1, count: 1 } }]
    await new Promise(resolve => setTimeout(resolve, 600))
    assert.equal(cardText.value.text, "one\ntwo")
})

test("of a long one the beginning is shown, and of one that has gone nothing", async t => {
    fakeFetch(t, { [LONG]: { body: "x".repeat(TEXT_BYTES_MAX + 1) } })
    openText("long.txt")()
    await answered()
    assert.deepEqual(cardText.value, { text: "x".repeat(TEXT_BYTES_MAX), isWhole: false })
    openText("gone.txt")()
    await answered()
    assert.deepEqual(cardText.value, { text: "", isWhole: true })
})
