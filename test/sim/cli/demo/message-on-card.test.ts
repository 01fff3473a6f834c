import assert from "node:assert/strict"
import { copyFileSync } from "node:fs"
import { join } from "node:path"
import { type TestContext, test } from "node:test"
import { WavCodec, encodeWav16, encodeWavCodec } from "../../../../sim/audio/wav.ts"
import { addFiles } from "../../../../sim/card/add-files.ts"
import { makeCardImage } from "../../../../sim/card/format.ts"
import {
    MessageWatch,
    messageNames,
    readMessage,
} from "../../../../sim/cli/demo/message-on-card.ts"
import { scratchFolder } from "../../../support/scratch-folder.ts"

const SOUND = Uint8Array.from({ length: 1001 }, (_, i) => i & 0xff)

function cardWith(t: TestContext, files: Readonly<Record<string, Uint8Array>>): string {
    const path = join(scratchFolder(t), "card.img")
    makeCardImage(path, { sizeMB: 64 })
    put(path, files)
    return path
}

function put(path: string, files: Readonly<Record<string, Uint8Array>>): void {
    addFiles(
        path,
        Object.entries(files).map(([name, bytes]) => ({ name: `AFTERBEEP/${name}`, bytes }))
    )
}

test("messages are the WAV files in their folder, and nothing else", t => {
    const path = cardWith(t, {
        "messages/2026-11-22 14.05 2125550123.wav": SOUND,
        "messages/notes.txt": SOUND,
        "greetings/default.wav": SOUND,
    })
    assert.deepEqual(messageNames(path), ["2026-11-22 14.05 2125550123.wav"])
})

test("a card without the folder has none", t => {
    assert.deepEqual(messageNames(cardWith(t, {})), [])
})

for (const codec of Object.values(WavCodec))
    test(`the sound is read as its bytes, whatever the codec: ${codec}`, t => {
        const path = cardWith(t, { "messages/a.wav": encodeWavCodec(SOUND, codec) })
        const message = readMessage(path, "a.wav")
        assert.equal(message.codec, codec)
        assert.deepEqual(Buffer.from(message.bytes), Buffer.from(SOUND))
    })

test("a file that is no WAV is not taken for a message's sound", t => {
    const path = cardWith(t, { "messages/a.wav": SOUND })
    assert.throws(() => readMessage(path, "a.wav"), /a\.wav: is not a WAV file/)
})

test("a file without sound is refused, too", t => {
    const head = encodeWav16(new Int16Array(0)).slice(0, 12)
    assert.throws(() => readMessage(cardWith(t, { "messages/a.wav": head }), "a.wav"))
})

test("what comes to the card and what goes from it is named once", t => {
    const path = cardWith(t, { "messages/old.wav": SOUND })
    const messages = new MessageWatch(path)
    assert.equal(messages.added(), undefined)
    put(path, { "messages/new.wav": SOUND })
    assert.equal(messages.added(), "new.wav")
    assert.equal(messages.added(), undefined)
    assert.equal(messages.count, 2)
    assert.equal(messages.removed(), undefined)
})

test("a message that is not on the card any more has gone", t => {
    const path = cardWith(t, { "messages/old.wav": SOUND, "messages/kept.wav": SOUND })
    const messages = new MessageWatch(path)
    copyFileSync(cardWith(t, { "messages/kept.wav": SOUND }), path)
    assert.equal(messages.removed(), "old.wav")
    assert.equal(messages.removed(), undefined)
    assert.equal(messages.count, 1)
})
