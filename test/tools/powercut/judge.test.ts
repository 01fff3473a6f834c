/** Whether the judge sees what is wrong with a card, and nothing where nothing is. */

import assert from "node:assert/strict"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, describe, test } from "node:test"
import { CardImage } from "../../../sim/chips/sdcard/card-image.ts"
import type { Overlay } from "../../../sim/chips/sdcard/overlay-image.ts"
import { addFiles } from "../../../sim/card/add-files.ts"
import { makeCardImage } from "../../../sim/card/format.ts"
import { clusterLba } from "../../../tools/powercut/judge/fat-view.ts"
import { Fsck } from "../../../tools/powercut/judge/fsck.ts"
import { Judge } from "../../../tools/powercut/judge/judge.ts"
import { MESSAGES, SLOT_BYTES } from "../../../tools/powercut/judge/slot.ts"
import { VolumeCheck } from "../../../tools/powercut/judge/volume-check.ts"
import { requireJudge } from "../../support/judges.ts"

const folder = mkdtempSync(join(tmpdir(), "afterbeep-judge-"))
after(() => rmSync(folder, { recursive: true }))
const path = join(folder, "card.img")
const AT = { year: 2026, month: 11, day: 22, hour: 14, minute: 5, second: 0 }
const LONG = "Zdjęcia/Żółta łódź, lipiec.txt"
const MESSAGE = `${MESSAGES}AB000001.WAV`
makeCardImage(path, { sizeMB: 48 })
addFiles(
    path,
    [
        { name: LONG, bytes: new Uint8Array(3000).fill(7) },
        { name: "README.TXT", bytes: new Uint8Array(700).fill(9) },
        { name: MESSAGE, bytes: new Uint8Array(SLOT_BYTES) },
    ],
    AT
)
const card = new CardImage(path)
const base = { peek: (lba: number) => card.read(lba) }
const { layout } = new VolumeCheck(base)
const NOTHING: Overlay = new Map()

function judgeOf(fsck?: Fsck): Judge {
    return new Judge({ base, before: NOTHING, after: NOTHING, reference: undefined, fsck })
}

/** The card with some bytes changed: sector, place in it, new bytes. */
function changed(...changes: [number, number, number[]][]): Overlay {
    const overlay: Overlay = new Map()
    for (const [lba, at, bytes] of changes) {
        const sector = overlay.get(lba) ?? card.read(lba)
        sector.set(bytes, at)
        overlay.set(lba, sector)
    }
    return overlay
}

function complaints(overlay: Overlay): string {
    return judgeOf().structure(overlay).complaints.join("; ")
}

function fileAt(name: string) {
    const { state } = judgeOf().structure(NOTHING)
    return state.files.find(file => file.path === name)!
}

/** Where the short entry of a file is: sector, and place in it. */
function entryAt(name: string): { lba: number; at: number } {
    const { raw } = fileAt(name)
    for (const lba of judgeOf().structure(NOTHING).state.folderLbas) {
        const at = Buffer.from(card.read(lba)).indexOf(Buffer.from(raw, "hex"))
        if (at >= 0) return { lba, at }
    }
    throw new Error(`no entry of ${name}`)
}

/** Where the table's entry of a cluster is: sector, and place in it. */
function tableAt(cluster: number, copy = 0): [number, number] {
    const at = cluster * 4
    return [layout.fatLba + copy * layout.fatSectors + Math.floor(at / 512), at % 512]
}

describe("the judge", () => {
    test("finds a card as it was made without fault, with its files", () => {
        assert.equal(complaints(NOTHING), "")
        const paths = judgeOf()
            .structure(NOTHING)
            .state.files.map(file => file.path)
        const folders = ["AFTERBEEP", "AFTERBEEP/messages"]
        assert.deepEqual(paths.sort(), [...folders, MESSAGE, "README.TXT", "Zdjęcia", LONG])
        assert.equal(fileAt(LONG).sizeBytes, 3000)
    })

    test("sees tables that differ", () => {
        const [lba, at] = tableAt(fileAt("README.TXT").firstCluster, 1)
        assert.match(complaints(changed([lba, at, [0, 0, 0, 0]])), /the two tables differ/)
    })

    test("sees lost clusters", () => {
        const free = layout.clusterCount - 50
        const both = [0, 1].map((copy): [number, number, number[]] => [
            ...tableAt(free, copy),
            [0xff, 0xff, 0xff, 0x0f],
        ])
        assert.match(complaints(changed(...both)), /^1 lost clusters; FSInfo says/)
    })

    test("sees cross-links, and chains that do not fit their file's size", () => {
        const { firstCluster } = fileAt("README.TXT")
        const target = fileAt(LONG).firstCluster
        const both = [0, 1].map((copy): [number, number, number[]] => [
            ...tableAt(firstCluster, copy),
            [target & 0xff, target >> 8, 0, 0],
        ])
        const said = complaints(changed(...both))
        assert.match(said, /cross-linked/)
        assert.match(said, /README.TXT: \d+ clusters, its size wants 2/)
    })

    test("sees a long name that belongs to no entry", () => {
        const said = complaints(changed([entryAt(LONG).lba, 64 + 13, [1]]))
        assert.match(said, /long name/)
    })

    test("sees that a file is gone, or has other bytes, or another entry", () => {
        const judge = judgeOf()
        const damages = (overlay: Overlay) =>
            judge.contents(overlay, judge.structure(overlay)).damages.join("; ")
        assert.equal(damages(NOTHING), "")
        const { firstCluster } = fileAt("README.TXT")
        const content = clusterLba(layout, firstCluster)
        assert.match(damages(changed([content, 10, [1]])), /^README.TXT: 1 sectors of it changed$/)
        const root = clusterLba(layout, layout.rootCluster)
        const at = Buffer.from(card.read(root)).indexOf("README  TXT")
        assert.match(damages(changed([root, at, [0xe5]])), /README.TXT is gone/)
        assert.match(damages(changed([root, at + 11, [0x21]])), /README.TXT has become another/)
    })

    test("lets a message that was taken back out of the trash count as unheard, and no other one", () => {
        const entry = entryAt(MESSAGE)
        const withAttributes = (attributes: number) =>
            changed([entry.lba, entry.at + 11, [attributes]])
        const damages = (was: number, will: number, is: number) => {
            const [before, after, now] = [was, will, is].map(withAttributes) as [
                Overlay,
                Overlay,
                Overlay,
            ]
            const judge = new Judge({ base, before, after, reference: undefined, fsck: undefined })
            return judge.contents(now, judge.structure(now)).damages.join("; ")
        }
        const [unheard, heard, trashed, kept] = [0x00, 0x20, 0x02, 0x01]
        assert.equal(damages(trashed, heard, unheard), "")
        assert.match(damages(trashed, heard, kept), /has become kept, it was trashed/)
        assert.match(damages(trashed, trashed, unheard), /has become unheard, it was trashed/)
        assert.match(damages(heard, heard, unheard), /has become unheard, it was heard/)
    })

    test("judges the same structure once, whatever the content of files", () => {
        const judge = judgeOf()
        const content = clusterLba(layout, fileAt("README.TXT").firstCluster)
        judge.structure(changed([content, 0, [1]]))
        judge.structure(changed([content, 0, [2]]))
        assert.equal(judge.structureCount, 1)
        judge.structure(changed([layout.fsInfoLba, 488, [1, 0, 0, 0]]))
        assert.equal(judge.structureCount, 2)
    })
})

describe("fsck.fat", () => {
    test("is asked about the changed card, and finds the base well again afterwards", t => {
        if (!requireJudge(t, "fsck.fat")) return
        const fsck = new Fsck(path, join(folder, "volume.img"), layout, base)
        const [lba, at] = tableAt(fileAt("README.TXT").firstCluster, 1)
        assert.equal(fsck.judge(NOTHING), "")
        assert.match(fsck.judge(changed([lba, at, [0, 0, 0, 0]])), /FATs differ/)
        assert.equal(fsck.judge(NOTHING), "")
        assert.equal(fsck.runs, 3)
        fsck.close()
    })
})
