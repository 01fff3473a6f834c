/** A short soak of the firmware, and one where something is lost: that it is noticed. */

import assert from "node:assert/strict"
import { closeSync, openSync, writeSync } from "node:fs"
import { join } from "node:path"
import { before, describe, test } from "node:test"
import { SECTOR_BYTES, withImage } from "../../../sim/card/image-file.ts"
import { findFirmware, type FirmwareFiles } from "../../../sim/cli/firmware-file.ts"
import { Random } from "../../../sim/clock/random.ts"
import { Deeds } from "../../../tools/soak/deeds.ts"
import { judgeStretch } from "../../../tools/soak/judge.ts"
import { soak } from "../../../tools/soak/soak.ts"
import { playStretch, type StretchResult } from "../../../tools/soak/stretch.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"

/** Of the card's only partition, and in its boot sector: sectors before the first table. */
const MBR_VOLUME = 8192
const RESERVED_AT = 14
/** Sectors of a table (fatgen103, BPB_FATSz32): behind them is the second one. */
const TABLE_SECTORS_AT = 36

let firmware: FirmwareFiles

before(async () => {
    firmware = await findFirmware(undefined)
})

test("60 deeds by lot, with power failures among them, lose nothing", async t => {
    const card = join(scratchFolder(t), "card.img")
    const silent = () => {}
    const reports = await soak({ deeds: 60, seed: 5, card, firmware }, silent, silent)
    assert.deepEqual(
        reports.flatMap(each => each.problems),
        []
    )
    assert.ok(reports[0]!.calls >= 30)
    assert.ok(reports[0]!.messages >= 10)
    assert.ok(reports[0]!.cuts >= 1)
})

describe("where something is missing", () => {
    const drawn = () => {
        const deeds = new Deeds(new Random(2, "deeds"), "4711")
        const all = Array.from({ length: 60 }, () => deeds.next(false))
        return all.filter(each => each.kind === "message").slice(0, 3)
    }

    async function played(folder: string): Promise<StretchResult> {
        const card = join(folder, "card.img")
        const line = { modem: "conexant", country: "US", settings: { rings: 2 } }
        return await playStretch(drawn(), { card, firmware, seed: 1, ...line }, () => {})
    }

    test("a message, its call, or a heap that grows: it is told", async t => {
        const folder = scratchFolder(t)
        const result = await played(folder)
        const card = join(folder, "card.img")
        assert.deepEqual(judgeStretch(drawn(), result, card, 0).problems, [])

        const longer = drawn().map(each => ({ ...each, numbers: ["1999999999"] }))
        const { problems } = judgeStretch(longer, result, card, 0)
        assert.ok(problems.includes("0 messages from 1999999999 (message)"))
        assert.ok(problems.includes("0 lines in calls.csv of the call from 1999999999 (message)"))

        const more = judgeStretch(drawn(), result, card, 5).problems
        assert.deepEqual(more, ["3 messages on the card, and 8 were left"])

        const heap = Array.from({ length: 60 }, (_, at) => ({
            tMs: 30_000 + at,
            bytes: 30_000 + at * 50,
        }))
        const leaking = judgeStretch(drawn(), { ...result, heap }, card, 0).problems
        assert.deepEqual(leaking, ["heap: 30050 bytes in use at the start, 32400 at the end"])
    })

    test("a crash, and a card with a fault, are told", async t => {
        const folder = scratchFolder(t)
        const result = await played(folder)
        const card = join(folder, "card.img")
        const crashed = { ...result, exit: 1, trouble: "a panic" }
        assert.deepEqual(judgeStretch(drawn(), crashed, card, 0).problems, ["exit code 1: a panic"])
        const volume = withImage(card, "r", image => image.read(MBR_VOLUME, 1))
        const table =
            MBR_VOLUME + volume.readUInt16LE(RESERVED_AT) + volume.readUInt32LE(TABLE_SECTORS_AT)
        const file = openSync(card, "r+")
        writeSync(file, Buffer.alloc(SECTOR_BYTES), 0, SECTOR_BYTES, table * SECTOR_BYTES)
        closeSync(file)
        assert.match(judgeStretch(drawn(), result, card, 0).problems.join("\n"), /^card: /m)
    })
})
