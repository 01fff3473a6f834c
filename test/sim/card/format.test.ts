import assert from "node:assert/strict"
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { extractVolume } from "../../../sim/card/extract-volume.ts"
import { type CardOptions, makeCardImage } from "../../../sim/card/format.ts"
import { withImage } from "../../../sim/card/image-file.ts"
import { listFiles } from "../../../sim/card/reader.ts"
import { requireJudge, runJudge } from "../../support/judges.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"

const CARDS: CardOptions[] = [
    {},
    { layout: "superfloppy" },
    { sizeMB: 32768, layout: "superfloppy" },
    { sizeMB: 65536, type: "SDXC", layout: "superfloppy" },
    { sizeMB: 41 },
    { sizeMB: 64, layout: "superfloppy" },
    { sizeMB: 2048 },
    { sizeMB: 2048, type: "SDSC", format: "fat16" },
    { sizeMB: 2048, type: "SDSC", format: "fat16", layout: "superfloppy" },
    { sizeMB: 16, format: "fat16" },
    { sizeMB: 7, format: "fat16" },
]

for (const options of CARDS) {
    test(`fsck.fat finds nothing wrong with a new card ${JSON.stringify(options)}`, t => {
        if (!requireJudge(t, "fsck.fat")) return
        const folder = scratchFolder(t)
        const image = join(folder, "card.img")
        makeCardImage(image, options)
        assert.equal(statSync(image).size, (options.sizeMB ?? 4096) * 1048576)
        assert.deepEqual(listFiles(image), [])
        const volume = options.layout === "superfloppy" ? image : join(folder, "volume.img")
        if (volume !== image) extractVolume(image, volume)
        const said = runJudge("fsck.fat", ["-n", "-v", volume]).toString()
        assert.match(said, options.format === "fat16" ? /16 bit entries/ : /32 bit entries/)
        assert.doesNotMatch(said, /differ|wrong|dirty|invalid|Reclaim|not aligned/i)
    })
}

test("mtools reads the label, the serial and the kind of volume", t => {
    if (!requireJudge(t, "mdir") || !requireJudge(t, "minfo")) return
    const image = join(scratchFolder(t), "card.img")
    makeCardImage(image, { sizeMB: 64 })
    const volume = `${image}@@4194304`
    assert.match(runJudge("mdir", ["-i", volume, "::"]).toString(), /is AFTERBEEP/)
    const said = runJudge("minfo", ["-i", volume, "::"]).toString()
    assert.match(said, /serial number: AF7E0001/)
    assert.match(said, /hidden sectors: 8192/)
    assert.match(said, /disk type="FAT32 {3}"/)
})

test("equal options make equal bytes, and few of them", t => {
    const folder = scratchFolder(t)
    const paths = ["a.img", "b.img"].map(name => join(folder, name))
    for (const path of paths) makeCardImage(path, { sizeMB: 41 })
    assert.ok(readFileSync(paths[0]!).equals(readFileSync(paths[1]!)))
    assert.ok(statSync(paths[0]!).blocks * 512 < 262144)
})

test("the partition table names one partition from sector 8192 to the end", t => {
    const folder = scratchFolder(t)
    for (const [format, type] of [["fat32", 0x0c] as const, ["fat16", 0x0e] as const]) {
        const path = join(folder, format)
        makeCardImage(path, { sizeMB: 64, format })
        const sector = withImage(path, "r", image => image.read(0, 1))
        assert.equal(sector[0x1be + 4], type)
        assert.equal(sector.readUInt32LE(0x1be + 8), 8192)
        assert.equal(sector.readUInt32LE(0x1be + 12), 64 * 2048 - 8192)
        assert.ok(sector.subarray(0x1ce, 0x1fe).every(byte => byte === 0))
        assert.equal(sector.readUInt16LE(0x1fe), 0xaa55)
    }
})

test("a card without a format is all zeros", t => {
    const path = join(scratchFolder(t), "blank.img")
    makeCardImage(path, { sizeMB: 1, format: "none" })
    assert.ok(readFileSync(path).every(byte => byte === 0))
})

test("a card that can't be is refused, and no file is left", t => {
    const path = join(scratchFolder(t), "card.img")
    const table: [CardOptions, RegExp][] = [
        [{ sizeMB: 40 }, /no FAT32 card \(mbr\) of 40 MB: possible are 41 to 32768/],
        [
            { sizeMB: 4096, format: "fat16" },
            /no FAT16 card \(mbr\) of 4096 MB: possible are 7 to 2048/,
        ],
        [{ sizeMB: 4096, type: "SDSC" }, /no SDSC card of 4096 MB: possible are 1 to 2048/],
        [{ sizeMB: 65536 }, /no SDHC card of 65536 MB: possible are 1 to 32768/],
        [{ sizeMB: 1.5 }, /of 1.5 MB/],
        [
            { sizeMB: 64, at: { year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0 } },
            /year/,
        ],
    ]
    for (const [options, message] of table) {
        assert.throws(() => makeCardImage(path, options), message)
        assert.ok(!existsSync(path))
    }
})

test("a file that exists is never overwritten", t => {
    const path = join(scratchFolder(t), "card.img")
    writeFileSync(path, "precious")
    assert.throws(() => makeCardImage(path), /is there already/)
    assert.equal(readFileSync(path, "utf8"), "precious")
})
