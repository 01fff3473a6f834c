import assert from "node:assert/strict"
import { existsSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { encodeSectors } from "../../../sim/card/sector-file.ts"
import { ReplayedCards } from "../../../sim/cli/replayed-cards.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"

const sector = (byte: number) => new Uint8Array(512).fill(byte)

test("a card is made of its sectors once, and then is what it has become; an image is itself", t => {
    const folder = scratchFolder(t)
    const [first, second] = [join(folder, "card.sectors"), join(folder, "card-2.sectors")]
    const image = join(folder, "card.img")
    for (const path of [first, second])
        writeFileSync(path, encodeSectors(4, new Map([[1, sector(5)]])))
    writeFileSync(image, new Uint8Array(2048).fill(3))
    const cards = new ReplayedCards(join(folder, "out"), { sectorsPath: first }, image)
    const read = (path: string) => {
        const card = cards.open(path)
        const [byte] = card.read(1)
        card.write(1, sector(9))
        card.close()
        return byte
    }
    assert.deepEqual([read(second), read(second)], [5, 9])
    assert.ok(existsSync(join(folder, "out", "replayed-card-2.img")))
    assert.deepEqual([read(first), read(image)], [3, 9])
})
