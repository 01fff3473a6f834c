/** A card that is prepared, or searched for room, while somebody rings or presses a key: nobody waits for the card. */

import assert from "node:assert/strict"
import { join } from "node:path"
import { describe, test } from "node:test"
import { makeCardImage } from "../../sim/card/format.ts"
import { planGeometry } from "../../sim/card/geometry.ts"
import { SHORT_STORY, newFolder, runBefore } from "../support/scenario-run.ts"
import { IDLE, PLAY, call } from "../support/steps.ts"
import { patch } from "../support/volume-image.ts"
import { type VolumeRun, runVolume } from "../support/volume-run.ts"

const SIZE_MB = 4096
/** docs/goals.md; 100 ms for what the card does just then, and what the modem charges for its commands. */
const SOUND_MAX_MS = 250 + 100 + 150
/** The last ring ends, and the machine answers, likewise. */
const ANSWER_MAX_MS = 150 + 100 + 150
const RINGS = 4
const ENTRY_BYTES = 4
const SECTOR_BYTES = 512
const READY_MS = 3500

/** Pressed, and pressed again to end what it says; between them the machine goes on with the card. */
function presses(times: number, gapMs: number): object[] {
    return Array.from({ length: times }, () => [PLAY, { wait: 1000 }, PLAY, { wait: gapMs }]).flat()
}

/** How long each first one of two presses has to wait for a sound. */
function waits(run: VolumeRun): number[] {
    const sounds = run.events("speaker", "sound-on").map(({ tMs }) => tMs)
    return run
        .events("panel", "press")
        .filter((_, i) => i % 2 === 0)
        .map(({ tMs }) => Math.min(...sounds.filter(each => each > tMs)) - tMs)
}

function logged(run: VolumeRun, text: string): number | undefined {
    const found = run.events("machine", "log").find(each => String(each["text"]).includes(text))
    return found?.tMs
}

/** A card full of a PC's files, but for four clusters here and there, and room for four slots at its end. */
function crowdedCard(path: string): void {
    makeCardImage(path, { sizeMB: SIZE_MB })
    const volume = planGeometry("fat32", "mbr", SIZE_MB)!
    const table = Buffer.alloc(volume.fatSectors * SECTOR_BYTES)
    const end = volume.clusterCount + 2
    for (let cluster = 3; cluster < end - 1500; cluster++)
        if (cluster % 100 > 3) table.writeUInt32LE(0x0fffffff, cluster * ENTRY_BYTES)
    const first = (volume.startSector + volume.reservedSectors) * SECTOR_BYTES
    for (const copy of [0, 1]) {
        // The first three entries, of which one is the root folder's, stay.
        const at = first + copy * table.length + 3 * ENTRY_BYTES
        patch(path, at, table.subarray(3 * ENTRY_BYTES))
    }
}

describe("a new card", () => {
    const run = runBefore(async () => {
        const folder = newFolder()
        makeCardImage(join(folder, "card.img"), { sizeMB: SIZE_MB })
        return await runVolume(folder, {
            steps: [{ wait: READY_MS + 2500 }, ...presses(12, 450), IDLE],
        })
    }) as () => VolumeRun

    test("keeps no finger waiting while files and slots are made on it", () => {
        assert.equal(run().outcome.exit, 0, run().log.join("\n"))
        const found = waits(run())
        assert.equal(found.length, 12)
        assert.ok(Math.max(...found) <= SOUND_MAX_MS, found.join(" "))
        // They came in the midst of it.
        const lastMs = run().events("panel", "press").at(-1)!.tMs
        const made = run().events("card", "write")
        assert.ok(made.some(each => Number(each["tMs"]) > lastMs))
    })
})

describe("a card that is nearly full", () => {
    const run = runBefore(async () => {
        const folder = newFolder()
        crowdedCard(join(folder, "card.img"))
        return await runVolume(folder, {
            steps: [
                { wait: READY_MS + 8000 },
                ...presses(2, 500),
                { call: { number: "2125550101", audio: SHORT_STORY, giveUpMs: 15_000 } },
                { wait: { event: "on-hook", source: "exchange", timeoutMs: 60_000 } },
                IDLE,
                call("2125550102"),
                IDLE,
            ],
        })
    }) as () => VolumeRun

    test("does not keep the machine from being ready", () => {
        const readyMs = logged(run(), "ready: ")
        assert.ok(readyMs !== undefined && readyMs < 12_000, String(readyMs))
    })

    test("is searched for room on the side: keys are obeyed, a caller is answered", () => {
        assert.equal(run().outcome.exit, 0, run().log.join("\n"))
        assert.ok(Math.max(...waits(run())) <= SOUND_MAX_MS, waits(run()).join(" "))
        const rings = run().events("exchange", "ring-off", { call: 1 })
        const offHookMs = run().timeOf("exchange", "off-hook", { call: 1 })
        assert.equal(rings.length, RINGS)
        assert.ok(
            offHookMs - rings.at(-1)!.tMs <= ANSWER_MAX_MS,
            `${offHookMs - rings.at(-1)!.tMs}`
        )
    })

    test("has places for messages in the end", () => {
        assert.equal(run().events("modem", "record-start").length >= 1, true)
        assert.ok(logged(run(), "no room for messages") === undefined)
    })
})
