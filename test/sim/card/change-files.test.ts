import assert from "node:assert/strict"
import { join } from "node:path"
import { test, type TestContext } from "node:test"
import { addFiles } from "../../../sim/card/add-files.ts"
import { CardError } from "../../../sim/card/card-error.ts"
import { removeFile, renameFile } from "../../../sim/card/change-files.ts"
import { extractVolume } from "../../../sim/card/extract-volume.ts"
import { type CardOptions, makeCardImage } from "../../../sim/card/format.ts"
import { listFiles, listFolder, readFile } from "../../../sim/card/reader.ts"
import { requireJudge, runJudge } from "../../support/judges.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"

const AT = { year: 2026, month: 11, day: 22, hour: 14, minute: 5, second: 8 }
const LAYOUTS: CardOptions[] = [{ sizeMB: 41 }, { sizeMB: 16, format: "fat16" }]
const FOLDER = "AFTERBEEP/messages"
const LONG = `${FOLDER}/2026-11-22 14.05 2125550123 J SMITH.wav`
const OTHER = `${FOLDER}/2026-11-22 15.05 private.wav`
const SHORT = "README.TXT"
const bytesOf = (name: string) => new Uint8Array(70_000).fill(name.length)

function card(t: TestContext, options: CardOptions): string {
    const image = join(scratchFolder(t), "card.img")
    makeCardImage(image, options)
    addFiles(
        image,
        [LONG, OTHER, SHORT].map(name => ({ name, bytes: bytesOf(name) })),
        AT
    )
    return image
}

const filesOn = (image: string) =>
    listFiles(image)
        .filter(({ isFolder }) => !isFolder)
        .map(({ name }) => name)
        .sort()

/** fsck.fat finds nothing to mend: no lost cluster, no name without its file. */
function assertWhole(t: TestContext, image: string): void {
    if (!requireJudge(t, "fsck.fat")) return
    const volume = image + ".volume"
    extractVolume(image, volume)
    runJudge("fsck.fat", ["-n", volume])
}

for (const options of LAYOUTS) {
    const what = options.format ?? "fat32"

    test(`${what}: a file that is deleted is gone, its room is free, and all else is as it was`, t => {
        const image = card(t, options)
        removeFile(image, LONG)
        removeFile(image, SHORT)
        assert.deepEqual(filesOn(image), [OTHER])
        assert.deepEqual(Buffer.from(readFile(image, OTHER)), Buffer.from(bytesOf(OTHER)))
        assertWhole(t, image)
    })

    test(`${what}: a file that is renamed has its content, time and attributes`, t => {
        const image = card(t, options)
        const before = listFolder(image, FOLDER).find(({ name }) => LONG.endsWith(name))!
        renameFile(image, LONG, "tête-à-tête, kept for ever and a day.wav")
        renameFile(image, SHORT, "readme.txt")
        const after = listFolder(image, FOLDER).find(({ name }) => name.startsWith("tête"))!
        const factsOf = ({ attributes, sizeBytes, firstCluster, at }: typeof before) => ({
            ...{ attributes, sizeBytes, firstCluster, at },
        })
        assert.deepEqual(factsOf(after), factsOf(before))
        assert.deepEqual(
            Buffer.from(readFile(image, `${FOLDER}/${after.name}`)),
            Buffer.from(bytesOf(LONG))
        )
        assert.ok(filesOn(image).includes("readme.txt"))
        assertWhole(t, image)
    })
}

test("what can't be done leaves the card as it was", t => {
    const image = card(t, { sizeMB: 16, format: "fat16" })
    const before = filesOn(image)
    for (const act of [
        () => removeFile(image, "AFTERBEEP"),
        () => removeFile(image, "AFTERBEEP/none.wav"),
        () => renameFile(image, LONG, "a/b.wav"),
        () => renameFile(image, LONG, "2026-11-22 15.05 PRIVATE.wav"),
        () => renameFile(image, LONG, ""),
    ])
        assert.throws(act, CardError)
    assert.deepEqual(filesOn(image), before)
    assertWhole(t, image)
})
