import assert from "node:assert/strict"
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { checkFolder } from "../../card/messages/check-folder.ts"
import { envelopeOf } from "../../card/messages/envelope.ts"
import { exportedFiles } from "../../card/messages/export.ts"
import { listMessages, readSound } from "../../card/messages/message.ts"
import { putGreeting } from "../../card/messages/put-greeting.ts"
import { select } from "../../card/messages/selection.ts"
import { writeFolder } from "../../card/messages/sink.ts"
import { EXPORT_COMMAND } from "../../card/cli/export-command.ts"
import { describeList, messageFields } from "../../card/cli/message-table.ts"
import { withCard } from "../../card/volume/card-image.ts"
import { SlotStore, slotsFor } from "../../card/volume/slot-store.ts"
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

test("two messages with one serial, after a cut, are two", t => {
    const path = join(scratchFolder(t), "card.img")
    populateCard(path, { messages: 1, slots: 20, card: CARD })
    withCard(path, "r+", card => {
        const store = new SlotStore(card)
        const long = Buffer.alloc(1_440_000 + 8000, 3)
        for (const [number, sound] of [
            ["1", Buffer.alloc(8000, 5)],
            ["2", long],
        ] as const) {
            store.index.setFacts({ ...store.index.facts, lastSerial: 0 })
            const header = { codec: 7 as const, at: undefined, number, name: "" }
            const slots = store.freeSlots().slice(0, slotsFor(sound.length))
            store.file(slots, { header, state: "new", sound }, true)
        }
        card.commit()
    })
    withFiles(path, "r", files => {
        const told = listMessages(files).messages.map(each => [
            each.header.number,
            each.parts.length,
            each.sampleCount,
        ])
        assert.deepEqual(told, [
            ["2125550000", 1, 8000],
            ["1", 1, 8000],
            ["2", 2, 1_448_000],
        ])
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

test("which messages are meant: numbers, ranges, days, callers, the new ones, the trash", t => {
    const path = join(scratchFolder(t), "card.img")
    populateCard(path, POPULATION)
    const messages = withFiles(path, "r", listMessages).messages
    const ALL = {
        numbers: [],
        isNewOnly: false,
        hasTrash: false,
        from: undefined,
        to: undefined,
        caller: undefined,
    }
    const chosen = (selection: object) =>
        select(messages, { ...ALL, ...selection }).map(each => each.number)
    assert.deepEqual(chosen({}), [1, 3, 4, 5])
    assert.deepEqual(chosen({ hasTrash: true }), [1, 2, 3, 4, 5])
    assert.deepEqual(chosen({ numbers: ["2", "4-5"] }), [2, 4, 5])
    assert.deepEqual(chosen({ isNewOnly: true }), [4, 5])
    assert.deepEqual(chosen({ caller: "caller 3" }), [3])
    assert.deepEqual(chosen({ caller: "5550004" }), [5])
    assert.deepEqual(chosen({ from: "2026-01-02" }), [])
    assert.deepEqual(chosen({ from: "2026-01-01", to: "2026-01-01" }), [1, 3, 4, 5])
    for (const word of ["0", "6", "3-2", "x", "1-", "1.5"])
        assert.throws(() => chosen({ numbers: [word] }), /must be a number from 1 to 5/)
    assert.throws(() => chosen({ from: "yesterday" }), /not a day/)
})

judgedTest(
    ["soxi", "mattrib"],
    "exported files are as long as their sound, with the time of the call; twice writes nothing",
    t => {
        const folder = scratchFolder(t)
        const path = join(folder, "card.img")
        const names = populateCard(path, POPULATION)
        const out = join(folder, "out")
        withFiles(path, "r", files => {
            const list = exportedFiles(files, listMessages(files).messages, "pcm16")
            assert.equal(
                writeFolder(out, list, () => undefined),
                6
            )
            assert.equal(
                writeFolder(out, list, () => undefined),
                0
            )
            writeFileSync(join(out, names[0]!), "something of the owner's")
            assert.equal(
                writeFolder(out, list, () => undefined),
                1
            )
        })
        assert.deepEqual(
            readdirSync(out).sort(),
            [...names, names[0]!.replace(".wav", " (2).wav"), "calls.csv"].sort()
        )
        assert.equal(readFileSync(join(out, names[0]!), "utf8"), "something of the owner's")
        assert.match(
            String(runJudge("soxi", [join(out, names[1]!)])),
            /= 8000 samples[^]*16-bit Signed/
        )
        assert.deepEqual(statSync(join(out, names[1]!)).mtime, new Date(2026, 0, 1, 8, 10))
    }
)

judgedTest(
    ["mcopy"],
    "the greeting before is kept beside the new one; the same one again changes nothing",
    t => {
        const path = join(scratchFolder(t), "card.img")
        populateCard(path, { ...POPULATION, messages: 1 })
        withFiles(path, "r+", files => {
            assert.equal(putGreeting(files, "default", Buffer.from("one")), undefined)
            assert.equal(putGreeting(files, "default", Buffer.from("one")), undefined)
            assert.equal(putGreeting(files, "default", Buffer.from("two")), "default before.wav")
            assert.equal(
                putGreeting(files, "default", Buffer.from("three")),
                "default before 2.wav"
            )
        })
        const read = (name: string) =>
            String(runJudge("mcopy", ["-n", "-i", path, `::/AFTERBEEP/greetings/${name}`, "-"]))
        assert.deepEqual(["default.wav", "default before.wav", "default before 2.wav"].map(read), [
            "three",
            "one",
            "two",
        ])
    }
)

test("that there is no new message is no mistake, and that there is no such message is one", async t => {
    const folder = scratchFolder(t)
    const path = join(folder, "card.img")
    populateCard(path, { messages: 1, slots: 4, heard: 1, kept: 0, trash: 0, card: CARD })
    const said = t.mock.method(console, "log", () => {})
    const complained = t.mock.method(console, "error", () => {})
    const wanted = (...words: string[]) =>
        EXPORT_COMMAND.run([path, "--out", join(folder, "out"), ...words])
    assert.equal(await wanted("--new"), 0)
    assert.deepEqual(said.mock.calls[0]!.arguments, ["no message there that nobody has heard"])
    assert.equal(await wanted("--caller", "Nobody"), 2)
    assert.match(String(complained.mock.calls[0]!.arguments[0]), /there is no such message/)
    assert.equal(await wanted(), 0)
    assert.match(
        String(said.mock.calls.at(-1)!.arguments[0]),
        /out: 1 message( and the list of calls)?: \d files? written$/
    )
})
