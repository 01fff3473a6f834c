import assert from "node:assert/strict"
import { test } from "node:test"
import {
    cardTrouble,
    chosen,
    entries,
    folder,
    foldersAbove,
    greetingState,
    kindOf,
    openFolder,
    pathOf,
    readFolder,
    removeFile,
    renameFile,
    sendGreeting,
} from "../../../page/state/card.ts"
import { fakeFetch } from "./fake-fetch.ts"

const MESSAGES = "GET /card/folder?path=AFTERBEEP%2Fmessages"
const entry = (name: string) => ({ name, isFolder: false, sizeBytes: 1, at: "" })

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
    const answers = { [MESSAGES]: { status: 409, body: "no FAT volume" } as { body: unknown } }
    fakeFetch(t, answers)
    await openFolder("AFTERBEEP/messages")
    assert.equal(cardTrouble.value, "no FAT volume")
    answers[MESSAGES] = { body: [] }
    await readFolder()
    assert.equal(cardTrouble.value, "")
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
    assert.equal(asked.length, 2)
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
