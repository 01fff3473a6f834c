import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { test, type TestContext } from "node:test"
import { addFiles, type CardFile } from "../../../sim/card/add-files.ts"
import { CardError } from "../../../sim/card/card-error.ts"
import { extractVolume } from "../../../sim/card/extract-volume.ts"
import { type CardOptions, makeCardImage } from "../../../sim/card/format.ts"
import { listFiles, readFile } from "../../../sim/card/reader.ts"
import { requireJudge, runJudge } from "../../support/judges.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"

const AT = { year: 2026, month: 11, day: 22, hour: 14, minute: 5, second: 8 }
const LAYOUTS: CardOptions[] = [
    { sizeMB: 41 },
    { sizeMB: 41, layout: "superfloppy" },
    { sizeMB: 16, format: "fat16" },
    { sizeMB: 16, format: "fat16", layout: "superfloppy" },
]
const NAMES = [
    "AFTERBEEP/settings.txt",
    "AFTERBEEP/greetings/default.wav",
    "AFTERBEEP/messages/2026-11-22 14.05 2125550123 J SMITH.wav",
    "AFTERBEEP/messages/2026-11-22 14.05 2125550123 J SMITH (2).wav",
    "AFTERBEEP/prompts/pl/ósma.wav",
    "README.TXT",
    "привет, как дела.txt",
]

function cardWith(t: TestContext, options: CardOptions, files: readonly CardFile[]): string {
    const image = join(scratchFolder(t), "card.img")
    makeCardImage(image, options)
    addFiles(image, files, AT)
    return image
}

/** Content that differs from file to file and from byte to byte; the lengths straddle sectors and clusters. */
function content(seed: number, lengthBytes = seed * 1021): Uint8Array {
    return Uint8Array.from({ length: lengthBytes }, (_, i) => (i * 31 + (i >> 8) * 7 + seed) & 0xff)
}

function requireClean(t: TestContext, image: string): void {
    if (!requireJudge(t, "fsck.fat")) return
    const volume = image + ".volume"
    extractVolume(image, volume)
    const said = runJudge("fsck.fat", ["-n", "-v", volume]).toString()
    assert.doesNotMatch(said, /differ|wrong|dirty|invalid|Reclaim/i)
}

for (const options of LAYOUTS) {
    test(`files come out of ${JSON.stringify(options)} as they went in`, t => {
        const files = NAMES.map((name, i) => ({ name, bytes: content(i) }))
        const image = cardWith(t, options, files)
        requireClean(t, image)
        for (const file of files)
            assert.deepEqual(readFile(image, file.name), Buffer.from(file.bytes))
        const listed = listFiles(image).filter(item => !item.isFolder)
        assert.deepEqual(listed.map(item => item.name).sort(), [...NAMES].sort())
        for (const item of listed) assert.deepEqual([item.at, item.attributes], [AT, 0x20])
    })

    test(`mcopy reads the same from ${JSON.stringify(options)}`, t => {
        if (!requireJudge(t, "mcopy")) return
        const files = NAMES.slice(0, 4).map((name, i) => ({ name, bytes: content(i) }))
        const image = cardWith(t, options, files)
        const drive = options.layout === "superfloppy" ? image : `${image}@@4194304`
        for (const file of files) {
            const copied = runJudge("mcopy", ["-n", "-i", drive, `::${file.name}`, "-"])
            assert.deepEqual(copied, Buffer.from(file.bytes))
        }
        const said = runJudge("mdir", ["-i", drive, "-/", "::"]).toString()
        assert.match(said, /SETTINGS TXT +0 2026-11-22 +14:05 +settings.txt/)
    })
}

test("a file is replaced whatever its length was, and its clusters are free again", t => {
    const image = cardWith(t, { sizeMB: 41 }, [
        { name: "a/first.txt", bytes: content(1, 5000) },
        { name: "a/second.txt", bytes: content(2, 5000) },
    ])
    const before = listFiles(image)
    for (const lengthBytes of [0, 100000, 512, 5000]) {
        addFiles(image, [{ name: "A/FIRST.TXT", bytes: content(3, lengthBytes) }], AT)
        requireClean(t, image)
        assert.deepEqual(readFile(image, "a/first.txt"), Buffer.from(content(3, lengthBytes)))
        assert.deepEqual(readFile(image, "a/second.txt"), Buffer.from(content(2, 5000)))
    }
    const names = listFiles(image).map(item => item.name)
    assert.deepEqual(
        names,
        before.map(item => item.name)
    )
})

test("only the FATs, FSInfo, the folder and the new cluster change", t => {
    const files = [{ name: "a/first.txt", bytes: content(1, 700) }]
    const image = cardWith(t, { sizeMB: 37, layout: "superfloppy" }, files)
    const before = readFileSync(image)
    addFiles(image, [{ name: "a/second.txt", bytes: content(2, 300) }], AT)
    const after = readFileSync(image)
    const changed: number[] = []
    for (let at = 0; at < after.length; at += 512)
        if (before.compare(after, at, at + 512, at, at + 512) !== 0) changed.push(at / 512)
    const fat = after.readUInt16LE(0x0e)
    const fatSectors = after.readUInt32LE(0x24)
    const places = ["a", "a/second.txt"].map(name => {
        const { firstCluster } = listFiles(image).find(item => item.name === name)!
        return fat + 2 * fatSectors + firstCluster - 2
    })
    assert.deepEqual(changed, [1, fat, fat + fatSectors, ...places])
})

test("a folder grows over many clusters and every short name in it is another", t => {
    const names = Array.from({ length: 60 }, (_, i) => `list/a rather long file name no ${i}.txt`)
    const image = cardWith(
        t,
        { sizeMB: 41 },
        names.map(name => ({ name, bytes: content(1, 3) }))
    )
    requireClean(t, image)
    const items = listFiles(image).filter(item => !item.isFolder)
    assert.deepEqual(
        items.map(item => item.name),
        names
    )
    assert.equal(new Set(items.map(item => item.shortName)).size, 60)
})

test("a card made by mkfs.fat and filled by mcopy takes files", t => {
    if (!requireJudge(t, "mkfs.fat") || !requireJudge(t, "mcopy") || !requireJudge(t, "mattrib"))
        return
    const folder = scratchFolder(t)
    const image = join(folder, "card.img")
    for (const bits of ["16", "32"]) {
        makeCardImage(image + bits, { sizeMB: 40, format: "none" })
        runJudge("mkfs.fat", ["-F", bits, "-s", bits === "16" ? "4" : "1", image + bits])
        runJudge("mcopy", ["-i", image + bits, "-", "::Old File.txt"], Buffer.from("old"))
        addFiles(image + bits, [{ name: "New File.txt", bytes: Buffer.from("new") }], AT)
        requireClean(t, image + bits)
        assert.equal(Buffer.from(readFile(image + bits, "Old File.txt")).toString(), "old")
        const copied = runJudge("mcopy", ["-n", "-i", image + bits, "::New File.txt", "-"])
        assert.equal(copied.toString(), "new")
    }
})

test("what can't be added is refused by name, and the card stays as it was", t => {
    const image = cardWith(t, { sizeMB: 7, format: "fat16" }, [
        { name: "a/b.txt", bytes: content(1) },
    ])
    const before = readFileSync(image)
    const table: [string, number, RegExp][] = [
        ["a", 1, /^a: is a folder$/],
        ["a/b.txt/c.txt", 1, /^a\/b.txt\/c.txt: "b.txt" is a file, not a folder$/],
        ["a/what?.txt", 1, /holds "\?"/],
        ["a//b.txt", 1, /is not one for a file/],
        ["new/big.wav", 4000000, /^new\/big.wav: the card is full: .* are needed, .* are free/],
    ]
    for (const [name, lengthBytes, message] of table) {
        const files = [
            { name: "fine.txt", bytes: content(1) },
            { name, bytes: content(2, lengthBytes) },
        ]
        assert.throws(
            () => addFiles(image, files, AT),
            (error: unknown) => {
                assert.ok(error instanceof CardError)
                assert.match(error.message, message)
                return true
            }
        )
        assert.ok(before.equals(readFileSync(image)))
    }
})

test("the card can be filled to its last cluster", t => {
    const image = cardWith(t, { sizeMB: 7, format: "fat16" }, [])
    let message = ""
    try {
        addFiles(image, [{ name: "BIG.WAV", bytes: new Uint8Array(4000000) }], AT)
    } catch (error) {
        message = (error as CardError).message
    }
    const freeClusters = Number(/(\d+) are free/.exec(message)![1])
    addFiles(image, [{ name: "BIG.WAV", bytes: content(1, freeClusters * 512) }], AT)
    requireClean(t, image)
    assert.equal(readFile(image, "BIG.WAV").length, freeClusters * 512)
    addFiles(image, [{ name: "EMPTY.TXT", bytes: new Uint8Array(0) }], AT)
    const more = [{ name: "MORE.TXT", bytes: new Uint8Array(1) }]
    assert.throws(() => addFiles(image, more, AT), /1 clusters are needed, 0 are free/)
})

test("the root folder of FAT16 is full after 512 entries, with the label", t => {
    const bytes = new Uint8Array(0)
    // 20 entries of 13 letters and the short one, 24 times; then the label and seven short names.
    const long = Array.from({ length: 24 }, (_, i) => ({ name: `${i}`.padEnd(255, "x"), bytes }))
    const short = Array.from({ length: 7 }, (_, i) => ({ name: `F${i}.TXT`, bytes }))
    const image = cardWith(t, { sizeMB: 16, format: "fat16" }, [...long, ...short])
    requireClean(t, image)
    assert.equal(listFiles(image).length, 31)
    assert.throws(
        () => addFiles(image, [{ name: "ONE.TXT", bytes }], AT),
        /ONE.TXT: the folder is full/
    )
})
