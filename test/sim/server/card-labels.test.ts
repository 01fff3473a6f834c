import assert from "node:assert/strict"
import { existsSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { test, type TestContext } from "node:test"
import { CardError } from "../../../sim/card/card-error.ts"
import { CardLabels, SLOT } from "../../../sim/server/card-labels.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"

function bench(t: TestContext) {
    const path = join(scratchFolder(t), "card.names.json")
    return { path, labels: new CardLabels(path) }
}

test("a name stays with its card when two change places, and after a new start", t => {
    const { path, labels } = bench(t)
    labels.set(2, "Holiday 🏖, żółta")
    labels.swap(SLOT, 2)
    const again = new CardLabels(path)
    assert.deepEqual([again.of(SLOT), again.of(2)], ["Holiday 🏖, żółta", ""])
})

test("where nothing is named there is no file, and one that was spoilt names nothing", t => {
    const { path, labels } = bench(t)
    labels.swap(SLOT, 1)
    labels.set(1, "")
    assert.ok(!existsSync(path))
    writeFileSync(path, '{"1": 5}')
    assert.equal(labels.of(1), "")
})

test("what is no name for a card is refused", t => {
    const { labels } = bench(t)
    for (const label of ["a\nb", "x".repeat(41)])
        assert.throws(() => labels.set(1, label), CardError)
})
