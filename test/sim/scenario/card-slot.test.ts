import assert from "node:assert/strict"
import { existsSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { CardError } from "../../../sim/card/card-error.ts"
import { makeCardImage } from "../../../sim/card/format.ts"
import { prepareCard } from "../../../sim/scenario/card-slot.ts"
import { ORDINARY_CARD } from "../../../sim/chips/sdcard/card-kind.ts"
import { type CardPlan } from "../../../sim/scenario/scenario.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"

const NOW = { year: 2026, month: 11, day: 22, hour: 14, minute: 5, second: 0 }
const PLAN: CardPlan = {
    options: { sizeMB: 64, type: "SDHC", layout: "superfloppy", format: "fat32" },
    kind: ORDINARY_CARD,
    files: [{ name: "note.txt", bytes: new TextEncoder().encode("a note for the card") }],
}

test("an image that is not there is made, with its files", t => {
    const path = join(scratchFolder(t), "card.img")
    prepareCard(path, PLAN, NOW)
    assert.equal(statSync(path).size, 64 * 1024 * 1024)
    assert.ok(readFileSync(path).includes("a note for the card"))
})

test("an image that is there keeps its size and gets the files too", t => {
    const path = join(scratchFolder(t), "card.img")
    makeCardImage(path, { sizeMB: 80 })
    prepareCard(path, PLAN, NOW)
    assert.equal(statSync(path).size, 80 * 1024 * 1024)
    assert.ok(readFileSync(path).includes("a note for the card"))
})

test("a new image whose files do not fit is not left behind", t => {
    const path = join(scratchFolder(t), "card.img")
    const bytes = new Uint8Array(64 * 1024 * 1024)
    assert.throws(
        () => prepareCard(path, { ...PLAN, files: [{ name: "a", bytes }] }, NOW),
        CardError
    )
    assert.ok(!existsSync(path))
})
