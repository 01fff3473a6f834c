import assert from "node:assert/strict"
import { test } from "node:test"
import {
    cardTrouble,
    chosen,
    chosenEntry,
    entries,
    folder,
    foldersAbove,
    folderTrouble,
    greetingState,
    isCardAway,
    kindOf,
    openFolder,
    pathOf,
    readFolder,
    removeFile,
    renameFile,
    sendGreeting,
    soundOf,
    stampOf,
    watchFolder,
} from "../../../page/state/card.ts"
import { latest, machine, nowMs, speed } from "../../../page/state/page-state.ts"
import { FIRST_STATE } from "../../../sim/protocol/machine-state.ts"
import { fakeFetch } from "./fake-fetch.ts"

const MESSAGES = "GET /card/folder?path=AFTERBEEP%2Fmessages"
const entry = (name: string, firstCluster = 2) => ({
    ...{ name, firstCluster, isFolder: false, sizeBytes: 1, at: "" },
    ...{ isArchived: false, isReadOnly: false, isSystem: false },
})

test("a folder is read, and its latest sound is chosen until another one is", async t => {
    fakeFetch(t, { [MESSAGES]: { body: [entry("1.wav"), entry("2.wav"), entry("x.txt")] } })
    await openFolder("AFTERBEEP/messages")
    assert.equal(entries.value?.length, 3)
    assert.equal(chosen.value, "2.wav")
    chosen.value = "1.wav"
    await readFolder()
    assert.equal(chosen.value, "1.wav")
    assert.equal(pathOf("1.wav"), "AFTERBEEP/messages/1.wav")
})

test("why a card can't be read is said, and forgotten when it can", async t => {
    const answers: Record<string, { status?: number; body: unknown }> = {
        [MESSAGES]: { status: 409, body: "no FAT volume" },
    }
    fakeFetch(t, answers)
    await openFolder("AFTERBEEP/messages")
    assert.equal(folderTrouble.value, "no FAT volume")
    answers[MESSAGES] = { body: [] }
    await readFolder()
    assert.equal(folderTrouble.value, "")
    answers[MESSAGES] = { status: 409, body: "no FAT volume" }
    await readFolder()
    assert.equal(entries.value, undefined)
})

test("what the machine writes into the folder is seen, and a file that it wrote anew is another one", async t => {
    const answers = { [MESSAGES]: { body: [entry("default.wav")] } }
    fakeFetch(t, answers)
    await openFolder("AFTERBEEP/messages")
    t.after(watchFolder())
    const before = stampOf(chosenEntry.value!)
    answers[MESSAGES] = { body: [entry("default.wav", 9), entry("x.wav")] }
    latest.value = [{ tMs: 1, source: "card", event: "write", fields: { lba: 1, count: 1 } }]
    await new Promise(resolve => setTimeout(resolve, 600))
    assert.equal(entries.value?.length, 2)
    assert.notEqual(
        soundOf("default.wav", stampOf(chosenEntry.value!)),
        soundOf("default.wav", before)
    )
})

test("a slow answer about a folder that was left, or that is older than another, shows nothing", async t => {
    const slow: (() => void)[] = []
    t.mock.method(globalThis, "fetch", async (url: string) => {
        await new Promise<void>(resolve => slow.push(resolve))
        return new Response(JSON.stringify([entry(`${url.slice(-1)}${slow.length}`)]))
    })
    const reads = [openFolder("a"), openFolder("b")]
    slow[1]!()
    slow[0]!()
    await Promise.all(reads)
    assert.deepEqual(
        entries.value?.map(({ name }) => name),
        ["b2"]
    )
})

test("a card that is taken out is away, but not for the moment of a change", () => {
    const removed = { ...FIRST_STATE, hasCard: false, cardChangedMs: 10_000 }
    const away = (ms: number, state = removed) => {
        nowMs.value = ms
        machine.value = state
        return isCardAway.value
    }
    assert.equal(away(11_600), false)
    assert.equal(away(12_100), true)
    assert.equal(away(12_100, FIRST_STATE), false)
    speed.value = 0
    assert.equal(away(10_000), true)
    speed.value = 1
})

test("the way to a folder begins with the whole card", () => {
    assert.deepEqual(foldersAbove(""), [{ name: "", path: "" }])
    assert.deepEqual(
        foldersAbove("A/b").map(({ path }) => path),
        ["", "A", "A/b"]
    )
})

test("sounds are heard, texts are read, and all else is downloaded", () => {
    assert.deepEqual(["A.WAV", "calls.csv", "index.bin"].map(kindOf), ["sound", "text", "other"])
})

test("a greeting is sent under its name; what the server says against it is told", async t => {
    const asked = fakeFetch(t, {
        "POST /card/greeting?name=full.wav": { status: 204, body: "" },
        "POST /card/greeting?name=default.wav": { status: 409, body: "no WAV" },
    })
    await sendGreeting(new Blob(["x"]), "full.wav")
    assert.deepEqual([greetingState.value, cardTrouble.value], ["done", ""])
    await sendGreeting(new Blob(["x"]), "default.wav")
    assert.deepEqual([greetingState.value, cardTrouble.value], ["none", "no WAV"])
    await sendGreeting(new Blob(["x"]), "holiday.wav")
    assert.match(cardTrouble.value, /did not answer/)
    assert.equal(asked.length, 3)
})

test("a file is renamed and deleted, and the folder read again; what can't be is told", async t => {
    const folderOf = `GET /card/folder?path=${encodeURIComponent("AFTERBEEP/messages")}`
    const asked = fakeFetch(t, {
        [folderOf]: { body: [] },
        "POST /card/rename?path=a%2Fb.wav&name=c.wav": { status: 204, body: "" },
        "POST /card/remove?path=a%2Fb.wav": { status: 409, body: "no such file" },
    })
    folder.value = "AFTERBEEP/messages"
    await renameFile("a/b.wav", "c.wav")
    assert.equal(cardTrouble.value, "")
    await removeFile("a/b.wav")
    assert.equal(cardTrouble.value, "no such file")
    assert.equal(asked.filter(question => question === folderOf).length, 2)
})
