/** The manifest of the sounds: what it may say and how it is refused. */

import assert from "node:assert/strict"
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { ToolError } from "../../../tools/project.ts"
import { readManifest } from "../../../tools/sounds/manifest.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"

const SOUND = { file: "en/beep.wav", voice: "slt", text: "Beep.", longestMs: 900 }

test("a sound without a pace of its own is spoken at the voice's, in 16 bits", t => {
    const root = scratchFolder(t)
    mkdirSync(join(root, "sounds"))
    writeFileSync(join(root, "sounds/manifest.json"), JSON.stringify({ sounds: [SOUND] }))
    assert.deepEqual(readManifest(root).texts, [{ ...SOUND, bits: 16, stretch: 1 }])
})

test("the words of a language are µ-law sounds in its folder of prompts", t => {
    const root = scratchFolder(t)
    mkdirSync(join(root, "sounds"))
    const prompts = [{ language: "pl", voice: "pl", words: { "out-of-area": "numer niedostępny" } }]
    writeFileSync(join(root, "sounds/manifest.json"), JSON.stringify({ sounds: [SOUND], prompts }))
    const { file, voice, bits, text } = readManifest(root).texts[1]!
    assert.deepEqual([file, voice, bits], ["prompts/pl/out-of-area.wav", "pl", "ulaw"])
    assert.equal(text, "numer niedostępny")
})

test("a manifest that is wrong is refused with its name and the key", t => {
    const root = scratchFolder(t)
    mkdirSync(join(root, "sounds"))
    const table: [string, RegExp][] = [
        ["{", /sounds\/manifest.json: SyntaxError/],
        [JSON.stringify({ sounds: [] }), /sounds\/manifest.json: .*sounds/s],
        [JSON.stringify({ sounds: [{ ...SOUND, voice: "hal" }] }), /sounds\[0\].voice/],
        [JSON.stringify({ sounds: [{ ...SOUND, file: "../beep.wav" }] }), /sounds\[0\].file/],
        [JSON.stringify({ sounds: [{ ...SOUND, volume: 11 }] }), /volume/],
    ]
    for (const [text, message] of table) {
        writeFileSync(join(root, "sounds/manifest.json"), text)
        assert.throws(
            () => readManifest(root),
            error => {
                assert.ok(error instanceof ToolError)
                assert.match(error.message, message)
                return true
            }
        )
    }
})
