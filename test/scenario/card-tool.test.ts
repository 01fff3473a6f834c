/** The card tool and the machine: each takes the other's cards. */

import assert from "node:assert/strict"
import { join } from "node:path"
import { describe, test } from "node:test"
import { checkCard } from "../../card/check/check-card.ts"
import { backupFiles } from "../../card/backup/backup.ts"
import { restore } from "../../card/backup/restore.ts"
import { ZipReader } from "../../card/backup/zip-reader.ts"
import { exportedFiles } from "../../card/messages/export.ts"
import { listMessages } from "../../card/messages/message.ts"
import { writeZip } from "../../card/messages/sink.ts"
import { soundOfWav } from "../../card/sound/wav-sound.ts"
import { CardImage } from "../../card/volume/card-image.ts"
import { ImageFiles } from "../../card/volume/image-files.ts"
import { withFiles } from "../../card/volume/place.ts"
import { withImage } from "../../sim/card/image-file.ts"
import { assertContiguousRun } from "../support/same-sound.ts"
import { PC, assertClean, messageNames, readFromCard } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { soundBytes } from "../support/listening.ts"
import { populateCard } from "../support/populated-card.ts"
import { newFolder, play, runBefore, type ScenarioRun } from "../support/scenario-run.ts"
import { readFileSync } from "node:fs"
import { BOOT, IDLE, PLAY, call } from "../support/steps.ts"

const START = "2026-11-22T14:05:00"
const SETTINGS = "rings = 2\nslots = 24\n"
const FILES = { "AFTERBEEP/settings.txt": { text: SETTINGS } }
const CARD = { sizeMB: 160, layout: "superfloppy", format: "fat32" } as const

function report(run: ScenarioRun) {
    return withImage(run.cardPath, "r", checkCard)
}

describe("a card that the tool has made, with three messages, in the machine", () => {
    const given = runBefore(async () => {
        const folder = newFolder()
        populateCard(join(folder, "card.img"), {
            messages: 3,
            slots: 24,
            heard: 2,
            seconds: 2,
            card: CARD,
        })
        const steps = [BOOT, call("2125550123"), IDLE, PLAY, IDLE, { wait: 3000 }]
        return await play({ start: START, card: { ...CARD, files: FILES }, steps }, { folder })
    })

    test("is taken as it is: not a sector is written before the machine is ready", () => {
        const logs = given().events("machine", "log")
        const ready = logs.find(({ text }) => String(text).startsWith("ready"))!
        assert.equal(ready["text"], "ready: 1 unheard")
        const writes = given().events("card", "write")
        assert.deepEqual(
            writes.filter(({ tMs }) => tMs < ready.tMs),
            []
        )
    })

    test("holds the new message behind the others, and both new ones are heard", () => {
        const { messages } = withFiles(given().cardPath, "r", listMessages)
        assert.deepEqual(
            messages.map(({ header }) => header.number),
            ["2125550000", "2125550001", "2125550002", "2125550123"]
        )
        assert.deepEqual([...new Set(messages.map(({ state }) => state))], ["heard"])
    })

    test("has no fault, and the same slots as before", () => {
        const { findings, slots } = report(given())
        assert.deepEqual(
            findings.filter(each => each.severity === "fault"),
            []
        )
        assert.equal(slots.length, 24)
    })

    judgedTest(PC, "is a clean volume for fsck.fat", () => assertClean(given()))

    judgedTest(PC, "gives the tool the sound that the modem handed over, byte for byte", () => {
        const run = given()
        const exported = withFiles(run.cardPath, "r", files => {
            const [, , , last] = exportedFiles(files, listMessages(files).messages, "as-recorded")
            return {
                name: last!.name,
                sound: Buffer.from(soundOfWav(Buffer.from(last!.content()))!.bytes),
            }
        })
        assertContiguousRun(exported.sound, soundBytes(readFileSync(run.output("modem-1-1.wav"))))
        assert.ok(messageNames(run).includes(exported.name))
        const path = `AFTERBEEP/messages/${exported.name}`
        assert.ok(soundBytes(readFromCard(run, path)).equals(exported.sound))
    })
})

describe("a card that the machine has made", () => {
    const given = runBefore(async () => {
        const steps = [BOOT, call("2125550123"), IDLE, call("2125550124"), IDLE, { wait: 60_000 }]
        return await play({ start: START, card: { ...CARD, files: FILES }, steps })
    })

    test("has no fault for the checker, once it had time", () => {
        const { findings, messages } = report(given())
        assert.deepEqual(
            findings.filter(each => each.severity === "fault"),
            []
        )
        assert.equal(messages.length, 2)
    })

    test("is saved, and restored on a card that the tool has made", async () => {
        const run = given()
        const zipPath = join(run.folder, "backup.zip")
        const list = (path: string) =>
            withFiles(path, "r", files =>
                exportedFiles(files, listMessages(files).messages, "as-recorded").map(
                    ({ name, content }) => [name, content().length]
                )
            )
        const source = new ImageFiles(run.cardPath, new CardImage(run.cardPath, "r"))
        await writeZip(zipPath, backupFiles(source, new Date()), () => undefined)
        source.close()
        const other = join(run.folder, "other.img")
        populateCard(other, { messages: 0, slots: 8, card: CARD })
        const zip = await ZipReader.open(zipPath)
        const target = new ImageFiles(other, new CardImage(other, "r+"))
        await restore(zip, target, true, () => undefined)
        zip.close()
        target.close()
        assert.deepEqual(list(other), list(run.cardPath))
        assert.deepEqual(withImage(other, "r", checkCard).findings, [])
    })
})
