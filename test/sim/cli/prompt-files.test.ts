import assert from "node:assert/strict"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { promptFiles } from "../../../sim/cli/prompt-files.ts"
import { listFiles } from "../../../tools/project.ts"
import { judgedTest, runJudge } from "../../support/judges.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"

test("every word of three languages, in three codecs", () => {
    const names = promptFiles().map(({ name }) => name)
    const words = listFiles("sounds/prompts").filter(file => file.endsWith(".wav"))
    assert.equal(new Set(names).size, words.length * 3)
    for (const language of ["en", "pl", "ru"])
        for (const codec of ["ulaw", "alaw", "u8"])
            for (const word of ["0", "9", "message", "out-of-area", "end"])
                assert.ok(names.includes(`AFTERBEEP/prompts/${language}/${codec}/${word}.wav`))
})

judgedTest(["soxi", "sox"], "each is what its folder says, and the same sound", t => {
    const folder = scratchFolder(t)
    const files = promptFiles().filter(({ name }) => /\/pl\/.*\/message\.wav$/.test(name))
    const seen = files.map(({ name, bytes }) => {
        const path = join(folder, "word.wav")
        writeFileSync(path, bytes)
        const encoding = runJudge("soxi", ["-e", path]).toString().trim()
        const sound = runJudge("sox", [path, "-t", "s16", "-"])
        return { codec: name.split("/")[3], encoding, sound }
    })
    assert.deepEqual(
        seen.map(({ codec, encoding }) => [codec, encoding]),
        [
            ["ulaw", "u-law"],
            ["alaw", "A-law"],
            ["u8", "Unsigned Integer PCM"],
        ]
    )
    const [first, ...others] = seen.map(({ sound }) => sound)
    for (const other of others) {
        assert.equal(other.length, first!.length)
        for (let at = 0; at < other.length; at += 2)
            assert.ok(Math.abs(other.readInt16LE(at) - first!.readInt16LE(at)) < 1100)
    }
})
