import assert from "node:assert/strict"
import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { checkFolder } from "../../card/messages/check-folder.ts"
import { envelopeOf } from "../../card/messages/envelope.ts"
import { listMessages, readSound } from "../../card/messages/message.ts"
import { describeList, messageFields } from "../../card/cli/message-table.ts"
import { withFiles } from "../../card/volume/place.ts"
import { judgedTest, runJudge } from "../support/judges.ts"
import { populateCard } from "../support/populated-card.ts"
import { scratchFolder } from "../support/scratch-folder.ts"

const CARD = { sizeMB: 160, format: "fat32", layout: "superfloppy" } as const
const POPULATION = { messages: 5, slots: 20, heard: 3, kept: 1, trash: 1, card: CARD }

test("messages stand oldest first, with their states and what is free", t => {
    const path = join(scratchFolder(t), "card.img")
    const names = populateCard(path, POPULATION)
    withFiles(path, "r", files => {
        const list = listMessages(files)
        assert.equal(list.freeSlots, 15)
        assert.deepEqual(
            list.messages.map(each => each.fileName),
            names
        )
        assert.deepEqual(
            list.messages.map(each => each.state),
            ["kept", "trash", "heard", "new", "new"]
        )
        assert.deepEqual(messageFields(list.messages[4]!), {
            number: 5,
            state: "new",
            at: "2026-01-01 08:40:00",
            caller: "2125550004",
            name: "CALLER 5",
            seconds: 1,
            serial: 5,
            file: names[4],
        })
        const sound = readSound(files, list.messages[2]!, 7990, 100)
        assert.deepEqual([...sound], new Array(10).fill(0x82))
        const table = describeList(list, () => "▁█")
        assert.match(
            table,
            /\n3 {2}heard {2}2026-01-01 08:20 {2}2125550002 {2}CALLER 3 {4}0:01 {2}▁█\n/
        )
        assert.match(
            table,
            /5 messages \(2 new, 1 heard, 1 kept, 1 in the trash\); 15 slots are free: 45 min more$/
        )
    })
})

judgedTest(["mcopy", "mattrib"], "in a mounted folder all but the states is seen", t => {
    const folder = scratchFolder(t)
    const path = join(folder, "card.img")
    const names = populateCard(path, POPULATION)
    const mounted = join(folder, "mounted")
    mkdirSync(mounted)
    runJudge("mcopy", ["-s", "-n", "-m", "-i", path, "::/AFTERBEEP", mounted])
    withFiles(mounted, "r", files => {
        const list = listMessages(files)
        assert.equal(list.freeSlots, 15)
        assert.deepEqual(
            list.messages.map(each => each.fileName),
            names
        )
        assert.deepEqual([...new Set(list.messages.map(each => each.state))], ["unknown"])
    })
    const report = checkFolder(mounted)
    assert.deepEqual(report.findings, [])
    assert.equal(report.messages.length, 5)
})

test("the picture of a sound is high where it is loud, and blank where nothing is", () => {
    const sound = new Uint8Array(8000).fill(128)
    sound.fill(255, 2000, 4000)
    sound.fill(138, 4000, 6000)
    const read = (from: number, count: number) => sound.subarray(from, from + count)
    assert.equal(envelopeOf(1, sound.length, 8, read), "  ██▅▅  ")
    assert.equal(envelopeOf(1, 3, 8, read).length, 8)
    assert.equal(envelopeOf(1, 0, 8, read), "        ")
})
