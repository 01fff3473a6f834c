import assert from "node:assert/strict"
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import {
    checkSectorFile,
    encodeSectorHead,
    encodeSectorRun,
    encodeSectors,
    makeImageOfSectors,
    readSectors,
} from "../../../sim/card/sector-file.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"

const sector = (byte: number) => new Uint8Array(512).fill(byte)
const SECTORS = new Map([
    [9, sector(9)],
    [2, sector(2)],
    [3, sector(3)],
])

test("sectors are read back as they were, and a card is made of them", t => {
    const path = join(scratchFolder(t), "card.sectors")
    writeFileSync(path, encodeSectors(16, SECTORS))
    assert.equal(checkSectorFile(path), 16)
    assert.deepEqual(
        [...readSectors(path)].map(([lba, bytes]) => [lba, bytes[0], bytes.length]),
        [
            [2, 2, 512],
            [3, 3, 512],
            [9, 9, 512],
        ]
    )
    makeImageOfSectors(path, path + ".img")
    const image = readFileSync(path + ".img")
    assert.equal(image.length, 16 * 512)
    for (let lba = 0; lba < 16; lba++)
        assert.equal(image[lba * 512 + 511], SECTORS.has(lba) ? lba : 0)
})

test("a card of gigabytes takes up only what is on it", t => {
    const path = join(scratchFolder(t), "card.sectors")
    writeFileSync(path, encodeSectors(8_388_608, new Map([[8_388_607, sector(7)]])))
    makeImageOfSectors(path, path + ".img")
    const { size, blocks } = statSync(path + ".img")
    assert.equal(size, 4 * 1024 ** 3)
    assert.ok(blocks * 512 < 1_000_000)
})

const GOOD = encodeSectors(16, SECTORS)
const BAD: readonly [string, Buffer, RegExp][] = [
    ["of another kind", Buffer.from("RIFF, and so on and on"), /holds no sectors of a card/],
    ["that is cut off in a run", GOOD.subarray(0, 100), /is cut off/],
    ["without its end", GOOD.subarray(0, GOOD.length - 8), /its end is missing/],
    ["that is empty", Buffer.alloc(0), /holds no sectors/],
    ["with a sector that the card lacks", encodeSectors(9, SECTORS), /sector 9 is beyond the end/],
    [
        "whose runs are out of order",
        Buffer.concat([
            encodeSectorHead(16),
            encodeSectorRun({ lba: 5, bytes: sector(1) }),
            encodeSectorRun({ lba: 5, bytes: sector(1) }),
        ]),
        /not in order/,
    ],
]

for (const [what, bytes, complaint] of BAD)
    test(`a file ${what} is refused, and no card is made`, t => {
        const path = join(scratchFolder(t), "card.sectors")
        writeFileSync(path, bytes)
        assert.throws(() => makeImageOfSectors(path, path + ".img"), complaint)
        assert.ok(!existsSync(path + ".img"))
    })

test("a file that is not there is said to be missing", t => {
    const path = join(scratchFolder(t), "card.sectors")
    assert.throws(() => checkSectorFile(path), /there is no such file/)
})
