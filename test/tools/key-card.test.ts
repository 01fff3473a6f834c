import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { KEY_CARD, keyCard } from "../../tools/key-card.ts"
import { ROOT } from "../../tools/project.ts"

test("the card in docs is the one that the keys make", () => {
    assert.equal(readFileSync(join(ROOT, KEY_CARD), "utf8"), keyCard())
})

test("it says what fingers look for", () => {
    const card = keyCard()
    assert.match(card, /\| `1` \| all messages \|/)
    assert.match(card, /\| `33` within 0\.6 s \| delete all that were heard/)
    assert.match(card, /\| Delete \| {2}\| delete all that were heard/)
    assert.match(
        card,
        /\| Next \| the new messages \| louder \| the next message \| keep for ever \|/
    )
})
